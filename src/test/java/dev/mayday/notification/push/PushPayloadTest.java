package dev.mayday.notification.push;

import static dev.mayday.notification.Samples.alert;
import static dev.mayday.notification.Samples.raised;
import static dev.mayday.notification.Samples.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.AlertView;
import dev.mayday.local.Json;
import dev.mayday.notification.Message;
import dev.mayday.notification.Message.Acknowledged;
import dev.mayday.notification.Message.Ended;
import dev.mayday.notification.Message.Letter;
import dev.mayday.notification.Samples;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushPayloadTest {
    private static final UUID ANNA = new UUID(7, 7);
    private static final String LINK = "https://mayday.example/a/token";

    private final PushPayload payloads = new PushPayload(Samples.wording(), json());

    @Test
    void itSaysWhoWhatWhenAndWhereAndOpensTheContactsOwnLink() {
        var said = read(to("", raised(alert("Dana", false, false, null))));

        assertEquals("alert.raised", said.path("type").asText());
        assertEquals(
                Samples.wording().of(to("", raised(alert("Dana", false, false, null)))).subject(),
                said.path("title").asText());
        assertTrue(said.path("title").asText().contains("Dana"), said::toString);
        for (var part : new String[] {"48.8584", "81", "third floor", "11:00"}) {
            assertTrue(said.path("body").asText().contains(part), () -> part + " in " + said);
        }
        assertEquals(LINK, said.path("url").asText());
        assertEquals(new UUID(1, 1).toString(), said.path("alertId").asText());
        assertFalse(said.path("drill").asBoolean());
        assertEquals("tag", said.path("tag").asText());
        assertEquals("en", said.path("lang").asText());
        assertEquals("ltr", said.path("dir").asText());
    }

    @Test
    void aDrillAndDuressAreSaidBeforeAllElse() {
        var drill = read(to("", raised(alert("Dana", true, false, null))));
        assertTrue(drill.path("drill").asBoolean());
        assertTrue(drill.path("title").asText().startsWith("DRILL"), drill::toString);

        var duress = read(to("", raised(alert("Dana", false, false, true))));
        var warning =
                Samples.wording().of(to("", raised(alert("Dana", false, false, true)))).warning();
        assertTrue(
                duress.path("body").asText().startsWith(String.valueOf(warning)), duress::toString);
    }

    @Test
    void eachKindOfMessageHasItsType() {
        var alert = alert("Dana", false, false, null);
        assertEquals(
                "alert.acknowledged",
                read(to("", new Acknowledged(alert, "Ben", 5, null, LINK))).path("type").asText());
        assertEquals(
                "alert.ended", read(to("", new Ended(over(alert), LINK))).path("type").asText());
        var letter =
                read(to("", new Letter("channel-verification", Map.of("code", "1", "name", "A"))));
        assertEquals("channel-verification", letter.path("type").asText());
        assertFalse(letter.has("alertId"));
        assertFalse(letter.has("url"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ä", "🆘", "\"", "\u0001"})
    void whatIsTooLongIsCutBetweenCharactersAndKeepsItsLink(String character) {
        var note = character.repeat(2_000 / character.length());
        var message = to("", raised(noted(alert("Dana", false, false, null), note)));
        var bytes = payloads.write(message, "tag");
        var said = Json.read(new String(bytes, StandardCharsets.UTF_8));

        assertTrue(bytes.length <= PushPayload.MOST, bytes.length + " bytes");
        assertEquals(LINK, said.path("url").asText());
        var body = said.path("body").asText();
        assertTrue(
                body.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF),
                "no half of a character");
        if (body.endsWith("…")) {
            assertTrue(bytes.length > PushPayload.MOST - 20, "as much as there is room for");
        } else {
            assertTrue(body.contains(note), "whole");
        }
    }

    @Test
    void newsOfAnAlertReplacesWhatTheSameContactHasNotSeenYet() {
        var alert = alert("Dana", false, false, null);
        var topic = PushSender.topic(to("", raised(alert)), ANNA);

        assertTrue(String.valueOf(topic).matches("[A-Za-z0-9_-]{32}"), topic);
        assertEquals(topic, PushSender.topic(to("", new Ended(over(alert), LINK)), ANNA));
        assertNotEquals(topic, PushSender.topic(to("", raised(alert)), new UUID(8, 8)));
        assertNotEquals(topic, PushSender.topic(to("", raised(another(alert))), ANNA));
        assertNull(PushSender.topic(to("", new Letter("password-reset", Map.of())), ANNA));
    }

    private JsonNode read(Message message) {
        return Json.read(new String(payloads.write(message, "tag"), StandardCharsets.UTF_8));
    }

    private static ObjectMapper json() {
        var json = new ObjectMapper();
        new WireJson().customize(json);
        return json;
    }

    private static AlertView noted(AlertView alert, String note) {
        return with(alert, alert.id(), alert.state(), note);
    }

    private static AlertView over(AlertView alert) {
        return with(alert, alert.id(), "RESOLVED", alert.note());
    }

    private static AlertView another(AlertView alert) {
        return with(alert, new AlertId(new UUID(9, 9)), alert.state(), alert.note());
    }

    private static AlertView with(AlertView alert, AlertId id, String state, String note) {
        return new AlertView(
                id,
                alert.clientAlertId(),
                alert.kind(),
                state,
                alert.version(),
                alert.silent(),
                alert.drill(),
                alert.raisedAt(),
                alert.receivedAt(),
                alert.activatesAt(),
                note,
                alert.person(),
                alert.location(),
                alert.acknowledgements(),
                alert.declined(),
                alert.resolution(),
                alert.duress());
    }
}
