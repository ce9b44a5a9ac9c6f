package dev.mayday.identity;

import static dev.mayday.identity.PinLock.Match.DURESS;
import static dev.mayday.identity.PinLock.Match.NEITHER;
import static dev.mayday.identity.PinLock.Match.PIN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PinLockTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final PinLock FRESH = new PinLock(0, null);

    private PinLock lock = FRESH;

    private PinCheck tried(PinLock.Match match, Instant now) {
        var next = lock.after(match, now);
        lock = next.lock();
        return next.check();
    }

    private void lockNow() {
        Stream.generate(() -> NEITHER).limit(5).forEach(match -> tried(match, NOW));
    }

    @Test
    void theFifthWrongOneInARowLocks() {
        for (int wrong = 1; wrong <= 4; wrong++) {
            assertEquals(PinCheck.WRONG, tried(NEITHER, NOW));
        }
        assertEquals(PinCheck.LOCKED_NOW, tried(NEITHER, NOW));
    }

    @Test
    void whileLockedEveryPinIsWrongAndTheDuressPinIsKnown() {
        lockNow();
        assertEquals(PinCheck.WRONG, tried(NEITHER, NOW));
        assertEquals(PinCheck.WRONG, tried(PIN, NOW));
        assertEquals(PinCheck.LOCKED_DURESS, tried(DURESS, NOW));
        assertEquals(PinCheck.WRONG, tried(PIN, NOW.plus(PinLock.LOCKED_FOR).minusMillis(1)));
    }

    @Test
    void wrongOnesWhileLockedDoNotProlongIt() {
        lockNow();
        tried(NEITHER, NOW.plusSeconds(600));
        assertEquals(PinCheck.RIGHT, tried(PIN, NOW.plus(PinLock.LOCKED_FOR)));
    }

    @Test
    void afterTheLockThereAreFiveTriesAgain() {
        lockNow();
        var later = NOW.plus(PinLock.LOCKED_FOR);
        for (int wrong = 1; wrong <= 4; wrong++) {
            assertEquals(PinCheck.WRONG, tried(NEITHER, later));
        }
        assertEquals(PinCheck.LOCKED_NOW, tried(NEITHER, later));
    }

    @Test
    void theRightAndTheDuressPinLeaveTheSameBehind() {
        var wrongBefore = new PinLock(4, null);
        assertEquals(PinCheck.RIGHT, wrongBefore.after(PIN, NOW).check());
        assertEquals(PinCheck.DURESS, wrongBefore.after(DURESS, NOW).check());
        assertEquals(wrongBefore.after(PIN, NOW).lock(), wrongBefore.after(DURESS, NOW).lock());
        assertEquals(FRESH, wrongBefore.after(PIN, NOW).lock());
    }
}
