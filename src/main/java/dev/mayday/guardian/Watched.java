package dev.mayday.guardian;

import dev.mayday.alert.Access.Role;
import dev.mayday.location.LoggedFix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One alert of a subscription: as whom it is watched, and how far its reader has been told. Guarded
 * by the subscription.
 */
final class Watched {
    final UUID alert;
    final UUID person;

    /** The owner's projection, not the truth. */
    final boolean owner;

    /** By a link that the owner made: no names, no deliveries. */
    final boolean guest;

    final long begun = System.nanoTime();

    long seq;
    long offset;

    /** The highest event that was seen to exist, sent or not. */
    long seen;

    /** Being read from the database: what comes meanwhile is found there or by the next reading. */
    boolean reading = true;

    @Nullable Instant endedAt;

    /** The person was shown an end that was not the truth. */
    boolean goesOn;

    /** Places after a shown end, until it is known whether it was the truth. */
    final List<Held> held = new ArrayList<>();

    record Held(LoggedFix fix, long offset) {}

    Watched(UUID alert, UUID person, boolean owner, boolean guest) {
        this.alert = alert;
        this.person = person;
        this.owner = owner;
        this.guest = guest;
    }

    private boolean known;

    static Watched of(Role role) {
        return new Watched(
                role.alert().value(),
                role.person().value(),
                role.ownersView(),
                role instanceof Role.Guest);
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
        return new Cursor.Position(owner, seq, offset);
    }
}
