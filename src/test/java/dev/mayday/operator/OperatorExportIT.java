package dev.mayday.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Export;
import dev.mayday.local.Fix;
import dev.mayday.local.Json;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People are given what operators read of them and did, with the rest that is held of them. */
class OperatorExportIT {
    private static final String REASON = "the police ask where she is";

    private static ControlRoom room;

    private final Phone anna = room.house().mayday().phone("Anna");
    private final String me = ControlRoom.idOf(anna.account());

    @BeforeAll
    static void open() {
        room = ControlRoom.open();
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @Test
    void itSaysWhoDidWhatAndWhy() throws IOException {
        room.reads("users/" + me);
        var alert = presses();
        looks(alert);

        var all = audit();

        assertEquals(List.of("user.read", "alert.read", "alert.break-glass"), actions(all));
        assertEquals("Olga", all.getLast().path("actor").asText());
        assertEquals(ControlRoom.idOf(room.olga()), all.getLast().path("actorId").asText());
        assertEquals("alert/" + alert, all.getLast().path("target").asText());
        assertEquals(REASON, all.getLast().path("reason").asText());
        assertTrue(all.getLast().path("at").isTextual());
    }

    @Test
    void afterADuressPinItSaysNothingOfWhatFollowed() throws IOException {
        var ben = room.house().mayday().guardian("Ben").of(anna);
        anna.account().setPins("1234", "9999");
        room.reads("users/" + me);
        var alert = presses();
        anna.resolves(alert, "9999").ok();

        looks(alert);
        room.reads("users/" + me);
        assertEquals(List.of("user.read"), actions(audit()));

        ben.bearer().post("/v1/alerts/" + alert + "/resolve", "reason", "helped").ok();
        room.reads("alerts/" + alert);
        assertEquals(List.of("user.read"), actions(audit()));
        room.reads("users/" + me);
        assertEquals(List.of("user.read", "user.read"), actions(audit()), "later, and of itself");
    }

    private String presses() {
        return anna.presses(Press.sos().from(Fix.at(48.8584, 2.2945))).alertId();
    }

    private static void looks(String alert) {
        room.reads("alerts/" + alert);
        room.operator()
                .post(ControlRoom.API + "alerts/" + alert + "/break-glass", "reason", REASON)
                .ok();
    }

    private List<JsonNode> audit() throws IOException {
        return Json.read(Export.of(anna.bearer()).get("audit.json")).valueStream().toList();
    }

    private static List<String> actions(List<JsonNode> entries) {
        return entries.stream().map(entry -> entry.path("action").asText()).toList();
    }
}
