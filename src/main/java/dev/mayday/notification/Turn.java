package dev.mayday.notification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one firing of the escalation does: whom it tells, and what comes next.
 *
 * @param tell push first
 * @param next absent when all is used up: then the operator's fallback is told
 */
record Turn(List<Told> tell, @Nullable Next next) {
    Turn {
        tell = List.copyOf(tell);
    }

    /** A channel to use, at the step that says so. */
    record Told(int step, Reachable by) {}

    /** The next step, counted over all repeats from 0. */
    record Next(int step, Instant dueAt) {}
}
