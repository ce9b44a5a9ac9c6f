package dev.mayday.notification.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.local.Accepted;
import dev.mayday.local.Answer;
import dev.mayday.local.Bearer;
import dev.mayday.local.Fix;
import dev.mayday.local.Guardian;
import dev.mayday.local.House;
import dev.mayday.local.Inbox.Letter;
import dev.mayday.local.Json;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import dev.mayday.local.PushBrowser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * From a browser that subscribes to the notification that it shows, by a push service that checks
 * us.
 */
class PushIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static House house;

    private final Phone anna = house.mayday().phone("Anna");
    private final Guardian ben = house.mayday().guardian("Ben").withPush().of(anna);

    @BeforeAll
    static void open() {
        house = House.open();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void aBrowserShowsWhoNeedsHelpAndOpensTheContactsLink() {
        var browser = subscribed(ben);
        var alert = anna.presses(Press.sos().from(Fix.at(46.05, 14.5)).saying("My ankle"));

        var raised = shown(browser, "alert.raised");
        var said = Json.read(raised.body());
        assertTrue(said.path("title").asText().contains("Anna"), raised::body);
        assertTrue(said.path("body").asText().contains("My ankle"), raised::body);
        assertTrue(said.path("body").asText().contains("46.05"), raised::body);
        assertEquals(alert.alertId(), said.path("alertId").asText());
        assertFalse(said.path("drill").asBoolean());
        assertTrue(said.path("url").asText().matches("http.*/a/[A-Za-z0-9_-]+"), raised::body);
        var headers = house.sandbox().messagesTo(browser.id()).getFirst().headers();
        assertEquals("high", headers.get("urgency"));
        assertEquals("14400", headers.get("ttl"));
        assertEquals(said.path("tag").asText(), headers.get("topic"));
        isDelivered(alert, "push SENT");

        ben.opens(raised).post("/v1/alerts/" + alert.alertId() + "/resolve", "reason", "safe").ok();
        var ended = Json.read(shown(browser, "alert.ended").body());
        assertEquals(
                said.path("tag").asText(), ended.path("tag").asText(), "it replaces the first");
    }

    @Test
    void aDrillGoesToABrowserTooAndSaysWhatItIs() {
        var browser = subscribed(ben);
        anna.bearer()
                .post(
                        "/v1/alerts",
                        "clientAlertId",
                        UUID.randomUUID(),
                        "kind",
                        "sos",
                        "drill",
                        true)
                .ok();

        var said = Json.read(shown(browser, "alert.raised").body());
        assertTrue(said.path("drill").asBoolean());
        assertTrue(said.path("title").asText().startsWith("DRILL"), said::toString);
        assertEquals(List.of("email verified", "push verified"), channels());
    }

    @Test
    void aBrowserThatIsGoneIsForgottenAndOneThatIsThereIsEnough() {
        var gone = subscribed(ben);
        var there = subscribed(ben);
        house.sandbox().answers(gone.id(), 410, 0);
        var alert = anna.presses(Press.sos());

        shown(there, "alert.raised");
        isDelivered(alert, "push SENT");
        assertEquals(List.of(there.endpoint()), endpoints(ben));
        assertEquals(List.of(), house.sandbox().messagesTo(gone.id()));
    }

    @Test
    void whereTheOnlyBrowserIsGoneTheNextChannelIsUsed() {
        var browser = subscribed(ben);
        has(ben, List.of(Map.of("type", "push")));
        house.sandbox().answers(browser.id(), 503, 0);
        var alert = anna.presses(Press.sos());
        isTried(alert, "push retry");
        has(
                ben,
                List.of(
                        Map.of("type", "push"),
                        Map.of("type", "webhook", "address", house.sandbox().webhook("next"))));
        house.sandbox().answers(browser.id(), 410, 0);

        isDelivered(alert, "push FAILED");
        isDelivered(alert, "webhook DELIVERED");
        assertEquals(List.of(), endpoints(ben));
        assertEquals(List.of("push verified", "webhook unverified"), channels());
    }

    @Test
    void aPushServiceThatIsBusyIsAskedAgain() {
        var browser = subscribed(ben);
        house.sandbox().answers(browser.id(), 429, 0);
        var alert = anna.presses(Press.sos());
        isTried(alert, "push retry");
        house.sandbox().answersAsUsual(browser.id());

        shown(browser, "alert.raised");
        isDelivered(alert, "push SENT");
    }

    @Test
    void withoutABrowserPushReachesNobodyAndTheNextTierIsToldAtOnce() {
        has(ben, List.of(Map.of("type", "push")));
        assertEquals(List.of("no-reachable-contact"), anna.presses(Press.sos()).warnings());
        var carla = house.mayday().guardian("Carla");
        carla.contactOf(anna, 2);
        var alert = anna.presses(Press.sos());

        assertEquals(List.of(), alert.warnings());
        carla.isTold(Duration.ofSeconds(20)); // and not after two minutes
        assertEquals(List.of("Carla email"), told(alert));
        subscribed(ben);
        assertEquals(List.of(), anna.presses(Press.sos()).warnings());
    }

    @Test
    void aBrowserIsSubscribedOnceAndListedUntilItIsRemoved() {
        var key = ben.bearer().get("/v1/me/push-subscriptions").ok().get("vapidPublicKey").asText();
        assertEquals(87, key.length(), "65 bytes, base64url");
        var browser = house.sandbox().browser(key);
        var made = subscribe(ben.bearer(), browser);
        assertEquals(201, made.status());
        assertEquals(browser.endpoint(), made.body().path("endpoint").asText());
        var again = subscribe(ben.bearer(), browser);
        assertEquals(200, again.status());
        assertEquals(made.body().path("id"), again.body().path("id"));
        var second = subscribed(ben);

        assertEquals(List.of(second.endpoint(), browser.endpoint()), endpoints(ben));
        var page = ben.bearer().get("/v1/me/push-subscriptions?limit=1").ok();
        assertEquals(1, page.path("items").size());
        assertEquals(
                browser.endpoint(),
                ben.bearer()
                        .get(
                                "/v1/me/push-subscriptions?limit=1&cursor="
                                        + page.path("next").asText())
                        .ok()
                        .at("/items/0/endpoint")
                        .asText());
        var path = "/v1/me/push-subscriptions/" + made.body().path("id").asText();
        assertEquals(204, ben.bearer().delete(path).status());
        assertEquals(404, ben.bearer().delete(path).status());
        assertEquals(List.of(second.endpoint()), endpoints(ben));
    }

    @Test
    void someoneElsesBrowserIsLikeNone() {
        var browser = subscribed(ben);
        var theirs = ben.bearer().list("/v1/me/push-subscriptions").getFirst();
        var path = "/v1/me/push-subscriptions/" + theirs.path("id").asText();

        var refused = anna.bearer().delete(path);
        assertEquals(404, refused.status());
        assertEquals("not-found", refused.code());
        assertEquals(List.of(), anna.bearer().list("/v1/me/push-subscriptions"));
        assertEquals(List.of(browser.endpoint()), endpoints(ben));
        // two people may use one browser
        assertEquals(201, subscribe(anna.bearer(), browser).status());
        assertEquals(List.of(browser.endpoint()), endpoints(ben));
    }

    @Test
    void onlyAnAccountSubscribes() {
        var token = ben.bearer().post("/v1/me/devices", "name", "watch").ok().get("token").asText();
        subscribed(ben);
        anna.presses(Press.sos());
        var link = ben.opens(ben.isTold(PATIENCE));
        for (var who : List.of(new Bearer(ben.bearer().wire(), () -> token), link)) {
            assertEquals("not-allowed", who.get("/v1/me/push-subscriptions").code());
            assertEquals("not-allowed", who.post("/v1/me/push-subscriptions").code());
            assertEquals("not-allowed", who.delete("/v1/me/push-subscriptions/1").code());
        }
        var nobody =
                ben.bearer()
                        .wire()
                        .call(
                                "GET",
                                "/v1/me/push-subscriptions",
                                Optional.empty(),
                                Optional.empty());
        assertEquals("not-signed-in", nobody.code());
    }

    @Test
    void whatIsWrongWithASubscriptionIsNamed() {
        var right = house.sandbox().browser("").subscription();
        var keys = right.path("keys");
        var to = right.path("endpoint").asText();
        for (var wrong :
                List.of(
                        List.of("endpoint", Json.object("keys", keys)),
                        List.of("endpoint", Json.object("endpoint", "x", "keys", keys)),
                        List.of("endpoint", Json.object("endpoint", "ftp://a/", "keys", keys)),
                        List.of("endpoint", Json.object("endpoint", 7, "keys", keys)),
                        List.of("keys", Json.object("endpoint", to)),
                        List.of("keys", Json.object("endpoint", to, "keys", "x")),
                        List.of("p256dh", Json.object("endpoint", to, "keys", Map.of())),
                        List.of("auth", Json.object("endpoint", to, "keys", without("auth", keys))),
                        List.of(
                                "expirationTime",
                                Json.object(
                                        "endpoint", to, "keys", keys, "expirationTime", "x")))) {
            var said = call(ben.bearer(), (JsonNode) wrong.getLast());
            assertEquals("invalid-" + wrong.getFirst(), said.code(), wrong::toString);
            assertEquals(400, said.status());
        }
        assertEquals(List.of(), endpoints(ben));
    }

    @Test
    void thereIsAnEndToBrowsers() {
        for (int n = 0; n < 20; n++) {
            subscribed(ben);
        }
        var refused = subscribe(ben.bearer(), house.sandbox().browser(""));
        assertEquals(409, refused.status());
        assertEquals("too-many-push-subscriptions", refused.code());
        assertEquals(20, endpoints(ben).size());
    }

    private static PushBrowser subscribed(Guardian guardian) {
        var key =
                guardian.bearer()
                        .get("/v1/me/push-subscriptions")
                        .ok()
                        .get("vapidPublicKey")
                        .asText();
        var browser = house.sandbox().browser(key);
        subscribe(guardian.bearer(), browser).ok();
        return browser;
    }

    private static Answer subscribe(Bearer who, PushBrowser browser) {
        return call(who, browser.subscription());
    }

    private static Answer call(Bearer who, JsonNode body) {
        return who.wire()
                .call(
                        "POST",
                        "/v1/me/push-subscriptions",
                        Optional.of(body),
                        Optional.of(who.token().get()));
    }

    private static List<String> endpoints(Guardian guardian) {
        return guardian.bearer().list("/v1/me/push-subscriptions").stream()
                .map(one -> one.path("endpoint").asText())
                .toList();
    }

    private static JsonNode without(String name, JsonNode object) {
        return ((ObjectNode) object.deepCopy()).without(name);
    }

    private static Letter shown(PushBrowser browser, String type) {
        return house.mayday()
                .inbox()
                .await(browser.id(), type, letter -> letter.type().equals(type), PATIENCE);
    }

    /** From now on Anna's only contact has these channels. */
    private void has(Guardian guardian, List<Map<String, String>> channels) {
        var contact = anna.bearer().list("/v1/contacts").getFirst();
        assertEquals(guardian.name(), contact.path("name").asText());
        anna.bearer()
                .wire()
                .call(
                        "PATCH",
                        "/v1/contacts/" + contact.path("id").asText(),
                        Optional.of(Json.object("channels", channels)),
                        Optional.of(anna.bearer().token().get()))
                .ok();
    }

    private List<String> channels() {
        return anna.bearer()
                .list("/v1/contacts")
                .getFirst()
                .path("channels")
                .valueStream()
                .map(one -> one.path("type").asText() + " " + one.path("state").asText())
                .toList();
    }

    private void isDelivered(Accepted alert, String channelAndState) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertTrue(
                                anna.reads(alert.alertId()).deliveries().stream()
                                        .anyMatch(one ->
                                                channelAndState.equals(
                                                        one.path("channel").asText()
                                                                + " "
                                                                + one.path("state").asText())),
                                () -> anna.reads(alert.alertId()).deliveries().toString()));
    }

    private void isTried(Accepted alert, String channelAndOutcome) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertTrue(
                                anna.reads(alert.alertId()).deliveries().stream()
                                        .anyMatch(one ->
                                                channelAndOutcome.equals(
                                                        one.path("channel").asText()
                                                                + " "
                                                                + one.at("/attempts/0/outcome")
                                                                        .asText())),
                                () -> anna.reads(alert.alertId()).deliveries().toString()));
    }

    private List<String> told(Accepted alert) {
        return anna.reads(alert.alertId()).deliveries().stream()
                .map(one -> one.path("contactName").asText() + " " + one.path("channel").asText())
                .toList();
    }
}
