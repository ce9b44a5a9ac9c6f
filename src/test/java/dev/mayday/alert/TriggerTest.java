package dev.mayday.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.problem.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String ID =
            "\"clientAlertId\":\"0198c5c0-0000-7000-8000-000000000001\",\"kind\":\"sos\"";

    private static Trigger read(String fields) {
        try {
            return Trigger.read(new ObjectMapper().readTree("{" + ID + fields + "}"), NOW);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> codes(Trigger trigger) {
        return trigger.warnings().stream().map(Trigger.Warning::code).toList();
    }

    @Test
    void anAlertNeedsNoMoreThanItsIdAndKind() {
        var trigger = read("");
        assertEquals(NOW, trigger.at());
        assertEquals(NOW, trigger.activatesAt());
        assertEquals(List.of(), trigger.warnings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"clientAlertId\":\"x\",\"kind\":\"sos\"}",
                "{\"clientAlertId\":7,\"kind\":\"sos\"}",
                "[]"
            })
    void withoutAnIdItIsRefused(String text) throws JsonProcessingException {
        var node = new ObjectMapper().readTree(text);
        assertThrows(Refused.class, () -> Trigger.read(node, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"earthquake\"", "7", "null"})
    void anUnknownKindIsRefused(String kind) throws JsonProcessingException {
        var node =
                new ObjectMapper()
                        .readTree(
                                "{\"clientAlertId\":\"0198c5c0-0000-7000-8000-000000000001\",\"kind\":"
                                        + kind
                                        + "}");
        var refused = assertThrows(Refused.class, () -> Trigger.read(node, NOW));
        assertEquals("invalid-kind", refused.problem().code());
    }

    @ParameterizedTest
    @CsvSource({
        "-5,0,1",
        "0,0,0",
        "10,10,0",
        "60,60,0",
        "61,60,1",
        "1e999,60,1",
        "'\"soon\"',0,1",
        "'[1]',0,1"
    })
    void aCountdownOutOfRangeBecomesItsNearerEnd(String given, long seconds, int warnings) {
        var trigger = read(",\"countdown\":" + given);
        assertEquals(Duration.ofSeconds(seconds), trigger.countdown());
        assertEquals(warnings, trigger.warnings().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-11-23T12:00:01Z\"",
                "\"yesterday\"",
                "17",
                "\"2026-11-23T12:00:00\""
            })
    void aTimeInTheFutureOrUnreadableBecomesTheTimeOfReceipt(String at) {
        var trigger = read(",\"at\":" + at);
        assertEquals(NOW, trigger.at());
        assertEquals(List.of("invalid-at"), codes(trigger));
    }

    @Test
    void aLateTriggerCountsDownNoLongerThanFromItsPressAndNeverIntoThePast() {
        assertEquals(NOW, read(",\"at\":\"2026-11-22T12:00:00Z\",\"countdown\":30").activatesAt());
        assertEquals(
                NOW.plusSeconds(20),
                read(",\"at\":\"2026-11-23T11:59:50Z\",\"countdown\":30").activatesAt());
    }

    @Test
    void aLongNoteIsCutAndSaysSo() {
        var trigger = read(",\"note\":\"" + "ü".repeat(2_500) + "\"");
        var note = trigger.note();
        assertNotNull(note);
        assertEquals(2_000, note.length());
        assertEquals(List.of("invalid-note"), codes(trigger));
    }

    @Test
    void whatNoTextCanHoldIsLeftOutOfANoteAndSaysSo() {
        var trigger = read(",\"note\":\"Help\\u0000 \\ud800me\"");
        assertEquals("Help me", trigger.note());
        assertEquals(List.of("invalid-note"), codes(trigger));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"lat\":91,\"lon\":0}",
                "{\"lat\":1e999,\"lon\":0}",
                "{\"lon\":0}",
                "7",
                "{\"lat\":\"1\",\"lon\":0}"
            })
    void aBadLocationIsLeftOutAndTheAlertStands(String location) {
        var trigger = read(",\"location\":" + location);
        assertNull(trigger.location());
        assertEquals(List.of("invalid-location"), codes(trigger));
    }

    @Test
    void aLocationWithoutATimeWasWhereItWasPressed() {
        var trigger =
                read(
                        ",\"at\":\"2026-11-23T11:00:00Z\",\"location\":{\"lat\":48.8584,\"lon\":2.2945}");
        var location = trigger.location();
        assertNotNull(location);
        assertEquals(Instant.parse("2026-11-23T11:00:00Z"), location.at());
        assertTrue(trigger.warnings().isEmpty());
    }
}
