package dev.mayday.operator;

import static dev.mayday.operator.ControlRoom.API;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Fix;
import dev.mayday.local.Press;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Behind the glass: where somebody is, and what they wrote. */
class OperatorGlassIT {
    private static final String REASON = "The police ask where she is";
    private static ControlRoom room;

    @BeforeAll
    static void open() {
        room = ControlRoom.open();
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @Test
    void aPlaceIsReadOnlyBehindABrokenGlassForAWhileAndByWhoBrokeIt() {
        var anna = room.house().mayday().phone("Anna");
        var press = Press.sos().from(Fix.at(48.8584, 2.2945)).saying("behind the old mill");
        var alert = anna.presses(press).alertId();
        anna.moves(Fix.at(48.8585, 2.2946));
        anna.catchesUp();
        ControlRoom.await(
                "the track is recorded",
                () -> room.count("fix", "subject_id = '" + alert + "'") == 2);
        var path = API + "alerts/" + alert;

        assertEquals("not-allowed", room.operator().get(path + "/place").code());
        for (var bad : List.of("", "too short", "x".repeat(501))) {
            assertEquals(
                    "invalid-reason",
                    room.operator().post(path + "/break-glass", "reason", bad).code());
        }
        assertEquals(List.of(), room.recorded("alert.break-glass", "alert/" + alert));
        assertEquals(List.of(), anna.reads(alert).viewers());

        var broken = room.operator().post(path + "/break-glass", "reason", REASON);
        assertEquals(201, broken.status());
        var place = room.operator().get(path + "/place").ok();
        assertEquals("behind the old mill", place.get("note").asText());
        assertEquals(2, place.get("track").size());
        assertEquals(48.8585, place.at("/location/lat").asDouble());
        assertEquals(broken.body().get("until"), room.reads("alerts/" + alert).get("glassUntil"));
        assertEquals(
                REASON,
                room.recorded("alert.break-glass", "alert/" + alert)
                        .getFirst()
                        .get("reason")
                        .asText());
        assertEquals(1, room.recorded("alert.place.read", "alert/" + alert).size());
        assertEquals(List.of("Olga"), anna.reads(alert).viewers(), "she is shown who looked");
        assertEquals(
                "not-allowed",
                room.otto().bearer().get(path + "/place").code(),
                "the other operator has broken none");

        room.passes(Duration.ofMinutes(31));
        assertEquals("not-allowed", room.operator().get(path + "/place").code());
        assertFalse(room.reads("alerts/" + alert).has("glassUntil"));
    }

    @Test
    void aLookAfterADuressPinIsShownToTheGuardiansAlone() {
        var anna = room.house().mayday().phone("Anna");
        var ben = room.house().mayday().guardian("Ben").of(anna);
        anna.account().setPins("1234", "9999");
        var alert = anna.presses(Press.sos().from(Fix.at(48.8584, 2.2945))).alertId();
        ben.isTold();
        anna.resolves(alert, "9999").ok();

        var path = API + "alerts/" + alert;
        room.operator().post(path + "/break-glass", "reason", REASON).ok();
        room.operator().get(path + "/place").ok();

        assertEquals(List.of(), anna.reads(alert).viewers());
        assertTrue(ben.reads(alert).viewers().contains("Olga"));
    }
}
