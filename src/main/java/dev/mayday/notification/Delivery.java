package dev.mayday.notification;

import dev.mayday.alert.LockedAlert;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What changes of a delivery once it is made. Changed under the row's lock only: {@link
 * LockedDeliveries}.
 */
final class Delivery {
    static final String QUEUED = "QUEUED";
    static final String SUPPRESSED = "SUPPRESSED";

    final UUID id;
    final String purpose;
    final String channel;
    final int tries;
    String state;
    @Nullable String ownerState;
    @Nullable String parameters;
    @Nullable Integer leasedBy;
    @Nullable Instant leasedUntil;
    @Nullable Instant retryAt;
    @Nullable Instant sentAt;
    @Nullable Instant deliveredAt;

    Delivery(UUID id, String purpose, String channel, int tries, String state) {
        this.id = id;
        this.purpose = purpose;
        this.channel = channel;
        this.tries = tries;
        this.state = state;
    }

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
        forget();
    }

    /**
     * Takes what the network or the provider says afterwards of what it took. A failure sends it on
     * its way again, by another provider where there is one; nothing hides that it arrived.
     *
     * @param others whether another provider may be tried
     */
    void take(Receipt receipt, boolean others, Instant now) {
        switch (receipt) {
            case Receipt.Arrived a -> {
                state = "DELIVERED";
                sentAt = sentAt == null ? now : sentAt;
                deliveredAt = deliveredAt == null ? now : deliveredAt;
                release(null);
            }
            case Receipt.Lost lost -> {
                if ("SENT".equals(state)) {
                    boolean again = others && !isSpent();
                    state = again ? QUEUED : "FAILED";
                    release(again ? now : null);
                }
            }
        }
        forget();
    }

    /**
     * A code or a token is kept no longer than it is needed: until it is sent, or until a call that
     * says it has been answered.
     */
    private void forget() {
        boolean toBeSaid = "voice".equals(channel) && "SENT".equals(state);
        if (!QUEUED.equals(state) && !toBeSaid) {
            parameters = null;
        }
    }

    /** A letter whose code or token is forgotten: there is nothing left to send. */
    private boolean isSpent() {
        return parameters == null && !Purpose.ofAlert(purpose);
    }

    /** What a provider has taken, or what has arrived. */
    boolean reached() {
        return "SENT".equals(state) || "DELIVERED".equals(state);
    }

    /**
     * What is to be tried again and not wanted any more is over now: in truth, or for the owner.
     */
    void fit(LockedAlert alert) {
        if (!QUEUED.equals(state) || purpose.equals(Purpose.ENDED)) {
            return;
        }
        if (!Purpose.wanted(purpose, alert)) {
            suppress();
        } else if (alert.ownerEnded()) {
            lookSuppressed();
        }
    }

    /** A duress PIN was given: to the owner it looks as if nobody wanted it any more. */
    void lookSuppressed() {
        ownerState = ownerState == null ? SUPPRESSED : ownerState;
    }

    /** Nobody wants it any more. */
    void suppress() {
        state = SUPPRESSED;
        release(null);
        forget();
    }

    private void release(@Nullable Instant again) {
        leasedBy = null;
        leasedUntil = null;
        retryAt = again;
    }
}
