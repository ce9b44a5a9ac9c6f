package dev.mayday.contact;

import static dev.mayday.contact.ContactIT.channels;
import static dev.mayday.contact.ContactIT.email;
import static dev.mayday.contact.ContactIT.path;
import static dev.mayday.contact.ContactIT.webhook;
import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Answer;
import dev.mayday.local.Bearer;
import dev.mayday.local.Json;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Codes and challenges that prove a channel. */
class VerificationIT {

    private static Household household;

    private final Bearer ben = household.signUp("Ben").bearer();

    @BeforeAll
    static void start() {
        household = Household.open();
    }

    @AfterAll
    static void stop() {
        household.close();
    }

    @Test
    void aCodeVerifiesTheAddressItWasSentTo() {
        var address = Household.address("anna");
        var contact = contact(email(address));

        assertEquals(202, start(contact).status());
        assertEquals(204, confirm(contact, household.code(address, 1)).status());

        assertEquals(List.of("email verified"), channels(ben.get(path(contact)).ok()));
        assertEquals(202, start(contact).status(), "again changes nothing");
    }

    @Test
    void aCodeIsGoodForFiveTries() {
        var address = Household.address("anna");
        var contact = contact(email(address));
        start(contact).ok();
        var code = household.code(address, 1);
        var wrong = code.equals("000000") ? "000001" : "000000";

        for (int tried = 0; tried < 5; tried++) {
            var refused = confirm(contact, wrong);
            assertEquals(400, refused.status());
            assertEquals("invalid-code", refused.code());
        }

        assertEquals("invalid-code", confirm(contact, code).code(), "used up");
        start(contact).ok();
        assertEquals(204, confirm(contact, household.code(address, 2)).status());
    }

    @Test
    void aCodeIsGoodOnceAndOnlyTheNewest() {
        var address = Household.address("anna");
        var contact = contact(email(address));
        start(contact).ok();
        var first = household.code(address, 1);
        start(contact).ok();
        var second = household.code(address, 2);

        if (!first.equals(second)) {
            assertEquals("invalid-code", confirm(contact, first).code());
        }
        assertEquals(204, confirm(contact, second).status());
        assertEquals("invalid-code", confirm(contact, second).code());
    }

    @Test
    void aCodeThatIsNoneIsRefused() {
        var contact = contact(email(Household.address("anna")));
        var confirm = verification(contact) + "/confirm";

        assertEquals("invalid-code", ben.post(confirm).code());
        assertEquals("invalid-code", ben.post(confirm, "code", 123456).code());
        assertEquals("invalid-code", ben.post(confirm, "code", "").code());
        assertEquals("invalid-code", ben.post(confirm, "code", "9".repeat(10_000)).code());
        assertEquals("malformed-message", household.raw(ben, "POST", confirm, "[]").code());
    }

    @Test
    void aWebhookIsVerifiedByAnsweringTheChallenge() {
        var hook = household.hook();
        var contact = contact(webhook(hook));

        assertEquals(202, start(contact).status());

        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> channels(ben.get(path(contact)).ok()),
                        List.of("webhook verified")::equals);
        var path = hook.substring(hook.indexOf("/hook/"));
        var challenge = household.inbox().await(path, "a challenge", letter -> true, PATIENCE);
        assertEquals("channel.verification", Json.read(challenge.body()).get("type").asText());
    }

    @Test
    void aTypeThatNobodySendsCanNotBeVerified() {
        assertEquals(
                "no-provider",
                start(contact(Map.of("type", "voice", "address", "+4915112345678"))).code());
    }

    @Test
    void aChannelKeepsItsStateAndANewAddressStartsUnverified() {
        var address = Household.address("anna");
        var contact = contact(email(address));
        start(contact).ok();
        confirm(contact, household.code(address, 1)).ok();

        var same = ContactIT.patch(ben, path(contact), "channels", List.of(email(address))).ok();
        assertEquals(List.of("email verified"), channels(same));
        var moved =
                ContactIT.patch(
                                ben,
                                path(contact),
                                "channels",
                                List.of(email(Household.address("anna"))))
                        .ok();
        assertEquals(List.of("email unverified"), channels(moved));
        assertTrue(!moved.at("/channels/0/id").equals(same.at("/channels/0/id")));
    }

    private JsonNode contact(Map<String, String> channel) {
        return ben.post("/v1/contacts", "name", "Anna", "channels", List.of(channel)).ok();
    }

    private Answer start(JsonNode contact) {
        return ben.post(verification(contact));
    }

    private Answer confirm(JsonNode contact, String code) {
        return ben.post(verification(contact) + "/confirm", "code", code);
    }

    private static String verification(JsonNode contact) {
        return path(contact)
                + "/channels/"
                + contact.at("/channels/0/id").asText()
                + "/verification";
    }
}
