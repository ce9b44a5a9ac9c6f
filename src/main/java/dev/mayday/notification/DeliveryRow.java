package dev.mayday.notification;

import dev.mayday.notification.DeliveryView.AttemptView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery of an alert as it is stored, and what each side is shown of it.
 *
 * @param ownerState what a duress PIN fixed for the owner in place of the state
 * @param ownerEndedAt when the owner saw the alert end
 */
record DeliveryRow(
        UUID id,
        @Nullable UUID contactId,
        String contactName,
        String channel,
        String purpose,
        int step,
        String state,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable Instant deliveredAt,
        List<AttemptView> attempts,
        @Nullable String ownerState,
        @Nullable Instant ownerEndedAt) {

    DeliveryView forGuardians() {
        return new DeliveryView(
                id,
                contactId,
                contactName,
                channel,
                purpose,
                step,
                state,
                createdAt,
                sentAt,
                deliveredAt,
                attempts);
    }

    /**
     * What the owner may see, in which a duress PIN must make no difference: nothing that was made
     * or tried from the end on as the owner saw it, and no closing notice.
     */
    @Nullable DeliveryView forOwner() {
        var end = ownerEndedAt;
        if (purpose.equals(Purpose.ENDED)) {
            return null;
        }
        if (end == null) {
            return forGuardians();
        }
        if (!createdAt.isBefore(end)) {
            return null;
        }
        boolean fixed = ownerState != null;
        return new DeliveryView(
                id,
                contactId,
                contactName,
                channel,
                purpose,
                step,
                ownerState != null ? ownerState : state,
                createdAt,
                fixed ? null : sentAt,
                fixed ? null : deliveredAt,
                attempts.stream().filter(attempt -> attempt.at().isBefore(end)).toList());
    }
}
