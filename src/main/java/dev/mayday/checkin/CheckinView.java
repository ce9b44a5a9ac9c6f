package dev.mayday.checkin;

import dev.mayday.wire.AlertId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A check-in as its owner is shown it.
 *
 * @param state RUNNING, OK, CANCELLED or MISSED
 * @param missesAt dueAt and the grace minutes after it: then people are told
 * @param contactIds who alone is told; absent for all
 * @param endedAt when it was answered, called off or missed
 * @param alertId the alert that was raised, of one that was missed
 */
@Schema(name = "Checkin")
public record CheckinView(
        UUID id,
        @Schema(enumeration = {"RUNNING", "OK", "CANCELLED", "MISSED"}) String state,
        Instant startedAt,
        Instant dueAt,
        long graceMinutes,
        Instant missesAt,
        @Nullable String note,
        @Nullable String destination,
        @Nullable List<UUID> contactIds,
        @Nullable Instant endedAt,
        @Nullable AlertId alertId) {

    static CheckinView of(Checkin checkin) {
        return new CheckinView(
                checkin.id(),
                checkin.state().name(),
                checkin.startedAt(),
                checkin.dueAt(),
                checkin.grace().toMinutes(),
                checkin.missesAt(),
                checkin.note(),
                checkin.destination(),
                checkin.contacts().isEmpty() ? null : checkin.contacts(),
                checkin.endedAt(),
                checkin.state() == Checkin.State.MISSED ? new AlertId(checkin.id()) : null);
    }
}
