package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mayday.local.Broker;
import dev.mayday.local.Fix;
import dev.mayday.local.House;
import dev.mayday.local.Press;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service starts while nobody knows the broker by its name, as it is where the broker is down
 * and its name goes with it.
 */
class BrokerNameIT {

    @TempDir Path folder;

    @Test
    void peopleAreToldMeanwhileAndOnceItIsKnownAllGoesOn() throws IOException {
        var broker = Broker.shared().bootstrapServers();
        var names = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
        try (var house = open(names, broker.replaceFirst("^[^:]+", "broker.test"))) {
            var anna = house.mayday().phone("Anna");
            var ben = house.mayday().guardian("Ben").of(anna);
            var alert = anna.presses(Press.sos());
            ben.isTold();
            anna.moves(Fix.at(46.05, 14.5));
            anna.reports();

            Files.writeString(names, "127.0.0.1 localhost broker.test\n");
            anna.catchesUp();
            try (var following = ben.follows(alert.alertId())) {
                Awaitility.await("the place that was acknowledged is in the track")
                        .atMost(PATIENCE)
                        .until(() -> new HashSet<>(following.numbers()).containsAll(anna.stored()));
            }
            assertFalse(anna.stored().isEmpty(), "nothing is acknowledged");
            var workers = house.database().name() + ".mayday.worker";
            Awaitility.await("Kafka brings the workers what is queued")
                    .atMost(PATIENCE)
                    .until(() -> state(workers), "Stable"::equals);
        }
    }

    private static String state(String group) throws Exception {
        try (var admin = Broker.shared().admin()) {
            return admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .groupState()
                    .toString();
        }
    }

    private static House open(Path names, String brokers) {
        return House.open(
                Broker.shared(),
                plan ->
                        plan.with("MAYDAY_KAFKA", brokers)
                                .with("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + names));
    }
}
