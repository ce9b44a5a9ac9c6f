package dev.mayday.guardian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.guardian.Cursor.Position;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123Z");

    @Test
    void itComesBackAsItWas() {
        var cursor =
                new Cursor(
                        NOW, Map.of(UUID.randomUUID(), new Position(true, 17, 123_456_789_012L)));
        assertEquals(Optional.of(cursor), Cursor.read(cursor.encode()));
        assertTrue(cursor.knows(NOW));
        assertFalse(cursor.knows(NOW.plusMillis(1)));
    }

    @Test
    void theFullestOneFitsIn512Characters() {
        var positions = new LinkedHashMap<UUID, Position>();
        for (int i = 0; i < Cursor.MOST_ALERTS; i++) {
            positions.put(UUID.randomUUID(), new Position(false, 1L << 30, 1L << 40));
        }
        var cursor = new Cursor(NOW, positions);
        assertFalse(cursor.knows(NOW.minusSeconds(60)), "of others places may be missing");
        assertTrue(cursor.encode().length() <= 512, () -> cursor.encode().length() + " characters");
        assertEquals(Optional.of(cursor), Cursor.read(cursor.encode()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "AQ",
                "%%%",
                "AAAA",
                "not-a-cursor-of-ours",
                "AQAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void whatIsNoneOfOursIsNone(String text) {
        assertTrue(Cursor.read(text).isEmpty() || Cursor.read(text).get().positions().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingThatComesInBreaksIt(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(80); length > 0; length--) {
                text.append("ABCDEFabcdef0123456789-_=+ü".charAt(random.nextInt(27)));
            }
            var read = Cursor.read(text.toString());
            assertTrue(read.isEmpty() || Cursor.read(read.get().encode()).isPresent());
        }
    }
}
