package dev.mayday.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Answer;
import dev.mayday.local.Bearer;
import dev.mayday.local.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an owner does with the list of contacts, over the wire. */
class ContactIT {
    private static Household household;

    @BeforeAll
    static void start() {
        household = Household.open();
    }

    @AfterAll
    static void stop() {
        household.close();
    }

    @Test
    void aContactIsMadeReadAndListed() {
        var ben = household.signUp("Ben").bearer();

        var made =
                ben.post(
                        "/v1/contacts",
                        "name",
                        "Anna",
                        "relationship",
                        "sister",
                        "tier",
                        2,
                        "locale",
                        "de-AT",
                        "channels",
                        List.of(
                                email("anna@example.org"),
                                Map.of("type", "sms", "address", "+4915112345678"),
                                Map.of("type", "push")));

        assertEquals(201, made.status());
        assertEquals("sister", made.body().get("relationship").asText());
        assertEquals(2, made.body().get("tier").asInt());
        assertEquals("de-AT", made.body().get("locale").asText());
        assertEquals("sent", made.body().get("invitation").asText());
        assertFalse(made.body().get("linked").asBoolean());
        assertEquals(
                List.of("email unverified", "sms unverified", "push unverified"),
                channels(made.body()));
        assertFalse(made.body().at("/channels/2").has("address"), "push has no address");
        assertEquals(made.body(), ben.get(path(made.body())).ok());
        assertEquals(List.of(made.body()), ben.list("/v1/contacts"));
    }

    @Test
    void whatIsLeftOutIsTheOwnersOwn() {
        var ben = household.signUp("Ben").bearer();
        var made = ben.post("/v1/contacts", "name", "Anna").ok();

        assertEquals(1, made.get("tier").asInt());
        assertEquals("en", made.get("locale").asText());
        assertEquals("UTC", made.get("timeZone").asText());
        assertFalse(made.has("relationship"));
        assertFalse(made.has("invitation"));
        assertEquals(0, made.get("channels").size());
    }

    @Test
    void theOwnerChoosesDiscreetWording() {
        var ben = household.signUp("Ben").bearer();
        var made = ben.post("/v1/contacts", "name", "Anna").ok();

        assertFalse(made.get("discreet").asBoolean(true), "not unless asked for");
        assertTrue(patch(ben, path(made), "discreet", true).ok().get("discreet").asBoolean());
        assertTrue(patch(ben, path(made), "tier", 2).ok().get("discreet").asBoolean());
        assertTrue(ben.get(path(made)).ok().get("discreet").asBoolean());
    }

    @Test
    void aWebhooksSecretIsShownOnce() {
        var ben = household.signUp("Ben").bearer();
        var made =
                ben.post(
                                "/v1/contacts",
                                "name",
                                "Control room",
                                "channels",
                                List.of(webhook("https://example.org/hook")))
                        .ok();

        assertTrue(
                made.at("/channels/0/secret").asText().matches("whsec_[A-Za-z0-9+/]{43}="),
                "32 random bytes");
        assertFalse(ben.get(path(made)).ok().at("/channels/0").has("secret"));
        assertFalse(ben.list("/v1/contacts").getFirst().at("/channels/0").has("secret"));
        var changed =
                patch(
                                ben,
                                path(made),
                                "channels",
                                List.of(
                                        webhook("https://example.org/hook"),
                                        webhook("https://example.org/other")))
                        .ok();
        assertFalse(changed.at("/channels/0").has("secret"));
        assertTrue(changed.at("/channels/1").has("secret"));
    }

    @Test
    void aChangeTouchesOnlyWhatItNames() {
        var ben = household.signUp("Ben").bearer();
        var made =
                ben.post(
                                "/v1/contacts",
                                "name",
                                "Anna",
                                "relationship",
                                "sister",
                                "channels",
                                List.of(
                                        email("anna2@example.org"),
                                        webhook("https://example.org/a")))
                        .ok();

        var changed = patch(ben, path(made), "tier", 3).ok();
        assertEquals(3, changed.get("tier").asInt());
        assertEquals("sister", changed.get("relationship").asText());
        assertEquals(2, changed.get("channels").size());
        assertFalse(
                patch(ben, path(made), "relationship", "").ok().has("relationship"),
                "an empty one is none");

        var mail = made.at("/channels/0/id").asText();
        var replaced =
                patch(
                                ben,
                                path(made),
                                "channels",
                                List.of(Map.of("id", mail), webhook("https://example.org/b")))
                        .ok();
        assertEquals(mail, replaced.at("/channels/0/id").asText());
        assertEquals("https://example.org/b", replaced.at("/channels/1/address").asText());
        assertEquals(2, replaced.get("channels").size());
        assertEquals(0, patch(ben, path(made), "channels", List.of()).ok().get("channels").size());
    }

    @Test
    void aRemovedContactIsGone() {
        var ben = household.signUp("Ben").bearer();
        var made = ben.post("/v1/contacts", "name", "Anna").ok();

        assertEquals(204, ben.delete(path(made)).status());
        assertEquals(404, ben.get(path(made)).status());
        assertEquals(404, ben.delete(path(made)).status());
        assertEquals(404, patch(ben, path(made), "tier", 2).status());
        assertEquals(List.of(), ben.list("/v1/contacts"));
    }

    @Test
    void someoneElsesContactIsLikeNone() {
        var ben = household.signUp("Ben").bearer();
        var eve = household.signUp("Eve").bearer();
        var made =
                ben.post(
                                "/v1/contacts",
                                "name",
                                "Anna",
                                "channels",
                                List.of(email("a@example.org")))
                        .ok();
        var channel = "/channels/" + made.at("/channels/0/id").asText() + "/verification";
        var none = "/v1/contacts/" + UUID.randomUUID();

        for (var theirs : List.of(path(made), none, "/v1/contacts/1")) {
            assertNotFound(eve.get(theirs));
            assertNotFound(patch(eve, theirs, "tier", 2));
            assertNotFound(eve.delete(theirs));
            assertNotFound(eve.post(theirs + channel));
            assertNotFound(eve.post(theirs + channel + "/confirm", "code", "123456"));
        }
        assertEquals(eve.get(path(made)).body(), eve.get(none).body(), "the same to the letter");
        assertEquals(List.of(), eve.list("/v1/contacts"));
        assertEquals(made, ben.get(path(made)).ok());
    }

    @Test
    void onlyAnAccountHasContacts() {
        var ben = household.signUp("Ben").bearer();
        var token = ben.post("/v1/me/devices", "name", "watch").ok().get("token").asText();

        assertEquals("not-allowed", new Bearer(ben.wire(), () -> token).get("/v1/contacts").code());
        assertEquals(
                "not-signed-in",
                ben.wire().call("GET", "/v1/contacts", Optional.empty(), Optional.empty()).code());
        assertEquals(
                "not-signed-in", new Bearer(ben.wire(), () -> "x.y.z").get("/v1/contacts").code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"tier":1}                                                          | invalid-name
                    {"name":null}                                                       | invalid-name
                    {"name":["Anna"]}                                                   | invalid-name
                    {"name":"Anna\\r\\nBcc: x"}                                         | invalid-name
                    {"name":"Anna","tier":0}                                            | invalid-tier
                    {"name":"Anna","tier":"2"}                                          | invalid-tier
                    {"name":"Anna","tier":1.5}                                          | invalid-tier
                    {"name":"Anna","tier":1e999}                                        | invalid-tier
                    {"name":"Anna","locale":"nonsense-"}                                | invalid-locale
                    {"name":"Anna","timeZone":"Mars/Base"}                              | invalid-timeZone
                    {"name":"Anna","channels":{}}                                       | invalid-channels
                    {"name":"Anna","channels":[{"type":"email","address":"a..b@b.de"}]} | invalid-channels
                    {"name":"Anna","channels":[null]}                                   | invalid-channels
                    {"name":"Anna","channels":[{"type":"fax","address":"1"}]}           | invalid-channels
                    {"name":"Anna","channels":[{"type":"email"}]}                       | invalid-channels
                    {"name":"Anna","channels":[{"type":"email","address":"anna"}]}      | invalid-channels
                    {"name":"Anna","channels":[{"type":"sms","address":"0151"}]}        | invalid-channels
                    {"name":"Anna","channels":[{"type":"webhook","address":"file:///"}]} | invalid-channels
                    {"name":"Anna","channels":[{"type":"push","address":"x"}]}          | invalid-channels
                    []                                                                  | malformed-message
                    {"name":                                                            | malformed-message
                    null                                                                | malformed-message
                    """)
    void aFaultIsNamed(String body, String code) {
        var ben = household.signedUp();
        var refused = household.raw(ben, "POST", "/v1/contacts", body);

        assertEquals(400, refused.status(), refused.toString());
        assertEquals(code, refused.code(), refused.toString());
        assertEquals(400, refused.body().get("status").asInt());
    }

    @Test
    void thereIsAnEndToContactsChannelsAndNames() {
        var ben = household.signUp("Ben").bearer();
        assertEquals("invalid-name", ben.post("/v1/contacts", "name", "a".repeat(100_000)).code());
        var hooks =
                java.util.stream.IntStream.range(0, 21)
                        .mapToObj(n -> webhook("https://example.org/" + n))
                        .toList();
        assertEquals(
                "invalid-channels",
                ben.post("/v1/contacts", "name", "Anna", "channels", hooks).code());
        for (int n = 0; n < 100; n++) {
            ben.post("/v1/contacts", "name", "Anna " + n).ok();
        }
        var refused = ben.post("/v1/contacts", "name", "one more");
        assertEquals(409, refused.status());
        assertEquals("too-many-contacts", refused.code());
        assertEquals(100, ben.list("/v1/contacts?x=1").size());
    }

    @Test
    void aListIsReadInPages() {
        var ben = household.signUp("Ben").bearer();
        var names = List.of("Anna", "Carl", "Dora", "Emil", "Fay");
        names.forEach(name -> ben.post("/v1/contacts", "name", name).ok());

        var first = ben.get("/v1/contacts?limit=2").ok();
        var second = ben.get("/v1/contacts?limit=2&cursor=" + first.get("next").asText()).ok();
        var third = ben.get("/v1/contacts?limit=2&cursor=" + second.get("next").asText()).ok();

        assertEquals(List.of("Anna", "Carl"), names(first));
        assertEquals(List.of("Dora", "Emil"), names(second));
        assertEquals(List.of("Fay"), names(third));
        assertFalse(third.has("next"));
        for (var wrong : List.of("limit=0", "limit=201", "limit=x", "limit=99999999999")) {
            assertEquals("invalid-limit", ben.get("/v1/contacts?" + wrong).code(), wrong);
        }
        assertEquals("invalid-cursor", ben.get("/v1/contacts?cursor=nonsense").code());
    }

    @Test
    void aListTakesTheSameStatementsHoweverLongItIs() {
        var few = household.signUp("Ben").bearer();
        few.post("/v1/contacts", "name", "Anna", "channels", List.of(Map.of("type", "push"))).ok();
        var many = household.signUp("Carl").bearer();
        for (int n = 0; n < 60; n++) {
            many.post(
                            "/v1/contacts",
                            "name",
                            "Anna",
                            "channels",
                            List.of(Map.of("type", "push"), webhook("https://example.org/" + n)))
                    .ok();
        }

        long forFew = household.statements(() -> few.get("/v1/contacts?limit=200").ok());
        long forMany = household.statements(() -> many.get("/v1/contacts?limit=200").ok());

        assertEquals(2, forFew, "contacts, and their channels");
        assertEquals(forFew, forMany);
    }

    static Answer patch(Bearer who, String path, Object... namesAndValues) {
        return who.wire()
                .call(
                        "PATCH",
                        path,
                        Optional.of(Json.object(namesAndValues)),
                        Optional.of(who.token().get()));
    }

    static String path(JsonNode contact) {
        return "/v1/contacts/" + contact.get("id").asText();
    }

    static Map<String, String> email(String address) {
        return Map.of("type", "email", "address", address);
    }

    static Map<String, String> webhook(String address) {
        return Map.of("type", "webhook", "address", address);
    }

    static List<String> channels(JsonNode contact) {
        return contact.get("channels")
                .valueStream()
                .map(channel -> channel.get("type").asText() + " " + channel.get("state").asText())
                .toList();
    }

    private static List<String> names(JsonNode page) {
        return page.get("items").valueStream().map(item -> item.get("name").asText()).toList();
    }

    private static void assertNotFound(Answer answer) {
        assertEquals(404, answer.status(), answer.toString());
        assertEquals("not-found", answer.code());
    }
}
