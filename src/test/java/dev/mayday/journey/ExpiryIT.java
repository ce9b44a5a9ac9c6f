package dev.mayday.journey;

import static dev.mayday.journey.Circle.CLOSED_SOON;
import static dev.mayday.journey.Circle.HELP;
import static dev.mayday.journey.Circle.OVER;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Nobody gives a sign for a day. */
class ExpiryIT {

    @Test
    void whoWasToldIsWarnedAndASignMovesItAndThenItExpires() {
        try (var trial = Trial.start()) {
            var circle = Circle.of(trial).allAtOnce();
            var alert = circle.press();
            Told.of(circle.ben(), HELP, 1);
            Told.of(circle.carl(), HELP, 1);
            circle.passes(ofHours(23));

            Told.of(circle.ben(), CLOSED_SOON, 1);
            Told.of(circle.carl(), CLOSED_SOON, 1);
            circle.cannot(circle.carl(), alert).ok(); // a sign of somebody
            circle.passes(ofHours(23));
            Told.of(circle.ben(), CLOSED_SOON, 2);
            assertEquals("ACTIVE", circle.file(circle.ben(), alert).state());
            circle.passes(ofHours(1));

            circle.becomes(circle.ben(), alert, "EXPIRED");
            Told.of(circle.ben(), OVER, 1);
            assertEquals(2, Told.now(circle.ben(), CLOSED_SOON).size());
        }
    }

    @Test
    void anAlertWhoseWarningFellIntoAnOutageIsWarnedOfBeforeItExpires() {
        try (var trial = Trial.start()) {
            var circle = Circle.of(trial).allAtOnce();
            var alert = circle.press();
            Told.of(circle.ben(), HELP, 1);
            trial.whileItIsDown(() -> circle.passes(ofHours(30)));

            Told.of(circle.ben(), CLOSED_SOON, 1);
            assertEquals("ACTIVE", circle.file(circle.ben(), alert).state());
            circle.passes(ofHours(1));
            circle.becomes(circle.ben(), alert, "EXPIRED");
        }
    }
}
