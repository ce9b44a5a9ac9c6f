package dev.mayday.journey;

import static java.time.Duration.ofHours;

import dev.mayday.local.Fix;
import dev.mayday.local.Guardian;
import dev.mayday.local.Mayday;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** An alert of an hour ago, which is over, and a way of twenty-five minutes. */
record Way(Phone anna, Guardian ben, String alert) {
    /** One each fifty seconds, beside the place of the press. */
    static final int STEPS = 30;

    static Way of(Mayday people) {
        var anna = people.phone("Anna");
        var ben = people.guardian("Ben").of(anna);
        var pressed = Instant.now().minus(ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        var begin = step(pressed, 0);
        var press = Press.sos().pressedAt(pressed).from(begin).saying("My ankle");
        var alert = anna.presses(press).alertId();
        for (int i = 1; i <= STEPS; i++) {
            anna.moves(step(pressed, i));
        }
        anna.catchesUp();
        ben.isTold();
        anna.resolves(alert, null).ok();
        return new Way(anna, ben, alert);
    }

    /** The latitude of that step as a browser writes it. */
    static String lat(int step) {
        return String.valueOf(46.05 + step * 0.0005);
    }

    private static Fix step(Instant pressed, int step) {
        return new Fix(
                0,
                pressed.plusSeconds(50L * step),
                46.05 + step * 0.0005,
                14.5 + Math.sin(step / 3.0) * 0.0008,
                9,
                Optional.empty(),
                Optional.of(step == 20 ? 3.0 : 1 + (step % 4) / 4.0),
                100 - step);
    }
}
