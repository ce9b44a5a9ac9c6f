package dev.mayday.readiness;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Bearer;
import dev.mayday.local.Broker;
import dev.mayday.local.House;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a press of the button would meet, told before anybody presses it. */
class ReadinessIT {
    private static House house;

    private final Phone anna = house.mayday().phone("Anna");

    @BeforeAll
    static void open() {
        house = House.open(Broker.shared(), plan -> plan);
        house.database().execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void whoHasNobodyIsNotReadyAndWhoseContactAcceptedIs() {
        assertFalse(ready(anna));
        assertFalse(check(anna, "contacts").get("ok").asBoolean());
        var carl = house.mayday().guardian("Carl");
        carl.contactOf(anna, 1);
        assertFalse(ready(anna));
        assertEquals(
                "Without a confirmed address: Carl.",
                check(anna, "verified-channels").get("detail").asText());
        assertFalse(readiness(anna).toString().contains(carl.email()));

        house.mayday().guardian("Ben").of(anna);
        assertTrue(ready(anna));
        assertEquals("Can be reached: Ben.", check(anna, "reachable").get("detail").asText());
        assertFalse(check(anna, "pins").get("ok").asBoolean());
        anna.account().setPins("1234", "9999");
        assertTrue(check(anna, "pins").get("ok").asBoolean());
    }

    @Test
    void theLastDrillIsRemembered() {
        house.mayday().guardian("Ben").of(anna);
        assertEquals(
                "You have never tried it out with a drill.",
                check(anna, "drill").get("detail").asText());
        var press = Press.sos();
        anna.presses(
                new Press(
                        press.clientAlertId(),
                        "sos",
                        0,
                        true,
                        press.note(),
                        press.at(),
                        press.place()));

        Awaitility.await().atMost(PATIENCE).until(() -> check(anna, "drill").get("ok").asBoolean());
    }

    @Test
    void aProviderThatDoesNotWorkIsSaidUntilItDoesAgain() {
        var ben = house.mayday().guardian("Ben").of(anna);
        house.sandbox().answers(ben.email(), 451, 0);
        anna.presses(Press.sos());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !check(anna, "providers").get("ok").asBoolean());
        assertFalse(ready(anna));
        assertEquals("email: smtp does not work.", check(anna, "providers").get("detail").asText());

        house.sandbox().answersAsUsual(ben.email());
        house.mayday().guardian("Carl").contactOf(anna, 9); // whose invitation goes out
        Awaitility.await().atMost(PATIENCE).until(() -> ready(anna));
        assertEquals("email: smtp works.", check(anna, "providers").get("detail").asText());
    }

    @Test
    void thereIsAFixedNumberOfStatements() {
        house.mayday().guardian("Ben").of(anna);
        readiness(anna);
        var one = statements(() -> readiness(anna));
        for (int i = 0; i < 20; i++) {
            anna.bearer()
                    .post(
                            "/v1/contacts",
                            "name",
                            "Contact " + i,
                            "channels",
                            List.of(
                                    Map.of(
                                            "type",
                                            "email",
                                            "address",
                                            UUID.randomUUID() + "@example.org")))
                    .ok();
        }

        assertEquals(one, statements(() -> readiness(anna)));
        assertTrue(one > 0);
    }

    @Test
    void aRemovedContactIsGoneWhicheverPinItWas() {
        assertEquals(afterPin("1234"), afterPin("9999"));
    }

    @Test
    void onlyAnAccountAsks() {
        var ben = house.mayday().guardian("Ben").of(anna);
        anna.presses(Press.sos());
        var link = ben.opens(ben.isTold());
        var device =
                anna.bearer().post("/v1/me/devices", "name", "Watch").ok().get("token").asText();

        assertEquals(403, link.get("/v1/me/readiness").status());
        assertEquals(403, new Bearer(link.wire(), () -> device).get("/v1/me/readiness").status());
    }

    private static JsonNode afterPin(String pin) {
        var phone = house.mayday().phone("Anna");
        phone.account().setPins("1234", "9999");
        house.mayday().guardian("Ben").of(phone);
        var carl = house.mayday().guardian("Carl").of(phone);
        var alert = phone.presses(Press.sos()).alertId();
        carl.isTold();
        phone.resolves(alert, pin).ok();
        phone.bearer().list("/v1/contacts").stream()
                .filter(contact -> contact.get("name").asText().equals("Carl"))
                .forEach(contact ->
                        phone.bearer().delete("/v1/contacts/" + contact.get("id").asText()).ok());
        var readiness = readiness(phone);
        assertFalse(readiness.toString().contains("Carl"));
        return readiness;
    }

    private static JsonNode readiness(Phone phone) {
        return phone.bearer().get("/v1/me/readiness").ok();
    }

    private static boolean ready(Phone phone) {
        return readiness(phone).get("ready").asBoolean();
    }

    private static JsonNode check(Phone phone, String code) {
        return readiness(phone)
                .get("checks")
                .valueStream()
                .filter(check -> check.get("code").asText().equals(code))
                .findFirst()
                .orElseThrow();
    }

    /** How many reads of people, contacts and alerts the work makes; others read now and then. */
    private static long statements(Runnable work) {
        return IntStream.range(0, 5)
                .mapToLong(time -> {
                    long before = reads();
                    work.run();
                    return reads() - before;
                })
                .min()
                .orElseThrow();
    }

    private static long reads() {
        return house.database()
                .number(
                        """
                        SELECT coalesce(sum(calls), 0) FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
                        WHERE d.datname = current_database() AND s.query ~* '(from|join) (contact|person|alert) [cpa]\\M'
                        """);
    }
}
