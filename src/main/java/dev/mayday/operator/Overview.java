package dev.mayday.operator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether all is well, at one look. The reader's own alerts and messages are not counted.
 *
 * @param deadLetters not replayed, counted up to 200; absent while the broker does not say
 */
record Overview(
        Alarms alerts,
        Messages deliveries,
        Health providers,
        @Nullable Integer deadLetters,
        LastDrill drills,
        Heartbeat heartbeat) {

    /**
     * @param active pending, active or acknowledged
     */
    record Alarms(int active, int activatedLast24h) {}

    /**
     * @param waiting to be sent, or to be tried again
     */
    record Messages(int failedLast24h, int waiting) {}

    /**
     * @param unwell passed over, or switched off
     */
    record Health(int total, int unwell) {}

    record LastDrill(@Nullable Instant last) {}

    /**
     * @param at when the last one arrived
     * @param ok whether that is recent enough, or the heartbeat switched off
     */
    record Heartbeat(@Nullable Instant at, boolean ok) {}
}
