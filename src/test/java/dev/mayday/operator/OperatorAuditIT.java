package dev.mayday.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
