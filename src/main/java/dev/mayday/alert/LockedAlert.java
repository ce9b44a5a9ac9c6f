package dev.mayday.alert;

import dev.mayday.wire.AlertId;
import dev.mayday.wire.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert under its row's lock: nothing about it changes before the ambient transaction ends.
 *
 * @param state PENDING, ACTIVE, …: the truth
 * @param round of ACTIVE, from 1; it grows with each return
 * @param activatedAt when this round began
 * @param ownerEndedAt when its owner saw it end, be it true or under duress
 */
public record LockedAlert(
        AlertId id,
        PersonId person,
        String state,
        int round,
        boolean drill,
        boolean silent,
        boolean duress,
        @Nullable Instant activatedAt,
        @Nullable Instant endedAt,
        @Nullable Instant ownerEndedAt) {

    static LockedAlert of(AlertEntity alert) {
        return new LockedAlert(
                new AlertId(alert.id),
                new PersonId(alert.person),
                alert.state,
                alert.round,
                alert.drill,
                alert.silent,
                alert.duressAt != null,
                alert.activatedAt,
                alert.endedAt,
                alert.ownerEndedAt);
    }

    public boolean active() {
        return state.equals("ACTIVE");
    }

    /** Somebody is going. */
    public boolean acknowledged() {
        return state.equals("ACKNOWLEDGED");
    }

    public boolean ended() {
        return endedAt != null;
    }

    public boolean ownerEnded() {
        return ownerEndedAt != null;
    }
}
