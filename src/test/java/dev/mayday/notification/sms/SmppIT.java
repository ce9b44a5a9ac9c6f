package dev.mayday.notification.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Accepted;
import dev.mayday.local.House;
import dev.mayday.local.Inbox.Letter;
import dev.mayday.local.Json;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People who have nothing but a telephone, and a real SMSC between them and the service. */
class SmppIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    private static House house;

    private final String anna = number();
    private final Phone dana = house.mayday().phone("Dana");

    @BeforeAll
    static void open() {
        house = House.open();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void anAlertGoesOutAsATextAndItsReceiptSaysThatItIsThere() {
        contact(dana, "Anna", anna);
        var alert = dana.presses(Press.sos());

        var text = told(anna, 1);
        assertTrue(text.body().startsWith("http"), text.body());
        assertTrue(text.body().contains("Dana"), text.body());
        becomes(alert, "DELIVERED");
        var attempts = delivery(dana, alert).get("attempts");
        assertEquals(1, attempts.size());
        assertEquals("smpp", attempts.get(0).get("provider").asText());
    }

    @Test
    void okAcknowledgesAndTwiceIsOnce() {
        contact(dana, "Anna", anna);
        var alert = dana.presses(Press.sos());
        told(anna, 1);

        assertTrue(house.sandbox().writes(anna, " ok! "));
        assertTrue(house.sandbox().writes(anna, " ok! "));

        var now = dana.reads(alert.alertId()).alert();
        assertEquals("ACKNOWLEDGED", now.get("state").asText());
        assertEquals(1, now.get("acknowledgements").size());
        assertEquals("Anna", now.at("/acknowledgements/0/name").asText());
        assertEquals(2, now.get("version").asInt());
    }

    @Test
    void whoeverWritesInTheInboxAnswersToo() throws Exception {
        contact(dana, "Anna", anna);
        var alert = dana.presses(Press.sos());
        told(anna, 1);

        try (var http = HttpClient.newHttpClient()) {
            var body = Json.object("from", anna, "text", "2").toString();
            var answer =
                    http.send(
                            HttpRequest.newBuilder(house.sandbox().inbox().resolve("/sms/reply"))
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            assertEquals(204, answer.statusCode());
        }

        var now = dana.reads(alert.alertId()).alert();
        assertEquals("ACTIVE", now.get("state").asText());
        assertEquals("Anna", now.at("/declined/0/name").asText());
    }

    @Test
    void anAnswerIsToTheLastAlertThatTheNumberWasToldOf() {
        var emil = house.mayday().phone("Emil");
        contact(dana, "Anna", anna);
        contact(emil, "Mum", anna);
        var first = dana.presses(Press.sos());
        told(anna, 1);
        var second = emil.presses(Press.sos());
        told(anna, 2);

        house.sandbox().writes(anna, "1");

        assertEquals("ACTIVE", dana.reads(first.alertId()).state());
        var now = emil.reads(second.alertId()).alert();
        assertEquals("ACKNOWLEDGED", now.get("state").asText());
        assertEquals("Mum", now.at("/acknowledgements/0/name").asText());
    }

    @Test
    void whatComesAfterTheEndOrFromAStrangerChangesNothing() {
        contact(dana, "Anna", anna);
        var alert = dana.presses(Press.sos());
        told(anna, 1);
        dana.resolves(alert.alertId(), null).ok();
        told(anna, 2);

        assertTrue(house.sandbox().writes(anna, "OK"));
        assertTrue(house.sandbox().writes(number(), "OK"));
        assertTrue(house.sandbox().writes("Anna", "OK"));

        var now = dana.reads(alert.alertId()).alert();
        assertEquals("RESOLVED", now.get("state").asText());
        assertEquals(0, now.get("acknowledgements").size());
    }

    @Test
    void afterStopNothingIsSentByAnybodyUntilStart() {
        var emil = house.mayday().phone("Emil");
        var known = contact(dana, "Anna", anna);
        confirm(dana, known);
        var other = contact(emil, "Anna", anna);
        house.mayday()
                .inbox()
                .await(anna, "invitations", 2, one -> one.token('i').isPresent(), PATIENCE);
        long before = texts(anna);

        assertTrue(house.sandbox().writes(anna, "Stop."));

        assertEquals("opted-out", state(dana, known));
        assertEquals("opted-out", state(emil, other));
        var later = house.mayday().phone("Frida");
        assertEquals("opted-out", state(later, contact(later, "Anna", anna)));
        var alert = dana.presses(Press.sos());
        assertEquals(List.of("no-reachable-contact"), alert.warnings());
        assertEquals(
                "opted-out", dana.bearer().post(channel(known) + "/verification").code());
        assertEquals(before, texts(anna));

        assertTrue(house.sandbox().writes(anna, "START"));

        assertEquals("verified", state(dana, known), "as it was before");
        assertEquals("unverified", state(emil, other));
        emil.presses(Press.sos());
        told(anna, 1);
    }

    @Test
    void aContactWithNothingButATelephoneIsInvitedByTextAndAgrees() {
        var known = contact(dana, "Anna", anna);
        var token = invitation(anna);

        var wire = dana.bearer().wire();
        wire.call(
                        "POST",
                        "/v1/invitations/" + token + "/accept",
                        Optional.empty(),
                        Optional.empty())
                .ok();

        assertEquals("verified", state(dana, known));
    }

    @Test
    void aContactWithMailIsInvitedByMailAlone() {
        var mail = "anna." + anna.substring(1) + "@example.org";
        dana.bearer()
                .post(
                        "/v1/contacts",
                        "name",
                        "Anna",
                        "channels",
                        List.of(
                                Map.of("type", "sms", "address", anna),
                                Map.of("type", "email", "address", mail)))
                .ok();

        house.mayday()
                .inbox()
                .await(mail, "an invitation", one -> one.token('i').isPresent(), PATIENCE);
        assertEquals(0, texts(anna));
    }

    @Test
    void aBusySmscIsAskedAgain() {
        contact(dana, "Anna", anna);
        invitation(anna);
        house.sandbox().answers(anna, 0x58, 0);
        var alert = dana.presses(Press.sos());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !delivery(dana, alert).path("attempts").isEmpty());
        house.sandbox().answersAsUsual(anna);

        told(anna, 1);
        becomes(alert, "DELIVERED");
        assertEquals("retry", delivery(dana, alert).at("/attempts/0/outcome").asText());
    }

    @Test
    void aCallForHelpByTextRaisesTheAlertOfWhoseVerifiedPhoneItComesFrom() {
        var own = number();
        contact(dana, "Anna", anna);
        assertFalse(house.sandbox().writes(own, "SOS") && raised() > 0, "nobody's number yet");
        verifyPhone(own);
        var words = "SOS 48.8584,2.2945 at the tower";

        assertTrue(house.sandbox().writes(own, words));
        assertTrue(house.sandbox().writes(own, words), "the network says it again");

        var alerts = dana.bearer().list("/v1/alerts?role=owner");
        assertEquals(1, alerts.size());
        var alert = alerts.getFirst();
        assertEquals("sos", alert.get("kind").asText());
        assertEquals("ACTIVE", alert.get("state").asText());
        assertEquals("at the tower", alert.get("note").asText());
        assertEquals(48.8584, alert.at("/location/lat").asDouble());
        assertEquals(2.2945, alert.at("/location/lon").asDouble());
        told(anna, 1);
        assertEquals(1, dana.reads(alert.get("id").asText()).track().size());

        dana.resolves(alert.get("id").asText(), null).ok();
        assertTrue(house.sandbox().writes(own, words), "and now it is a new one");
        assertEquals(2, raised());
    }

    @Test
    void aPhoneThatIsNotVerifiedRaisesNothing() {
        var own = number();
        setPhone(own);

        assertTrue(house.sandbox().writes(own, "SOS"));

        assertEquals(0, raised());
    }

    private int raised() {
        return dana.bearer().list("/v1/alerts?role=owner").size();
    }

    private void setPhone(String number) {
        var me = dana.bearer();
        me.wire()
                .call(
                        "PATCH",
                        "/v1/me",
                        Optional.of(Json.object("phone", number)),
                        Optional.of(me.token().get()))
                .ok();
    }

    private void verifyPhone(String number) {
        setPhone(number);
        dana.bearer().post("/v1/me/phone/verification").ok();
        var me =
                dana.bearer()
                        .post("/v1/me/phone/verification/confirm", "code", code(number))
                        .ok();
        assertTrue(me.get("phoneVerified").asBoolean());
    }

    private static JsonNode contact(Phone owner, String name, String number) {
        return owner.bearer()
                .post(
                        "/v1/contacts",
                        "name",
                        name,
                        "channels",
                        List.of(Map.of("type", "sms", "address", number)))
                .ok();
    }

    private void confirm(Phone owner, JsonNode contact) {
        owner.bearer().post(channel(contact) + "/verification").ok();
        owner.bearer()
                .post(channel(contact) + "/verification/confirm", "code", code(anna))
                .ok();
    }

    private static String channel(JsonNode contact) {
        return "/v1/contacts/"
                + contact.get("id").asText()
                + "/channels/"
                + contact.at("/channels/0/id").asText();
    }

    private static String state(Phone owner, JsonNode contact) {
        return owner.bearer()
                .get("/v1/contacts/" + contact.get("id").asText())
                .ok()
                .at("/channels/0/state")
                .asText();
    }

    private static String code(String number) {
        var letter =
                house.mayday()
                        .inbox()
                        .await(number, "a code", one -> CODE.matcher(one.body()).find(), PATIENCE);
        var code = CODE.matcher(letter.body());
        assertTrue(code.find());
        return code.group();
    }

    private static String invitation(String number) {
        return house.mayday()
                .inbox()
                .await(number, "an invitation", one -> one.token('i').isPresent(), PATIENCE)
                .token('i')
                .orElseThrow();
    }

    /** The so-manieth text about an alert that came to this number. */
    private static Letter told(String number, int count) {
        return house.mayday()
                .inbox()
                .await(
                        number,
                        "text " + count,
                        count,
                        one -> one.token('a').isPresent(),
                        PATIENCE)
                .get(count - 1);
    }

    private static long texts(String number) {
        return house.mayday().inbox().of(number).size();
    }

    private void becomes(Accepted alert, String state) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> delivery(dana, alert).path("state").asText(), state::equals);
    }

    private static JsonNode delivery(Phone owner, Accepted alert) {
        var deliveries = owner.reads(alert.alertId()).deliveries();
        return deliveries.isEmpty() ? Json.object() : deliveries.getFirst();
    }

    private static String number() {
        return "+49151" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
    }
}
