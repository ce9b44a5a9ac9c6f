package dev.mayday.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppTimeTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void secondsAndMillisecondsAreToldByTheirSize() {
        assertEquals(NOON, AppTime.read("1795608000"));
        assertEquals(NOON, AppTime.read("1795608000000"));
        assertEquals(NOON.plusMillis(579), AppTime.read("1795608000579"));
        assertEquals(NOON.plusMillis(250), AppTime.read("1795608000.25"));
    }

    @Test
    void isoIsReadWithAnyOffset() {
        for (var text :
                List.of(
                        "2026-11-25T12:00:00Z",
                        "2026-11-25T12:00:00.000Z",
                        "2026-11-25T13:00:00+01:00",
                        "2026-11-25T13:00:00.000+0100",
                        "2026-11-25T17:30:00+05:30",
                        "2026-11-25T12:00:00.000+00:00",
                        "2026-11-25T12:00Z")) {
            assertEquals(NOON, AppTime.read(text), text);
        }
    }

    @Test
    void withoutAZoneItIsUtc() {
        assertEquals(NOON, AppTime.read("2026-11-25T12:00:00"));
        assertEquals(NOON, AppTime.read("2026-11-25 12:00:00"));
    }

    @Test
    void aPlusThatAQueryMadeASpaceIsReadAsPlus() {
        assertEquals(NOON, AppTime.read("2026-11-25T13:00:00 01:00"));
        assertEquals(NOON, AppTime.read("2026-11-25T13:00:00.000 01:00"));
    }

    @Test
    void whatIsNoTimeIsNone() {
        for (var text :
                List.of(
                        "now",
                        "",
                        "2026-13-45T99:99:99Z",
                        "+1000000000-01-01T00:00:00Z",
                        "1e10",
                        "NaN",
                        "999999999999999",
                        "9".repeat(60),
                        "2026-11-25")) {
            assertNull(AppTime.read(text), text);
        }
    }
}
