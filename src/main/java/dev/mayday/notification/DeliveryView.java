package dev.mayday.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as PROTOCOL.md has it, and why it was made.
 *
 * @param contactId absent for the operator's fallback
 * @param purpose alert-raised, alert-ended or operator-fallback
 * @param state QUEUED, SENT, DELIVERED, FAILED or SUPPRESSED
 * @param attempts those whose outcome is known
 */
public record DeliveryView(
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
        List<AttemptView> attempts) {

    /**
     * @param provider who was to send it
     * @param outcome accepted, delivered, retry or rejected
     */
    public record AttemptView(
            Instant at, String provider, String outcome, @Nullable String detail) {}

    public DeliveryView {
        attempts = List.copyOf(attempts);
    }
}
