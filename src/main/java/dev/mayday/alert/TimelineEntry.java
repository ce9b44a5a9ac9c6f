package dev.mayday.alert;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of an alert's history.
 *
 * @param type raised, activated, acknowledged, declined, stale, cancelled, resolved, expired,
 *     duress, pin-locked, location-silent, location-back, battery-low, place-entered, place-left, …
 * @param from the state before, where the entry is a transition
 * @param version of the alert after it, in the reader's own projection
 */
public record TimelineEntry(
        UUID id,
        Instant at,
        String type,
        By by,
        @Nullable String from,
        @Nullable String to,
        int version,
        @Nullable String detail) {}
