package dev.mayday.guardian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.location.Fix;
import dev.mayday.wire.WireJson;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StreamMessagesTest {
    private static final Instant AT = Instant.parse("2026-11-23T08:15:33.210Z");
    private static final UUID ALERT = UUID.fromString("019ab6f0-3c1d-7e4a-8f6b-2d5a9c7e1b30");

    private final StreamMessages messages = new StreamMessages(json());

    private static ObjectMapper json() {
        var json = new ObjectMapper();
        new WireJson().customize(json);
        return json;
    }

    private static Fix fix(double lat) {
        return new Fix(41L, AT, lat, 2.2945, null, null, null, null, null, null, null);
    }

    private static Watched watched(Watched.Kind kind, UUID id) {
        return new Watched(kind, id, UUID.randomUUID(), false, false);
    }

    private static Watched alert() {
        return watched(Watched.Kind.ALERT, ALERT);
    }

    @Test
    void aPlaceIsWrittenAsTheContractHasIt() {
        assertEquals(
                "{\"type\":\"location\",\"alertId\":\"019ab6f0-3c1d-7e4a-8f6b-2d5a9c7e1b30\",\"location\":{\"seq\":41,"
                        + "\"at\":\"2026-11-23T08:15:33.210Z\",\"lat\":48.8584,\"lon\":2.2945},"
                        + "\"receivedAt\":\"2026-11-23T08:15:33.210Z\",\"skipped\":3,\"cursor\":\"c\"}",
                messages.location(alert(), fix(48.8584), AT, 3, "c"));
    }

    @Test
    void whoStandAlikeAreToldInTheSameWords() {
        var fix = fix(48.8584);
        assertSame(
                messages.location(alert(), fix, AT, 0, "c"),
                messages.location(alert(), fix, AT, 0, "c"));
    }

    @Test
    void whoStandsElsewhereIsToldInTheirOwn() {
        var fix = fix(48.8584);
        var told = messages.location(alert(), fix, AT, 0, "c");
        assertNotEquals(told, messages.location(alert(), fix, AT, 0, "d"));
        assertNotEquals(told, messages.location(alert(), fix, AT, 1, "c"));
        assertNotEquals(told, messages.location(alert(), fix(48.9), AT, 0, "c"));
        assertNotEquals(
                told,
                messages.location(watched(Watched.Kind.ALERT, UUID.randomUUID()), fix, AT, 0, "c"));
        assertTrue(
                messages.location(watched(Watched.Kind.SHARING, ALERT), fix, AT, 0, "c")
                        .contains("\"sharingId\""));
        assertEquals(told, messages.location(alert(), fix, AT, 0, "c"));
    }
}
