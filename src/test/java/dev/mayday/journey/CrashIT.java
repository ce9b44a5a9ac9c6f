package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.AlertFile;
import dev.mayday.local.Fix;
import dev.mayday.local.Press;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The service dies, as in a power cut, between each two steps of an alert. */
class CrashIT {

    @Test
    void nobodyIsLeftUntoldAndAtMostTheSendInFlightComesTwice() {
        try (var trial = Trial.start()) {
            var anna = trial.people().phone("Anna");
            var ben = trial.people().guardian("Ben").of(anna);
            var carla = trial.people().guardian("Carla");
            carla.bellOf(anna);
            trial.crashes();

            var press = Press.sos().from(Fix.at(48.8584, 2.2945));
            var alert = anna.presses(press);
            trial.crashes();

            assertEquals(alert.alertId(), anna.presses(press).alertId());
            var mail = ben.isTold();
            carla.isCalled("alert.raised");
            isSettled(anna.reads(alert.alertId())); // what was in flight is not so again
            trial.crashes();

            var link = ben.opens(mail);
            trial.crashes();

            var path = "/v1/alerts/" + alert.alertId();
            assertEquals("ACTIVE", link.get(path).ok().get("state").asText());
            link.post(path + "/acknowledge", "note", "On my way").ok();
            trial.crashes();

            var coming = anna.sees(alert.alertId(), "ACKNOWLEDGED");
            assertEquals("Ben", coming.body().get("by").get("name").asText());
            trial.crashes();

            anna.resolves(alert.alertId(), null).ok();
            trial.crashes();

            carla.isCalled("alert.ended");
            Told.mails(ben, 2, PATIENCE);
            var often = Told.often(ben);
            assertEquals(2, often.size(), () -> "told of the alert and of its end: " + often);
            assertTrue(
                    often.values().stream().allMatch(times -> times <= 2),
                    () -> "at most the one in flight twice: " + often);
            assertTrue(carla.calls("alert.raised").size() <= 2);
            assertTrue(carla.calls("alert.ended").size() <= 2);
            assertEquals("RESOLVED", anna.reads(alert.alertId()).state());
        }
    }

    private static void isSettled(AlertFile file) {
        Awaitility.await("all sent and noted")
                .atMost(PATIENCE)
                .until(() ->
                        file.deliveries().stream()
                                .noneMatch(each -> each.get("state").asText().equals("QUEUED")));
    }
}
