package dev.mayday.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The names of the Kafka topics, with the prefix that a shared cluster may ask for. */
@ApplicationScoped
public class Topics {
    /** Those by which people are told. */
    public static final List<String> CHANNELS = List.of("email", "sms", "voice", "push", "webhook");

    private final String prefix;

    Topics(
            @ConfigProperty(name = "mayday.kafka.topic-prefix", defaultValue = "")
                    Optional<String> prefix) {
        this.prefix = prefix.orElse("");
    }

    public String alerts() {
        return prefix + "mayday.alerts";
    }

    public String locations() {
        return prefix + "mayday.locations";
    }

    /** One topic for each channel, and one for the service's own heartbeat. */
    public String notifications(String channel) {
        return prefix + "mayday.notifications." + channel;
    }

    public String deadLetters(String consumer) {
        return prefix + "mayday.dead-letters." + consumer;
    }
}
