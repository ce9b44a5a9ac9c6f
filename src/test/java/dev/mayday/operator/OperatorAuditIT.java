package dev.mayday.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Press;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators did stays on record. */
class OperatorAuditIT {
    private static ControlRoom room;

    @BeforeAll
    static void open() {
        room = ControlRoom.open();
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entry SET actor_id = gen_random_uuid()",
                "DELETE FROM audit_entry",
                "SET mayday.forgets_audit = 'on'; DELETE FROM audit_entry",
                "TRUNCATE audit_entry"
            })
    void nobodyChangesIt(String statement) {
        var anna = ControlRoom.idOf(room.house().mayday().phone("Anna").account());
        room.reads("users/" + anna);
        var refused =
                assertThrows(
                        IllegalStateException.class,
                        () -> room.house().database().execute(statement));
        assertTrue(refused.getCause().getMessage().contains("append-only"));
        assertEquals(1, room.lists("audit?subjectId=" + anna).size());
    }

    @Test
    void itIsForgottenAfterAYear() {
        var anna = ControlRoom.idOf(room.house().mayday().phone("Anna").account());
        room.reads("users/" + anna);
        room.passes(Duration.ofDays(200));
        var bea = ControlRoom.idOf(room.house().mayday().phone("Bea").account());
        room.reads("users/" + bea);
        assertEquals(1, room.lists("audit?subjectId=" + anna).size(), "not yet");

        room.passes(Duration.ofDays(170));
        ControlRoom.await(
                "it is forgotten",
                () -> room.count("audit_entry", "subject_id = '" + anna + "'") == 0);
        assertEquals(1, room.count("audit_entry", "subject_id = '" + bea + "'"));
    }

    @Test
    void whoWasLookedForIsOnRecordOnceAnHour() {
        var account = room.house().mayday().phone("Anna").account();
        var anna = ControlRoom.idOf(account);
        for (int twice = 0; twice < 2; twice++) {
            for (var query : List.of(account.email(), account.email().substring(1), anna)) {
                assertEquals(1, room.lists("users?query=" + query).size());
            }
            room.lists("alerts?userId=" + anna);
            room.lists("deliveries?userId=" + anna);
            room.lists("users");
        }

        assertEquals(3, listed("user", anna).stream().distinct().count());
        assertEquals(3, listed("user", anna).size(), "each question once");
        assertEquals(1, listed("user", anna).stream().filter(String::isEmpty).count(), "by id");
        assertEquals(List.of(""), listed("alert", anna));
        assertEquals(List.of(""), listed("delivery", anna));
        assertEquals(
                0,
                room.count(
                        "audit_entry e",
                        "position('" + account.email().substring(1) + "' IN CAST(e AS text)) > 0"),
                "no names and addresses");

        room.passes(Duration.ofHours(1));
        room.lists("deliveries?userId=" + anna);
        assertEquals(List.of("", ""), listed("delivery", anna));
    }

    @Test
    void whoseAlertsMessagesWereLookedForIsOnRecord() {
        var phone = room.house().mayday().phone("Anna");
        room.house().mayday().guardian("Ben").of(phone);
        var alert = phone.presses(Press.sos()).alertId();
        ControlRoom.await(
                "there are messages", () -> !room.lists("deliveries?alertId=" + alert).isEmpty());

        assertEquals(
                List.of("alert/" + alert), listed("delivery", ControlRoom.idOf(phone.account())));
    }

    /** What the operator's lists about this person were asked for. */
    private static List<String> listed(String what, String person) {
        return room.lists("audit?action=" + what + ".list&subjectId=" + person).stream()
                .map(entry -> entry.path("target").asText())
                .toList();
    }

    @Test
    void itIsAskedByWhoDidWhatToWhom() {
        var anna = ControlRoom.idOf(room.house().mayday().phone("Anna").account());
        room.reads("users/" + anna);
        var entry = room.lists("audit?action=user.read&subjectId=" + anna).getFirst();
        assertEquals("Olga", entry.get("actor").asText());
        assertEquals(ControlRoom.idOf(room.olga()), entry.get("actorId").asText());
        assertEquals(
                List.of(), room.lists("audit?subjectId=" + anna + "&until=2020-01-01T00:00:00Z"));
        assertEquals(
                List.of(), room.lists("audit?subjectId=" + anna + "&actorId=" + ControlRoom.any()));
    }
}
