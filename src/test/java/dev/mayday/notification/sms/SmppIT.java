package dev.mayday.notification.sms;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Accepted;
import dev.mayday.local.Broker;
import dev.mayday.local.House;
import dev.mayday.local.Json;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import dev.mayday.local.Service;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People who have nothing but a telephone, and a real SMSC between them and the service. */
class SmppIT {
    private static House house;
    private static ByText byText;

    private final String anna = ByText.number();
    private final Phone dana = house.mayday().phone("Dana");

    @BeforeAll
    static void open() {
        house = House.open(Broker.shared(), Service.Plan::textsBySmpp);
        byText = new ByText(house);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void anAlertGoesOutAsATextAndItsReceiptSaysThatItIsThere() {
        byText.contact(dana, "Anna", anna);
        var alert = dana.presses(Press.sos());

        var text = byText.told(anna, 1);
        assertTrue(text.body().startsWith("http"), text.body());
        assertTrue(text.body().contains("Dana"), text.body());
        becomes(alert, "DELIVERED");
        var attempts = delivery(dana, alert).get("attempts");
        assertEquals(
                List.of("smpp accepted", "smpp delivered"),
                attempts.valueStream()
                        .map(one ->
                                one.get("provider").asText() + " " + one.get("outcome").asText())
                        .toList());
    }

    @Test
    void okAcknowledgesAndTwiceIsOnce() {
        byText.contact(dana, "Anna", anna);
        var alert = dana.presses(Press.sos());
        byText.told(anna, 1);

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
        byText.contact(dana, "Anna", anna);
        var alert = dana.presses(Press.sos());
        byText.told(anna, 1);

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
        byText.contact(dana, "Anna", anna);
        byText.contact(emil, "Mum", anna);
        var first = dana.presses(Press.sos());
        byText.told(anna, 1);
        var second = emil.presses(Press.sos());
        byText.told(anna, 2);

        house.sandbox().writes(anna, "1");

        assertEquals("ACTIVE", dana.reads(first.alertId()).state());
        var now = emil.reads(second.alertId()).alert();
        assertEquals("ACKNOWLEDGED", now.get("state").asText());
        assertEquals("Mum", now.at("/acknowledgements/0/name").asText());
    }

    @Test
    void whatComesAfterTheEndOrFromAStrangerChangesNothing() {
        byText.contact(dana, "Anna", anna);
        var alert = dana.presses(Press.sos());
        byText.told(anna, 1);
        dana.resolves(alert.alertId(), null).ok();
        byText.told(anna, 2);

        assertTrue(house.sandbox().writes(anna, "OK"));
        assertTrue(house.sandbox().writes(ByText.number(), "OK"));
        assertTrue(house.sandbox().writes("Anna", "OK"));

        var now = dana.reads(alert.alertId()).alert();
        assertEquals("RESOLVED", now.get("state").asText());
        assertEquals(0, now.get("acknowledgements").size());
    }

    @Test
    void afterStopNothingIsSentByAnybodyUntilStart() {
        var emil = house.mayday().phone("Emil");
        var known = byText.contact(dana, "Anna", anna);
        byText.confirm(dana, known, anna);
        var other = byText.contact(emil, "Anna", anna);
        house.mayday()
                .inbox()
                .await(anna, "invitations", 2, one -> one.token('i').isPresent(), PATIENCE);
        long before = byText.texts(anna);

        assertTrue(house.sandbox().writes(anna, "Stop."));

        assertEquals("opted-out", byText.state(dana, known));
        assertEquals("opted-out", byText.state(emil, other));
        var later = house.mayday().phone("Frida");
        assertEquals("opted-out", byText.state(later, byText.contact(later, "Anna", anna)));
        var alert = dana.presses(Press.sos());
        assertEquals(List.of("no-reachable-contact"), alert.warnings());
        assertEquals(
                "opted-out", dana.bearer().post(ByText.channel(known) + "/verification").code());
        assertEquals(before, byText.texts(anna));

        assertTrue(house.sandbox().writes(anna, "START"));

        assertEquals("verified", byText.state(dana, known), "as it was before");
        assertEquals("unverified", byText.state(emil, other));
        emil.presses(Press.sos());
        byText.told(anna, 1);
    }

    @Test
    void whatStillWaitsWhenStopComesIsNotSentEvenAfterStart() {
        house.sandbox().answers(anna, 0x58, 0);
        byText.contact(dana, "Anna", anna);
        isInvitation("tries > 0 AND leased_by IS NULL AND state = 'QUEUED'");

        assertTrue(house.sandbox().writes(anna, "STOP"));
        isInvitation("state = 'SUPPRESSED' AND parameters IS NULL");
        house.sandbox().answersAsUsual(anna);
        assertTrue(house.sandbox().writes(anna, "START"));
        var alert = dana.presses(Press.sos());
        byText.told(anna, 1);
        becomes(alert, "DELIVERED");

        assertEquals(1, byText.texts(anna), "the alert alone, and no invitation");
    }

    private void isInvitation(String so) {
        var query =
                "SELECT count(*) FROM delivery WHERE purpose = 'invitation' AND address = '%s' AND %s"
                        .formatted(anna, so);
        Awaitility.await(so).atMost(PATIENCE).until(() -> house.database().number(query) == 1);
    }

    @Test
    void aContactWithNothingButATelephoneIsInvitedByTextAndAgrees() {
        var known = byText.contact(dana, "Anna", anna);
        var token = byText.invitation(anna);

        var wire = dana.bearer().wire();
        wire.call(
                        "POST",
                        "/v1/invitations/" + token + "/accept",
                        Optional.empty(),
                        Optional.empty())
                .ok();

        assertEquals("verified", byText.state(dana, known));
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
        assertEquals(0, byText.texts(anna));
    }

    @Test
    void aBusySmscIsAskedAgain() {
        byText.contact(dana, "Anna", anna);
        byText.invitation(anna);
        house.sandbox().answers(anna, 0x58, 0);
        var alert = dana.presses(Press.sos());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !delivery(dana, alert).path("attempts").isEmpty());
        house.sandbox().answersAsUsual(anna);

        byText.told(anna, 1);
        becomes(alert, "DELIVERED");
        assertEquals("retry", delivery(dana, alert).at("/attempts/0/outcome").asText());
    }

    @Test
    void aCallForHelpByTextRaisesTheAlertOfWhoseVerifiedPhoneItComesFrom() {
        var own = ByText.number();
        byText.contact(dana, "Anna", anna);
        assertTrue(house.sandbox().writes(own, "SOS"));
        assertEquals(0, raised(), "nobody's number yet");
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
        byText.told(anna, 1);
        assertEquals(
                1,
                house.database()
                        .number(
                                "SELECT count(*) FROM fix WHERE installation = 'sms' AND subject_id = '"
                                        + alert.get("id").asText()
                                        + "'"));

        dana.resolves(alert.get("id").asText(), null).ok();
        assertTrue(house.sandbox().writes(own, words), "and now it is a new one");
        assertEquals(2, raised());
    }

    @Test
    void aPhoneThatIsNotVerifiedRaisesNothing() {
        var own = ByText.number();
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
                        .post("/v1/me/phone/verification/confirm", "code", byText.code(number))
                        .ok();
        assertTrue(me.get("phoneVerified").asBoolean());
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
}
