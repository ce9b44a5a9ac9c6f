package dev.mayday.clock;

import java.time.Duration;

/**
 * How often something may be done: at once where it was done seldom of late, else one interval
 * after another.
 */
final class Pace {
    private final long interval;
    private final long ahead;
    private long free = Long.MIN_VALUE;

    /**
     * @param interval between two, in the long run
     * @param atOnce how many may follow each other without a wait
     */
    Pace(Duration interval, int atOnce) {
        this.interval = interval.toNanos();
        this.ahead = this.interval * (atOnce - 1);
    }

    /**
     * Takes the next turn.
     *
     * @param now in nanoseconds, of a clock that never goes back
     * @return how long to wait for it
     */
    synchronized Duration next(long now) {
        free = Math.max(free, now);
        long wait = Math.max(0, free - ahead - now);
        free += interval;
        return Duration.ofNanos(wait);
    }
}
