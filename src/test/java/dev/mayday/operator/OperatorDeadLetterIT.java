package dev.mayday.operator;

import static dev.mayday.operator.ControlRoom.API;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Fix;
import dev.mayday.local.Press;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What consumers could not do with, and sending it to them once more. */
class OperatorDeadLetterIT {
    private static ControlRoom room;

    @BeforeAll
    static void open() {
        room = ControlRoom.open();
    }

    @AfterAll
    static void close() {
        room.close();
    }

    private static String prefix() {
        return room.house().database().name() + ".";
    }

    private static JsonNode dead(String consumer, String key) {
        ControlRoom.await("it is dead", () -> find(consumer, key).isPresent());
        return find(consumer, key).orElseThrow();
    }

    private static Optional<JsonNode> find(String consumer, String key) {
        return room.lists("dead-letters?consumer=" + consumer).stream()
                .filter(one -> one.path("key").asText().equals(key))
                .findFirst();
    }

    @Test
    void aRecordThatCouldNotBeWrittenGoesToItsTopicOnceMoreAndOnlyOnce() throws Exception {
        var anna = room.house().mayday().phone("Anna");
        var person = ControlRoom.idOf(anna.account());
        var alert = anna.presses(Press.sos()).alertId();
        var fix = fix(person, alert);
        // the table is in a hand's way for a moment, as a faulty migration would be
        room.house()
                .database()
                .execute("ALTER TABLE fix ADD CONSTRAINT not_now CHECK (source <> 'replayed')");
        room.writes("mayday.locations", person, fix);
        var letter = dead("recorder", person);
        room.house().database().execute("ALTER TABLE fix DROP CONSTRAINT not_now");

        assertEquals(prefix() + "mayday.locations", letter.get("topic").asText());
        assertTrue(letter.get("reason").asText().contains("23514"), letter.toString());
        assertEquals(fix.length(), letter.get("size").asInt());
        assertFalse(letter.toString().contains("48.8"), "it may hold a place");
        assertFalse(letter.has("replayedAt"));
        assertTrue(room.reads("overview").get("deadLetters").asInt() >= 1);

        var path = API + "dead-letters/" + letter.get("id").asText() + "/replay";
        var answers =
                Stream.generate(() ->
                                CompletableFuture.supplyAsync(() -> room.operator().post(path)))
                        .limit(4)
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();
        assertEquals(1, answers.stream().filter(answer -> answer.status() == 202).count());
        assertEquals(
                3, answers.stream().filter(one -> one.code().equals("already-replayed")).count());
        ControlRoom.await(
                "it is written",
                () ->
                        room.count(
                                        "fix",
                                        "subject_id = '%s' AND source = 'replayed'"
                                                .formatted(alert))
                                == 1);
        assertTrue(find("recorder", person).orElseThrow().has("replayedAt"));
        assertEquals(
                1,
                room.recorded("dead-letter.replay", "dead-letter/" + letter.get("id").asText())
                        .size());
    }

    private static String fix(String person, String alert) {
        return """
        {"personId":"%s","subjects":[{"kind":"alert","id":"%s"}],"installation":"x","receivedAt":"%s",
         "location":{"seq":7,"at":"%s","lat":48.8584,"lon":2.2945,"source":"replayed"}}\
        """
                .formatted(person, alert, java.time.Instant.now(), java.time.Instant.now());
    }

    @Test
    void whatNobodyUnderstandsIsListedByConsumerWithItsReasonAndPagedWithoutGap() throws Exception {
        var keys = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            keys.add("key-" + UUID.randomUUID());
            room.writes("mayday.notifications.email", keys.getLast(), "{\"no\":\"delivery\"}");
            room.writes("mayday.locations", keys.getLast(), "not JSON");
        }
        for (var consumer : List.of("notifications", "recorder")) {
            keys.forEach(key -> dead(consumer, key));
        }
        var letter = dead("notifications", keys.getFirst());
        assertEquals(prefix() + "mayday.notifications.email", letter.get("topic").asText());
        assertEquals("no deliveryId", letter.get("reason").asText());
        var whole = room.lists("dead-letters");
        var paged = new ArrayList<JsonNode>();
        var next = Optional.of("");
        while (next.isPresent()) {
            var page = room.reads("dead-letters?limit=2" + next.get());
            page.get("items").forEach(paged::add);
            next = Optional.ofNullable(page.get("next")).map(one -> "&cursor=" + one.asText());
        }
        assertEquals(whole, paged);
        assertTrue(paged.size() >= 6);
        assertEquals("invalid-cursor", room.operator().get(API + "dead-letters?cursor=x").code());
    }

    @Test
    void whatIsNotThereIsNotFoundAndTheOperatorsOwnIsNot() throws Exception {
        var own = ControlRoom.idOf(room.olga());
        room.writes("mayday.locations", own, "not JSON");
        ControlRoom.await(
                "the other operator sees it",
                () ->
                        room.otto().bearer().list(API + "dead-letters").stream()
                                .anyMatch(one -> one.path("key").asText().equals(own)));
        var id =
                room.otto().bearer().list(API + "dead-letters").stream()
                        .filter(one -> one.path("key").asText().equals(own))
                        .findFirst()
                        .orElseThrow()
                        .get("id")
                        .asText();
        assertTrue(find("recorder", own).isEmpty());
        for (var one : List.of(id, "recorder:0:999999", "recorder:7:0", "nobody:0:0", "x")) {
            assertEquals(
                    404,
                    room.operator().post(API + "dead-letters/" + one + "/replay").status(),
                    one);
        }
    }

    @Test
    void aFixOfAPhoneIsNoDeadLetter() {
        var anna = room.house().mayday().phone("Anna");
        anna.presses(Press.sos().from(Fix.at(48.8584, 2.2945)));
        assertTrue(find("recorder", ControlRoom.idOf(anna.account())).isEmpty());
    }
}
