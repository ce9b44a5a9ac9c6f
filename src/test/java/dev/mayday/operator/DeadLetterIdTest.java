package dev.mayday.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mayday.problem.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterIdTest {

    @Test
    void itIsReadAsItIsWrittenAlsoInACursor() {
        var id = new DeadLetterId("recorder", 3, 41);
        assertEquals("recorder:3:41", id.toString());
        assertEquals(id, DeadLetterId.of("recorder:3:41"));
        assertEquals(id, DeadLetterId.ofCursor(id.cursor()));
        assertNull(DeadLetterId.ofCursor(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "recorder",
                "recorder:0",
                "recorder:0:-1",
                "recorder:0:1:2",
                "relay:0:1",
                "recorder:999999:1",
                "recorder:0:9999999999999999999",
                "recorder:٣:1"
            })
    void whatCanNotBeIsNotFoundAndNoCursor(String text) {
        assertEquals(
                "not-found",
                assertThrows(Refused.class, () -> DeadLetterId.of(text)).problem().code());
        assertEquals(
                "invalid-cursor",
                assertThrows(Refused.class, () -> DeadLetterId.ofCursor(text + "!"))
                        .problem()
                        .code());
    }

    @Test
    void theyAreInOrderByConsumerAndInEachTheNewestFirst() {
        var ordered =
                List.of(
                        new DeadLetterId("notifications", 0, 9),
                        new DeadLetterId("notifications", 0, 8),
                        new DeadLetterId("notifications", 1, 99),
                        new DeadLetterId("recorder", 0, 1));
        assertEquals(ordered, ordered.reversed().stream().sorted().toList());
    }
}
