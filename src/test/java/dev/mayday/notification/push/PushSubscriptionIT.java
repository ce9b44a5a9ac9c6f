package dev.mayday.notification.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.local.Account;
import dev.mayday.local.Bearer;
import dev.mayday.local.Guardian;
import dev.mayday.local.House;
import dev.mayday.local.Json;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an account does with its browsers, over the wire. */
class PushSubscriptionIT {
    private static House house;

    private final Household home = Household.in(house);
    private final Phone anna = home.anna();
    private final Guardian ben = home.ben();

    @BeforeAll
    static void open() {
        house = House.open();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void aBrowserIsSubscribedOnceAndListedUntilItIsRemoved() {
        var key = ben.bearer().get("/v1/me/push-subscriptions").ok().get("vapidPublicKey").asText();
        assertEquals(87, key.length(), "65 bytes, base64url");
        var browser = house.sandbox().browser(key);
        var made = home.subscribe(ben.bearer(), browser);
        assertEquals(201, made.status());
        assertEquals(browser.endpoint(), made.body().path("endpoint").asText());
        var again = home.subscribe(ben.bearer(), browser);
        assertEquals(200, again.status());
        assertEquals(made.body().path("id"), again.body().path("id"));
        var second = home.subscribed(ben);

        assertEquals(List.of(second.endpoint(), browser.endpoint()), home.endpoints(ben));
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
        assertEquals(List.of(second.endpoint()), home.endpoints(ben));
    }

    @Test
    void someoneElsesBrowserIsLikeNone() {
        var browser = home.subscribed(ben);
        var theirs = ben.bearer().list("/v1/me/push-subscriptions").getFirst();
        var path = "/v1/me/push-subscriptions/" + theirs.path("id").asText();

        var refused = anna.bearer().delete(path);
        assertEquals(404, refused.status());
        assertEquals("not-found", refused.code());
        assertEquals(List.of(), anna.bearer().list("/v1/me/push-subscriptions"));
        assertEquals(List.of(browser.endpoint()), home.endpoints(ben));
        // two people may use one browser
        assertEquals(201, home.subscribe(anna.bearer(), browser).status());
        assertEquals(List.of(browser.endpoint()), home.endpoints(ben));
    }

    @Test
    void whoeverIsSignedOutIsToldInThatBrowserNoMore() {
        var elsewhere = Account.of(ben.bearer().wire(), ben.email(), ben.account().password());
        home.subscribe(elsewhere.bearer(), house.sandbox().browser("")).ok();
        var here = home.subscribed(ben);

        elsewhere.signOut();
        assertEquals(List.of(here.endpoint()), home.endpoints(ben));
        ben.bearer()
                .post(
                        "/v1/me/password",
                        "old",
                        ben.account().password(),
                        "password",
                        "another horse entirely")
                .ok();
        var again = Account.of(ben.bearer().wire(), ben.email(), "another horse entirely");
        assertEquals(List.of(), again.bearer().list("/v1/me/push-subscriptions"));
    }

    @Test
    void onlyAnAccountSubscribes() {
        var token = ben.bearer().post("/v1/me/devices", "name", "watch").ok().get("token").asText();
        home.subscribed(ben);
        anna.presses(Press.sos());
        var link = ben.opens(ben.isTold());
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
            var said = home.call(ben.bearer(), (JsonNode) wrong.getLast());
            assertEquals("invalid-" + wrong.getFirst(), said.code(), wrong::toString);
            assertEquals(400, said.status());
        }
        assertEquals(List.of(), home.endpoints(ben));
    }

    @Test
    void thereIsAnEndToBrowsers() {
        for (int n = 0; n < 20; n++) {
            home.subscribed(ben);
        }
        var refused = home.subscribe(ben.bearer(), house.sandbox().browser(""));
        assertEquals(409, refused.status());
        assertEquals("too-many-push-subscriptions", refused.code());
        assertEquals(20, home.endpoints(ben).size());
    }

    private static JsonNode without(String name, JsonNode object) {
        return ((ObjectNode) object.deepCopy()).without(name);
    }
}
