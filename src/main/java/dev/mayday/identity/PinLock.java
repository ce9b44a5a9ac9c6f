package dev.mayday.identity;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many wrong PINs there were in a row, and until when all are refused for it.
 *
 * @param failures 0..4
 */
record PinLock(int failures, @Nullable Instant lockedUntil) {
    static final int MOST = 5;
    static final Duration LOCKED_FOR = Duration.ofMinutes(15);

    /** What a PIN turned out to be, before any lock. */
    enum Match {
        PIN,
        DURESS,
        NEITHER
    }

    /** What is answered, and how things stand then. */
    record Next(PinCheck check, PinLock lock) {}

    Next after(Match match, Instant now) {
        if (lockedUntil != null && now.isBefore(lockedUntil)) {
            return switch (match) {
                case DURESS -> new Next(PinCheck.LOCKED_DURESS, this);
                case PIN, NEITHER -> new Next(PinCheck.WRONG, this);
            };
        }
        return switch (match) {
            case PIN -> new Next(PinCheck.RIGHT, new PinLock(0, null));
            case DURESS -> new Next(PinCheck.DURESS, new PinLock(0, null));
            case NEITHER ->
                    failures + 1 < MOST
                            ? new Next(PinCheck.WRONG, new PinLock(failures + 1, null))
                            : new Next(PinCheck.LOCKED_NOW, new PinLock(0, now.plus(LOCKED_FOR)));
        };
    }
}
