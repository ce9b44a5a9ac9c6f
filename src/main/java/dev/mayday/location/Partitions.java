package dev.mayday.location;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.common.utils.Utils;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which partition of the logs a person's records are in: as Kafka's own partitioner decides for the
 * key.
 */
@ApplicationScoped
public class Partitions {
    private final int count;

    Partitions(@ConfigProperty(name = "mayday.kafka.partitions", defaultValue = "12") int count) {
        this.count = count;
    }

    public int of(UUID person) {
        return Utils.toPositive(Utils.murmur2(person.toString().getBytes(StandardCharsets.UTF_8)))
                % count;
    }
}
