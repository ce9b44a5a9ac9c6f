package dev.mayday.guardian;

import dev.mayday.alert.Access.Role;
import dev.mayday.location.LoggedFix;
import dev.mayday.sharing.RunningSharings.Running;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One alert or sharing of a subscription: as whom it is watched, and how far its reader has been
 * told. Guarded by the subscription.
 */
final class Watched {
    /** What it is. @param field the field of a message that names it */
    enum Kind {
        ALERT("alertId"),
        SHARING("sharingId");

        final String field;

        Kind(String field) {
            this.field = field;
        }
    }

    final Kind kind;
    final UUID id;
    final UUID person;

    /** Of an alert the owner's projection, not the truth; of a sharing, that it is one's own. */
    final boolean owner;

    /** By a link that the owner made: no names, no deliveries. */
    final boolean guest;

    final long begun = System.nanoTime();

    /** The last event of an alert, the version of a sharing, that its reader has been told of. */
    long seq;

    long offset;

    /** The highest event or version that was seen to exist, told or not. */
    long seen;

    /** Being read from the database: what comes meanwhile is found there or by the next reading. */
    boolean reading = true;

    /** When places stop being shown. Of a sharing it lies ahead, and may move. */
    @Nullable Instant endedAt;

    /** The person was shown an end that was not the truth. */
    boolean goesOn;

    /** Places after an end, until it is known whether it was, or still is, the truth. */
    final List<Held> held = new ArrayList<>();

    private boolean known;

    record Held(LoggedFix fix, long offset) {}

    Watched(Kind kind, UUID id, UUID person, boolean owner, boolean guest) {
        this.kind = kind;
        this.id = id;
        this.person = person;
        this.owner = owner;
        this.guest = guest;
    }

    static Watched of(Role role) {
        return new Watched(
                Kind.ALERT,
                role.alert().value(),
                role.person().value(),
                role.ownersView(),
                role instanceof Role.Guest);
    }

    /** A sharing, as this account watches it. */
    static Watched of(Running sharing, UUID account) {
        var watched =
                new Watched(
                        Kind.SHARING,
                        sharing.id(),
                        sharing.person(),
                        sharing.person().equals(account),
                        false);
        watched.endedAt = sharing.endsAt();
        return watched;
    }

    boolean isSharing() {
        return kind == Kind.SHARING;
    }

    /** A sharing whose time is over, as far as is known here. */
    boolean isDue(Instant now) {
        return isSharing() && endedAt != null && !endedAt.isAfter(now);
    }

    boolean isAfterEnd(LoggedFix fix) {
        return endedAt != null && fix.location().at().isAfter(endedAt);
    }

    /** How far its reader has been told. */
    void at(long lastEvent, long nextPlace) {
        seq = lastEvent;
        offset = nextPlace;
        known = true;
    }

    boolean known() {
        return known;
    }

    Cursor.Position position() {
        return new Cursor.Position(kind, owner, seq, offset);
    }
}
