package dev.mayday.guardian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.guardian.Cursor.Position;
import dev.mayday.guardian.Watched.Kind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
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
                        NOW,
                        Map.of(
                                UUID.randomUUID(),
                                new Position(Kind.SHARING, true, 17, 123_456_789_012L)));
        assertEquals(Optional.of(cursor), Cursor.read(cursor.encode()));
    }

    @Test
    void theFullestOneFitsIn512CharactersWithTheFirstThatDo() {
        var positions = new LinkedHashMap<UUID, Position>();
        for (int i = 0; i < 100; i++) {
            positions.put(UUID.randomUUID(), new Position(Kind.ALERT, false, 1L << 30, 1L << 40));
        }
        var text = new Cursor(NOW, positions).encode();
        assertTrue(text.length() <= 512, () -> text.length() + " characters");

        var read = Cursor.read(text).orElseThrow().positions();
        assertTrue(read.size() >= 12, () -> read.size() + " fit");
        assertEquals(
                List.copyOf(positions.keySet()).subList(0, read.size()),
                List.copyOf(read.keySet()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "Ag",
                "%%%",
                "AAAA",
                "not-a-cursor-of-ours",
                "AgAAAAAAAAAAAAAAAAAAAAAAAAAA"
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
