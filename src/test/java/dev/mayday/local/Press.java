package dev.mayday.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One press of the button. To send it twice is to send the same alert twice.
 *
 * @param countdown seconds
 */
public record Press(
        UUID clientAlertId,
        String kind,
        int countdown,
        boolean drill,
        Optional<String> note,
        Instant at,
        Optional<Fix> place) {

    /** An SOS, now, from nowhere in particular. */
    public static Press sos() {
        return new Press(
                UUID.randomUUID(),
                "sos",
                0,
                false,
                Optional.empty(),
                Instant.now(),
                Optional.empty());
    }

    public Press countdown(int seconds) {
        return new Press(clientAlertId, kind, seconds, drill, note, at, place);
    }

    public Press from(Fix where) {
        return new Press(clientAlertId, kind, countdown, drill, note, at, Optional.of(where));
    }

    public Press pressedAt(Instant when) {
        return new Press(clientAlertId, kind, countdown, drill, note, when, place);
    }

    public Press saying(String words) {
        return new Press(clientAlertId, kind, countdown, drill, Optional.of(words), at, place);
    }

    /** The body of {@code POST /alerts}, and of {@code alert.trigger} but for its type. */
    public ObjectNode json() {
        return Json.object(
                "clientAlertId", clientAlertId,
                "kind", kind,
                "countdown", countdown,
                "drill", drill,
                "note", note,
                "at", at,
                "location", place.map(Fix::json));
    }
}
