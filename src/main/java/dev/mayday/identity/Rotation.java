package dev.mayday.identity;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a refresh token that is shown gets. A phone in a tunnel asks twice, so the same answer may
 * be had again for a short while; shown later, or once its successor was used, it is in two hands.
 */
enum Rotation {
    /** The first use: its successor begins. */
    FIRST,
    /** The same successor again. */
    AGAIN,
    /** Nobody used it for so long that it has ended. */
    EXPIRED,
    /** Somebody else has it: the whole family ends. */
    STOLEN;

    /**
     * @param usedAt when it was first used; null if it was not
     * @param successorUsed whether the token that it was answered with was used
     */
    static Rotation of(
            Instant issuedAt,
            @Nullable Instant usedAt,
            boolean successorUsed,
            Instant now,
            Duration life,
            Duration grace) {
        if (usedAt == null) {
            return now.isAfter(issuedAt.plus(life)) ? EXPIRED : FIRST;
        }
        return successorUsed || now.isAfter(usedAt.plus(grace)) ? STOLEN : AGAIN;
    }
}
