package dev.mayday.notification;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps messages from a provider that does not work, so that they lose no time on it: after so many
 * failures in a row the others go before it, until one message in a while shows that it is back.
 */
final class Breaker {
    private final int breakAfter;
    private final long breakNanos;
    private final LongSupplier nanos;
    private int failures;
    private long closedUntil;

    /**
     * @param nanos a clock that only grows
     */
    Breaker(int breakAfter, Duration breakFor, LongSupplier nanos) {
        this.breakAfter = breakAfter;
        this.breakNanos = breakFor.toNanos();
        this.nanos = nanos;
    }

    /**
     * Whether the next message should go this way. Where it is broken, one in a while is let by.
     */
    synchronized boolean lets() {
        if (failures < breakAfter) {
            return true;
        }
        long now = nanos.getAsLong();
        if (now - closedUntil < 0) {
            return false;
        }
        closedUntil = now + breakNanos;
        return true;
    }

    synchronized boolean broken() {
        return failures >= breakAfter;
    }

    /** Takes note of how it went. Whatever the provider answered in time, it answered. */
    synchronized void saw(Outcome outcome) {
        if (!(outcome instanceof Outcome.Unavailable || outcome instanceof Outcome.Silent)) {
            failures = 0;
        } else if (++failures == breakAfter) {
            closedUntil = nanos.getAsLong() + breakNanos;
        }
    }
}
