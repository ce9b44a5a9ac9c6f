package dev.mayday.operator;

import static dev.mayday.operator.ControlRoom.API;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Guardian;
import dev.mayday.local.Press;
import dev.mayday.local.Service;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A provider that an operator has switched off, on two nodes that go on. */
class OperatorSwitchIT {
    private static ControlRoom room;
    private static Service second;

    @BeforeAll
    static void open() {
        room = ControlRoom.open(OperatorSwitchIT::withTwoMailServers);
        second = room.house().another(OperatorSwitchIT::withTwoMailServers);
    }

    /** Both are the sandbox's; what is asked here is which of them is tried. */
    private static Service.Plan withTwoMailServers(Service.Plan plan) {
        return plan.with("MAYDAY_SMTP_BACKUP_HOST", "127.0.0.1")
                .with("MAYDAY_SMTP_BACKUP_TLS", "DISABLED")
                .with("MAYDAY_SMTP_BACKUP_PORT", "${MAYDAY_SMTP_PORT}")
                .with("MAYDAY_OPERATOR_EMAILS", "olga@example.org,otto@example.org");
    }

    @AfterAll
    static void close() {
        second.close();
        room.close();
    }

    @AfterEach
    void on() {
        for (var name : List.of("smtp", "smtp-backup")) {
            switches(name, true).forEach(one -> assertTrue(one.get("enabled").asBoolean()));
        }
    }

    private static List<JsonNode> switches(String name, boolean on) {
        return room.operator()
                .put(API + "providers/" + name, "enabled", on, "reason", "It sends twice")
                .ok()
                .get("items")
                .valueStream()
                .toList();
    }

    /** By whom the mails of alerts went, with workers on both nodes. */
    private static List<String> mailsGoBy() {
        var ben = room.house().mayday().guardian("Ben");
        var alerts =
                IntStream.range(0, 12)
                        .mapToObj(i -> {
                            var anna = room.house().mayday().phone("Anna");
                            ben.of(anna);
                            return anna.presses(Press.sos()).alertId();
                        })
                        .toList();
        ControlRoom.await("all are told", () -> alerts.stream().allMatch(OperatorSwitchIT::isSent));
        return alerts.stream().flatMap(alert -> providers(alert).stream()).distinct().toList();
    }

    private static boolean isSent(String alert) {
        return room.count(
                        "delivery",
                        "alert_id = '%s' AND channel = 'email' AND state = 'SENT'".formatted(alert))
                > 0;
    }

    private static List<String> providers(String alert) {
        return room.lists("deliveries?channel=email&alertId=" + alert).stream()
                .flatMap(one ->
                        room.reads("deliveries/" + one.get("id").asText())
                                .get("attempts")
                                .valueStream())
                .map(attempt -> attempt.get("provider").asText())
                .distinct()
                .toList();
    }

    @Test
    void whoIsSwitchedOffIsPassedOverOnEveryNodeAndTriedFirstAgainAfterwards() {
        assertEquals(List.of("smtp"), mailsGoBy());
        var off = switches("smtp", false).getFirst();
        assertFalse(off.get("enabled").asBoolean());
        assertEquals("It sends twice", off.get("reason").asText());
        assertEquals(List.of("smtp-backup"), mailsGoBy());

        second.kill9();
        second.start();
        assertEquals(List.of("smtp-backup"), mailsGoBy(), "a restart forgets nothing");

        switches("smtp", true);
        assertEquals(List.of("smtp"), mailsGoBy());
        assertEquals(1, room.recorded("provider.switch-off", "provider/smtp").size());
        assertTrue(room.recorded("provider.switch-on", "provider/smtp").size() >= 1);
    }

    @Test
    void theLastOneOfAChannelIsSwitchedOffByForceAloneAndItsMessagesWait() {
        switches("smtp", false);
        var path = API + "providers/smtp-backup";
        assertEquals("last-provider", room.operator().put(path, "enabled", false).code());
        assertEquals(409, room.operator().put(path, "enabled", false).status());
        assertTrue(provider("smtp-backup").get("enabled").asBoolean());
        var anna = room.house().mayday().phone("Anna");
        var ben = room.house().mayday().guardian("Ben").withWebhook().of(anna);
        room.operator().put(path, "enabled", false, "force", true).ok();

        var alert = anna.presses(Press.sos()).alertId();
        ben.isCalled("alert.raised");
        ControlRoom.await("it waits", () -> providers(alert).equals(List.of("switched-off")));
        assertEquals(List.of(), ben.mails());
        assertTrue(room.reads("overview").at("/providers/unwell").asInt() >= 2);

        switches("smtp-backup", true);
        assertTold(ben);
    }

    private static void assertTold(Guardian ben) {
        ben.isTold();
    }

    @Test
    void aSwitchIsForTheProvidersThatThereAre() {
        assertEquals(404, room.operator().put(API + "providers/pigeon", "enabled", false).status());
        assertEquals("invalid-enabled", room.operator().put(API + "providers/smtp").code());
        assertEquals(
                "invalid-reason",
                room.operator()
                        .put(API + "providers/smtp", "enabled", true, "reason", "x".repeat(501))
                        .code());
        var all = room.lists("providers");
        assertEquals(
                List.of("smtp 1", "smtp-backup 2"),
                all.stream()
                        .filter(one -> one.get("channel").asText().equals("email"))
                        .map(one -> one.get("name").asText() + " " + one.get("position").asInt())
                        .toList());
        assertTrue(all.stream().noneMatch(one -> one.get("channel").asText().equals("heartbeat")));
    }

    @Test
    void aProviderThatFailsIsSaidToBeOpen() {
        var victim = UUID.randomUUID() + "@example.org";
        room.house().sandbox().makes("webhook", "dead");
        try {
            for (int i = 0; i < 6; i++) {
                var anna = room.house().mayday().phone("Anna");
                room.house().mayday().guardian("Ben").bellOf(anna);
                anna.presses(Press.sos());
            }
            ControlRoom.await(
                    "it is seen", () -> !provider("webhook").get("health").asText().equals("up"));
            assertTrue(provider("webhook").get("failuresLastHour").asInt() >= 5, victim);
            assertTrue(provider("webhook").get("lastFailure").isTextual());
        } finally {
            room.house().sandbox().makes("webhook", "ok");
        }
    }

    private static JsonNode provider(String name) {
        return room.lists("providers").stream()
                .filter(one -> one.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
