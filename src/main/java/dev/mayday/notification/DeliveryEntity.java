package dev.mayday.notification;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What changes of a delivery once it is made. Changed under the row's lock only. */
@Entity
@Table(name = "delivery")
class DeliveryEntity {
    static final String QUEUED = "QUEUED";
    static final String SUPPRESSED = "SUPPRESSED";

    @Id UUID id;

    String state;

    @Column(name = "owner_state")
    @Nullable String ownerState;

    @Nullable String parameters;

    int tries;

    @Column(name = "leased_by")
    @Nullable Integer leasedBy;

    @Column(name = "leased_until")
    @Nullable Instant leasedUntil;

    @Column(name = "retry_at")
    @Nullable Instant retryAt;

    @Column(name = "sent_at")
    @Nullable Instant sentAt;

    @Column(name = "delivered_at")
    @Nullable Instant deliveredAt;

    /**
     * Takes the verdict of an attempt. A success always counts; a failure only if nobody else has
     * claimed it since, and it never hides a success.
     *
     * @param attempt which, from 1
     */
    void take(Verdict verdict, int attempt, Instant now) {
        if (verdict.succeeded()) {
            if (!"DELIVERED".equals(state)) {
                state = verdict.state();
            }
            sentAt = sentAt == null ? now : sentAt;
            if ("DELIVERED".equals(verdict.state()) && deliveredAt == null) {
                deliveredAt = now;
            }
            release(null);
        } else if (attempt == tries && QUEUED.equals(state)) {
            state = verdict.state();
            release(verdict.retryAt());
        }
        if (!QUEUED.equals(state)) {
            parameters = null; // a code or a token is kept no longer than it is needed
        }
    }

    /** Nobody wants it any more. */
    void suppress() {
        state = SUPPRESSED;
        release(null);
    }

    private void release(@Nullable Instant again) {
        leasedBy = null;
        leasedUntil = null;
        retryAt = again;
    }
}
