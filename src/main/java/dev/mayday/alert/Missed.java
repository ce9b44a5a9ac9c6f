package dev.mayday.alert;

import dev.mayday.wire.AlertId;
import dev.mayday.wire.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert that nobody pressed: a check-in was missed, or called off under duress.
 *
 * @param id names the alert, so that there can't be two of them
 * @param at when it should have been answered, or was called off
 * @param contacts who alone is told, as long as one of them can be reached; empty for all
 * @param pinLocked there were five wrong PINs before
 * @param duressAt when the duress PIN was given; guardians see that it was
 * @param ownerKnows false where its owner must be able to read nothing of it; under duress alone
 */
public record Missed(
        AlertId id,
        @Nullable String note,
        Instant at,
        Instant receivedAt,
        List<UUID> contacts,
        boolean pinLocked,
        @Nullable Instant duressAt,
        boolean ownerKnows) {

    public Missed {
        if (!ownerKnows && duressAt == null) {
            throw new IllegalArgumentException("only duress hides an alert from its owner");
        }
        receivedAt = receivedAt.isBefore(at) ? at : receivedAt; // the clocks of two nodes
    }

    /** Under duress nothing must sound at the person's; a missed check-in hides nothing. */
    Trigger trigger() {
        return new Trigger(
                Ids.next(),
                "checkin-missed",
                !ownerKnows,
                false,
                Duration.ZERO,
                note,
                at,
                receivedAt,
                null,
                List.of());
    }
}
