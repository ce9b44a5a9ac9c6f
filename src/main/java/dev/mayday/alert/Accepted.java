package dev.mayday.alert;

import dev.mayday.alert.Trigger.Warning;
import dev.mayday.wire.AlertId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The answer to a trigger: the alert is committed and can't be lost.
 *
 * @param state as its owner is shown it
 * @param created false where the same {@code clientAlertId} had come before
 */
public record Accepted(
        AlertId alertId,
        UUID clientAlertId,
        String state,
        Instant activatesAt,
        Instant at,
        List<Warning> warnings,
        boolean created) {

    /** The same, to whoever asks again. */
    Accepted again() {
        return new Accepted(alertId, clientAlertId, state, activatesAt, at, warnings, false);
    }
}
