package dev.mayday.location;

import dev.mayday.location.Tracks.Recorded;
import java.time.Duration;

/** What can be said of two fixes of a track, and of how good one is. */
final class Step {
    /** Metres a second: no train, car or helicopter comes back within two minutes as fast. */
    private static final double TOO_FAST = 70;

    /** Metres: a fix of a mast says no more than the town. */
    private static final double VAGUE = 1_000;

    /** Metres: where a phone does not say how good its fix is. */
    private static final double UNSAID = 50;

    private Step() {}

    static boolean isTheSame(Recorded a, Recorded b) {
        return a.fix().at().equals(b.fix().at())
                && a.fix().lat() == b.fix().lat()
                && a.fix().lon() == b.fix().lon();
    }

    static boolean isVague(Recorded recorded) {
        var accuracy = recorded.fix().accuracy();
        return accuracy != null && accuracy > VAGUE;
    }

    static boolean isGood(Recorded recorded) {
        var accuracy = recorded.fix().accuracy();
        return accuracy != null && accuracy <= VAGUE;
    }

    /**
     * Whether nobody gets from one to the other in the time between them (a second at least), even
     * if each is off by twice its accuracy.
     */
    static boolean isImpossible(Recorded a, Recorded b) {
        double seconds =
                Math.max(1, Duration.between(a.fix().at(), b.fix().at()).toMillis() / 1_000.0);
        double unsure = 2 * (accuracy(a) + accuracy(b));
        return metres(a.fix(), b.fix()) - unsure > TOO_FAST * seconds;
    }

    private static double accuracy(Recorded recorded) {
        var accuracy = recorded.fix().accuracy();
        return accuracy == null ? UNSAID : accuracy;
    }

    static double metres(Fix a, Fix b) {
        return Sphere.metres(a.lat(), a.lon(), b.lat(), b.lon());
    }
}
