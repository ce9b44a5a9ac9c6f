package dev.mayday.notification;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Says in {@code mayday.channels} what can be sent on, for those who ask before anything is sent:
 * mail, webhooks and push always, text messages and calls where a provider of them is set up.
 */
public final class ConfiguredChannels implements ConfigSourceFactory {
    private static final int ORDINAL = 50;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean smpp = isSet(context, "mayday.smpp.host");
        boolean twilio = isSet(context, "mayday.twilio.account");
        var channels = new ArrayList<>(List.of("email", "push", "webhook"));
        if (smpp || twilio) {
            channels.add("sms");
        }
        if (twilio) {
            channels.add("voice");
        }
        return List.of(
                new PropertiesConfigSource(
                        Map.of("mayday.channels", String.join(",", channels)),
                        "channels",
                        ORDINAL));
    }

    private static boolean isSet(ConfigSourceContext context, String name) {
        var value = context.getValue(name).getValue();
        return value != null && !value.isBlank();
    }
}
