package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayday.local.Guardian;
import dev.mayday.local.Json;
import dev.mayday.local.Press;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two servers, each with all roles, on one database and one broker. */
class TwoOfEachIT {

    private static final int ALERTS = 20;

    @Test
    void eachIsToldOnceOfEachAlertAndOnceOfItsEnd() {
        try (var trial = Trial.withServers(2)) {
            var anna = trial.people().phone("Anna");
            var ben = trial.people().guardian("Ben").of(anna);
            var carla = trial.people().guardian("Carla");
            carla.bellOf(anna);
            var alerts =
                    IntStream.range(0, ALERTS)
                            .mapToObj(i ->
                                    anna.via(trial.server(i % 2))
                                            .presses(Press.sos().countdown(i % 3)))
                            .toList();
            calls(carla, "alert.raised");
            Told.mails(ben, ALERTS, PATIENCE);
            alerts.forEach(alert -> anna.resolves(alert.alertId(), null).ok());
            calls(carla, "alert.ended");

            Told.eachOnce(ben, 2 * ALERTS);
            for (var type : List.of("alert.raised", "alert.ended")) {
                perAlert(carla, type).forEach((id, times) -> assertEquals(1, times, type + id));
            }
        }
    }

    private static void calls(Guardian guardian, String type) {
        Awaitility.await(type + " for " + guardian.name())
                .atMost(PATIENCE)
                .until(() -> perAlert(guardian, type).size() == ALERTS);
    }

    private static Map<String, Long> perAlert(Guardian guardian, String type) {
        return guardian.calls(type).stream()
                .collect(
                        groupingBy(
                                letter ->
                                        Json.read(letter.body())
                                                .path("data")
                                                .path("alert")
                                                .path("id")
                                                .asText(),
                                counting()));
    }
}
