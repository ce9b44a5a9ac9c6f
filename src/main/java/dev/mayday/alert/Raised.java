package dev.mayday.alert;

import dev.mayday.location.Fix;
import dev.mayday.location.Tracks;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * An alert that is new if its row is, and how its history begins.
 *
 * @param installation the app that pressed
 * @param fix where that was, if it is known
 */
record Raised(AlertEntity alert, AlertLog.Change history, String installation, @Nullable Fix fix) {
    @Nullable Double lat() {
        return fix == null ? null : fix.lat();
    }

    @Nullable Double lon() {
        return fix == null ? null : fix.lon();
    }

    /** For the track; null where no place is known. */
    Tracks.@Nullable Pressed pressedAt() {
        return fix == null
                ? null
                : new Tracks.Pressed(
                        new AlertId(alert.id),
                        new PersonId(alert.person),
                        installation,
                        fix,
                        alert.receivedAt);
    }
}
