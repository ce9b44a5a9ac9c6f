package dev.mayday.clock;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this process does: all of it on a small server, one role a Deployment on Kubernetes. */
@ApplicationScoped
public class Roles {
    /** The parts of the one image. */
    public enum Role {
        GATEWAY,
        CLOCK,
        RELAY,
        WORKER,
        RECORDER
    }

    private final Set<Role> roles;

    Roles(@ConfigProperty(name = "mayday.roles") List<String> names) {
        roles =
                names.contains("all")
                        ? EnumSet.allOf(Role.class)
                        : names.stream()
                                .map(name -> Role.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    boolean all() {
        return roles.size() == Role.values().length;
    }
}
