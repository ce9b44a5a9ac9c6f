package dev.mayday.guardian;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
