package dev.mayday.guardian;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class EverythingTest {
    private final Everything everything = new Everything();

    @Test
    void whoDoesNotFollowEverythingBeginsNothing() {
        assertFalse(everything.mayBegin());
        assertFalse(everything.told(), "and has missed nothing");
    }

    @Test
    void whatIsFoundWhileAllIsToldWaitsAndIsLookedForAfterwards() {
        everything.begin();
        assertFalse(everything.mayBegin());
        assertTrue(everything.told());
        assertTrue(everything.mayBegin());
    }

    @Test
    void whereNothingWasFoundNothingIsLookedFor() {
        everything.begin();
        assertFalse(everything.told());
        assertTrue(everything.mayBegin());
    }

    @Test
    void whoHasLeftBeginsNothingMore() {
        everything.begin();
        everything.mayBegin();
        everything.leave();
        assertFalse(everything.told());
        assertFalse(everything.mayBegin());
    }

    @Test
    void whatWasAskedForByItselfOutlivesEverything() {
        var one = UUID.randomUUID();
        everything.asks(one);
        everything.begin();
        everything.leave();
        assertTrue(everything.wants(one));
        assertFalse(everything.wants(UUID.randomUUID()));
        everything.leave(one);
        assertFalse(everything.wants(one));
    }

    @Test
    void whatIsLeftOutStaysOutUntilItIsAskedForAgain() {
        var one = UUID.randomUUID();
        everything.begin();
        everything.leave(one);
        assertFalse(everything.wants(one));
        assertTrue(everything.wants(UUID.randomUUID()));
        everything.asks(one);
        assertTrue(everything.wants(one));
        everything.leave(one);
        assertTrue(everything.wants(one), "as a part of everything");
    }
}
