package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Accepted;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Countdowns end on time, whatever dies meanwhile. */
class CountdownIT {

    private static final int COUNTDOWNS = 100;
    private static final int CRASHES = 4;
    private static final Duration LATE = ofSeconds(1);

    /** From the kill to the moment at which the service was ready again. */
    private record Outage(Instant from, Instant until) {}

    @Test
    void eachOfAHundredEndsWithinASecondOfItsTimeOrOfTheRestart() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        try (var trial = Trial.start()) {
            var anna = trial.people().phone("Anna");
            trial.people().guardian("Ben").of(anna);
            var alerts =
                    Stream.generate(() ->
                                    anna.presses(Press.sos().countdown(3 + random.nextInt(38))))
                            .limit(COUNTDOWNS)
                            .toList();
            var outages = new ArrayList<Outage>();
            for (int crash = 0; crash < CRASHES; crash++) {
                passes(Duration.ofMillis(500 + random.nextInt(6000)));
                var from = Instant.now();
                trial.crashes();
                outages.add(new Outage(from, Instant.now()));
            }

            for (var alert : alerts) {
                var at = activated(anna, alert);
                var due = alert.activatesAt();
                assertFalse(at.isBefore(due), "not before its time");
                assertFalse(
                        at.isAfter(latest(due, outages)),
                        () ->
                                "due %s, active %s, outages %s, seed %d"
                                        .formatted(due, at, outages, seed));
            }
        }
    }

    @Test
    void aCountdownThatEndedTellsTheContactsOnce() {
        try (var trial = Trial.start()) {
            var anna = trial.people().phone("Anna");
            var ben = trial.people().guardian("Ben").of(anna);
            var alert = anna.presses(Press.sos().countdown(2));
            assertEquals("PENDING", alert.state());

            anna.sees(alert.alertId(), "ACTIVE", ofSeconds(5));
            ben.isTold(ofSeconds(10));
            anna.resolves(alert.alertId(), null).ok();
            Told.eachOnce(ben, 2);
        }
    }

    private static Instant latest(Instant due, List<Outage> outages) {
        var latest = due.plus(LATE);
        for (var outage : outages) {
            if (!outage.from().isAfter(latest) && outage.until().isAfter(latest.minus(LATE))) {
                latest = outage.until().plus(LATE);
            }
        }
        return latest;
    }

    private static Instant activated(Phone owner, Accepted alert) {
        var file = owner.reads(alert.alertId());
        var entry =
                Awaitility.await("activated: " + alert)
                        .atMost(PATIENCE)
                        .until(
                                () ->
                                        file.timeline().stream()
                                                .filter(CountdownIT::activates)
                                                .toList(),
                                found -> !found.isEmpty());
        assertEquals(1, entry.size(), "activated once");
        return Instant.parse(entry.getFirst().get("at").asText());
    }

    private static boolean activates(JsonNode entry) {
        return entry.path("to").asText().equals("ACTIVE");
    }

    /** Lets this much of the countdowns run. */
    private static void passes(Duration some) {
        var until = Instant.now().plus(some);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Instant.now().isAfter(until));
    }
}
