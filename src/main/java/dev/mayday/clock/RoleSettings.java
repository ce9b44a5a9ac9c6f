package dev.mayday.clock;

import dev.mayday.clock.Roles.Role;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@code mayday.roles} into one setting a role, {@code mayday.role.worker=true} and so on,
 * for what is switched by settings alone: the channels that listen to Kafka.
 */
public final class RoleSettings implements ConfigSourceFactory {
    private static final int ORDINAL = 50;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var value = context.getValue("mayday.roles").getValue();
        return List.of(new PropertiesConfigSource(settings(value), "roles", ORDINAL));
    }

    static Map<String, String> settings(@Nullable String roles) {
        var named =
                Arrays.stream((roles == null ? "all" : roles).split(","))
                        .map(role -> role.strip().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        return Arrays.stream(Role.values())
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(
                        Collectors.toMap(
                                role -> "mayday.role." + role,
                                role -> Boolean.toString(has(named, role))));
    }

    private static boolean has(Set<String> named, String role) {
        return named.contains("all") || named.contains(role);
    }
}
