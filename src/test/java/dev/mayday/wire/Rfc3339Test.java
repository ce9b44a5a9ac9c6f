package dev.mayday.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    private static final DateTimeFormatter AS_THE_JDK_WRITES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Test
    void writesAndReadsEveryTimeAsTheJdkDoes() {
        var random = new Random(4711);
        long from = Instant.parse("-0003-01-01T00:00:00Z").getEpochSecond();
        long to = Instant.parse("+10003-01-01T00:00:00Z").getEpochSecond();
        for (int i = 0; i < 100_000; i++) {
            var at =
                    Instant.ofEpochSecond(random.nextLong(from, to), random.nextInt(1_000_000_000));
            var text = Rfc3339.format(at);
            assertEquals(AS_THE_JDK_WRITES.format(at), text);
            if (text.length() == 24) {
                assertEquals(at.truncatedTo(ChronoUnit.MILLIS), Rfc3339.parse(text));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T08:15:33Z",
                "2026-11-23T08:15:33.2104567Z",
                "2026-11-23T09:15:33.210+01:00",
                "2026-11-23t08:15:33.210z",
                "2024-02-29T00:00:00.000Z",
                "0000-01-01T00:00:00.000Z"
            })
    void readsWhatElseRfc3339Has(String text) {
        assertEquals(
                OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS),
                Rfc3339.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-23T08:15:33.210",
                "2026-11-23 08:15:33.210Z",
                "2026-13-23T08:15:33.210Z",
                "2026-02-29T08:15:33.210Z",
                "2026-11-23T24:15:33.210Z",
                "2026-11-23T08:60:33.210Z",
                "2026-11-23T08:15:60.210Z",
                "2026-11-23T08:15:3x.210Z",
                "٢٠٢٦-11-23T08:15:33.210Z"
            })
    void refusesWhatIsNoTime(String text) {
        assertThrows(DateTimeException.class, () -> Rfc3339.parse(text));
    }
}
