package dev.mayday.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayday.local.Guardian;
import dev.mayday.local.Press;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Everybody answers at once. */
class AcknowledgementRaceIT {

    private static final int GUARDIANS = 10;
    private static final int TIMES = 100; // by each

    @Test
    void aThousandByTenPeopleAreOneTransitionAndTenAcknowledgements() throws Exception {
        try (var trial = Trial.start()) {
            var anna = trial.people().phone("Anna");
            var guardians =
                    IntStream.range(0, GUARDIANS)
                            .mapToObj(i -> trial.people().guardian("Guardian" + i).of(anna))
                            .toList();
            var alert = anna.presses(Press.sos());

            race(guardians, alert.alertId());

            var after = guardians.getFirst().reads(alert.alertId());
            assertEquals("ACKNOWLEDGED", after.state());
            assertEquals(GUARDIANS, after.alert().get("acknowledgements").size());
            assertEquals(
                    1,
                    after.timeline().stream()
                            .filter(entry -> entry.path("to").asText().equals("ACKNOWLEDGED"))
                            .filter(entry -> entry.path("from").asText().equals("ACTIVE"))
                            .count());
            after.alert()
                    .get("acknowledgements")
                    .forEach(one -> assertEquals(TIMES - 1, one.get("etaMinutes").asInt()));
        }
    }

    private static void race(List<Guardian> guardians, String alertId)
            throws InterruptedException, ExecutionException {
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            var racers = new ArrayList<Future<?>>();
            for (var guardian : guardians) {
                racers.add(
                        all.submit(() -> {
                            for (int eta = 0; eta < TIMES; eta++) {
                                guardian.acknowledges(alertId, "Coming", eta).ok();
                            }
                        }));
            }
            for (var racer : racers) {
                racer.get();
            }
        }
    }
}
