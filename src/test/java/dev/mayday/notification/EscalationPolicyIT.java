package dev.mayday.notification;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Account;
import dev.mayday.local.Answer;
import dev.mayday.local.Bearer;
import dev.mayday.local.House;
import dev.mayday.local.Json;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /me/escalation}, over the wire. */
class EscalationPolicyIT {
    private static final String PATH = "/v1/me/escalation";
    private static House house;

    private final Account anna = Account.signUp(house.mayday().wire(), "Anna");
    private final Bearer bearer = anna.bearer();

    @BeforeAll
    static void open() {
        house = House.open();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void whoHasSetNoneHasTheDefault() {
        assertEquals(
                Json.read(
                        """
                        {"steps":[{"afterSeconds":0,"tiers":[1]},{"afterSeconds":60,"tiers":[1],"channels":["voice"]},
                        {"afterSeconds":120,"tiers":[2]},{"afterSeconds":240,"tiers":[3]}],"repeat":2}
                        """),
                bearer.get(PATH).ok());
    }

    @Test
    void whatIsSetIsReadAgain() {
        var steps =
                List.of(
                        Map.of("afterSeconds", 30, "tiers", List.of(2, 1), "channels", List.of()),
                        Map.of(
                                "afterSeconds",
                                30,
                                "tiers",
                                List.of(3),
                                "channels",
                                List.of("sms")));
        var set = bearer.put(PATH, "steps", steps, "repeat", 0).ok();

        assertEquals(
                Json.read(
                        """
                        {"steps":[{"afterSeconds":30,"tiers":[1,2]},{"afterSeconds":30,"tiers":[3],"channels":["sms"]}],
                        "repeat":0}
                        """),
                set);
        assertEquals(set, bearer.get(PATH).ok());
        assertEquals(2, other().get(PATH).ok().get("repeat").asInt(), "nobody else's is touched");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invalid-steps|{\"repeat\":1}",
                "invalid-steps|{\"steps\":[],\"repeat\":1}",
                "invalid-steps|{\"steps\":[null],\"repeat\":1}",
                "invalid-steps|{\"steps\":{},\"repeat\":1}",
                "invalid-repeat|{\"steps\":[{\"afterSeconds\":0,\"tiers\":[1]}]}",
                "invalid-repeat|{\"steps\":[{\"afterSeconds\":0,\"tiers\":[1]}],\"repeat\":10}",
                "invalid-repeat|{\"steps\":[{\"afterSeconds\":0,\"tiers\":[1]}],\"repeat\":-1}",
                "invalid-afterSeconds|{\"steps\":[{\"tiers\":[1]}],\"repeat\":1}",
                "invalid-afterSeconds|{\"steps\":[{\"afterSeconds\":-1,\"tiers\":[1]}],\"repeat\":1}",
                "invalid-afterSeconds|{\"steps\":[{\"afterSeconds\":86401,\"tiers\":[1]}],\"repeat\":1}",
                "invalid-afterSeconds|{\"steps\":[{\"afterSeconds\":9,\"tiers\":[1]},{\"afterSeconds\":8,\"tiers\":[1]}],\"repeat\":1}",
                "invalid-tiers|{\"steps\":[{\"afterSeconds\":0,\"tiers\":[]}],\"repeat\":1}",
                "invalid-tiers|{\"steps\":[{\"afterSeconds\":0,\"tiers\":[10]}],\"repeat\":1}",
                "invalid-tiers|{\"steps\":[{\"afterSeconds\":0,\"tiers\":[null]}],\"repeat\":1}",
                "invalid-channels|{\"steps\":[{\"afterSeconds\":0,\"tiers\":[1],\"channels\":[\"fax\"]}],\"repeat\":1}"
            })
    void whatIsWrongIsNamedByItsField(String code, String body) {
        var refused = put(Json.read(body));

        assertEquals(400, refused.status());
        assertEquals(code, refused.code());
        assertEquals(2, bearer.get(PATH).ok().get("repeat").asInt(), "nothing was set");
    }

    @Test
    void onlyAnAccountMayAsk() {
        var ben = house.mayday().guardian("Ben");
        var phone = Phone.of(anna);
        ben.contactOf(phone, 1);
        phone.presses(Press.sos());
        var link = ben.opens(ben.isTold());
        assertEquals(403, link.get(PATH).status());

        var device = bearer.post("/v1/me/devices", "name", "Watch").ok().get("token").asText();
        var byDevice = new Bearer(house.mayday().wire(), () -> device).get(PATH).status();
        assertTrue(byDevice == 401 || byDevice == 403, () -> "" + byDevice);
        phone.close();
    }

    @Test
    void anAlertGoesByWhatStoodWhenItWasReceived() {
        var ben = house.mayday().guardian("Ben");
        var carl = house.mayday().guardian("Carl");
        try (var phone = Phone.of(anna)) {
            ben.contactOf(phone, 1);
            carl.contactOf(phone, 2);
            set(List.of(step(0, 1), step(60, 2)));
            phone.presses(Press.sos());
            ben.isTold();
            set(List.of(step(0, 1), step(86_400, 2)));
            house.passes(Duration.ofSeconds(60));

            carl.isTold();
            assertEquals(86_400, bearer.get(PATH).ok().at("/steps/1/afterSeconds").asInt());
            set(List.of(step(0, 2), step(86_400, 1)));
            phone.presses(Press.sos());
            Awaitility.await().atMost(PATIENCE).until(() -> carl.mails().size() == 2);
            assertEquals(1, ben.mails().size(), "by the new one he is not yet told");
        }
    }

    private void set(List<Map<String, Object>> steps) {
        bearer.put(PATH, "steps", steps, "repeat", 0).ok();
    }

    private static Map<String, Object> step(int afterSeconds, int tier) {
        return Map.of("afterSeconds", afterSeconds, "tiers", List.of(tier));
    }

    private Answer put(JsonNode body) {
        var fields =
                body.properties().stream()
                        .flatMap(field -> Stream.of(field.getKey(), field.getValue()));
        return bearer.put(PATH, fields.toArray());
    }

    private static Bearer other() {
        return Account.signUp(house.mayday().wire(), "Eve").bearer();
    }
}
