package dev.mayday.operator;

import static dev.mayday.operator.ControlRoom.API;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Fix;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An operator is a person, too, and somebody may hold the phone: what the operator's account can
 * read must say nothing of the alert that goes on.
 */
class OperatorDuressIT {

    @ParameterizedTest
    @ValueSource(strings = {"1234", "9999"})
    void anOperatorIsNotShownWhatIsTheOperatorsOwn(String pin) {
        try (var room = ControlRoom.open()) {
            var olga = Phone.of(room.olga());
            var ben = room.house().mayday().guardian("Ben").of(olga);
            room.olga().setPins("1234", "9999");
            var me = ControlRoom.idOf(room.olga());
            ControlRoom.await(
                    "all letters are sent", () -> room.count("delivery", "state = 'QUEUED'") == 0);
            var before = looks(room, me);

            var alert = olga.presses(Press.sos().from(Fix.at(48.8584, 2.2945))).alertId();
            ben.isTold();
            olga.resolves(alert, pin).ok();
            var otto = room.otto().bearer();
            otto.get(API + "alerts/" + alert).ok();
            otto.post(API + "alerts/" + alert + "/break-glass", "reason", "She does not answer")
                    .ok();
            otto.get(API + "users/" + me).ok();
            assertTrue(
                    otto.list(API + "deliveries?alertId=" + alert).size() > 0, "the other one is");
            assertEquals(
                    pin.equals("9999") ? "ACTIVE" : "RESOLVED",
                    otto.get(API + "alerts/" + alert).ok().at("/alert/state").asText());

            assertEquals(before, looks(room, me));
            assertEquals(404, room.operator().get(API + "alerts/" + alert).status());
            assertEquals(404, room.operator().get(API + "alerts/" + alert + "/place").status());
            assertEquals(
                    404,
                    room.operator()
                            .post(
                                    API + "alerts/" + alert + "/break-glass",
                                    "reason",
                                    "This is my own alert")
                            .status());
            var delivery =
                    otto.list(API + "deliveries?alertId=" + alert).getFirst().get("id").asText();
            assertEquals(404, room.operator().get(API + "deliveries/" + delivery).status());
        }
    }

    /** Everything that an own alert could show in. */
    private static List<JsonNode> looks(ControlRoom room, String me) {
        var overview = room.reads("overview");
        var file = room.reads("users/" + me);
        assertFalse(file.get("alerts").elements().hasNext());
        return Stream.of(
                        List.of(
                                overview.get("alerts"),
                                overview.get("deliveries"),
                                overview.get("drills")),
                        room.lists("alerts"),
                        room.lists("drills"),
                        room.lists("deliveries?userId=" + me),
                        room.lists("audit?subjectId=" + me).stream()
                                .filter(entry -> !entry.get("actorId").asText().equals(me))
                                .toList(),
                        room.lists("providers").stream()
                                .map(one -> one.get("attemptsLastHour"))
                                .toList())
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void othersAlertsAreStillShown() {
        try (var room = ControlRoom.open()) {
            var anna = room.house().mayday().phone("Anna");
            var alert = anna.presses(Press.sos()).alertId();
            assertEquals(alert, room.lists("alerts").getFirst().get("id").asText());
        }
    }
}
