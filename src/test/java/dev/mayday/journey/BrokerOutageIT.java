package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Fix;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The broker is away for half a minute in the middle of an alert. */
class BrokerOutageIT {

    private static final Duration OUTAGE = ofSeconds(30);
    private static final Duration AT_ONCE = ofMillis(1000);

    @Test
    void alertsGoOnAndNoPlaceThatWasAcknowledgedIsMissing() {
        try (var trial = Trial.withItsOwnBroker()) {
            var anna = trial.people().phone("Anna");
            var ben = trial.people().guardian("Ben").of(anna);
            var alert = anna.presses(Press.sos());
            ben.isTold();
            walks(anna, 20);
            anna.catchesUp();

            trial.broker().stop();
            var ends = Instant.now().plus(OUTAGE);
            var held = anna.stored();
            for (int i = 0; Instant.now().isBefore(ends); i++) {
                walks(anna, 5);
                pressesAndIsHelped(trial, "Emil" + i);
            }
            assertEquals(held, anna.stored(), "nothing is acknowledged that could be lost");

            trial.broker().start();
            anna.catchesUp();
            assertTrue(anna.stored().size() > held.size());
            try (var following = ben.follows(alert.alertId())) {
                Awaitility.await("every place that was acknowledged is in the track")
                        .atMost(PATIENCE)
                        .until(() -> new HashSet<>(following.numbers()).containsAll(anna.stored()));
            }
        }
    }

    private static void pressesAndIsHelped(Trial trial, String name) {
        var emil = trial.people().phone(name);
        var guardian = trial.people().guardian("Carla");
        guardian.contactOf(emil, 1);
        emil.connect();
        var before = Instant.now();
        var alert = emil.presses(Press.sos());
        var took = Duration.between(before, alert.at());
        assertTrue(took.compareTo(AT_ONCE) < 0, () -> "accepted after " + took);
        guardian.isTold(ofSeconds(20));
        emil.close();
    }

    private static void walks(Phone phone, int steps) {
        for (int i = 0; i < steps; i++) {
            phone.moves(Fix.at(46.05 + i * 1e-5, 14.5));
        }
        phone.reports();
    }
}
