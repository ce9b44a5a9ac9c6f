package dev.mayday.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mayday.problem.Refused;
import org.junit.jupiter.api.Test;

class ReasonTest {

    @Test
    void whatIsLeftOutIsNone() {
        assertNull(Reason.of(null, 0));
        assertNull(Reason.of(" \n", 0));
    }

    @Test
    void itsEndsAreCountedWithoutWhatIsAroundThem() {
        assertEquals("0123456789", Reason.of(" 0123456789\n", 10));
        assertEquals(500, Reason.of(" " + "x".repeat(500) + " ", 10).length());
    }

    @Test
    void whatIsTooShortTooLongOrNoTextIsRefused() {
        refused(null, 10);
        refused("012345678 ", 10);
        refused("x".repeat(501), 0);
        refused("a\0b", 0);
    }

    private static void refused(String given, int shortest) {
        var refused = assertThrows(Refused.class, () -> Reason.of(given, shortest));
        assertEquals("invalid-reason", refused.problem().code());
    }
}
