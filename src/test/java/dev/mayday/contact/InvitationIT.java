package dev.mayday.contact;

import static dev.mayday.contact.ContactIT.channels;
import static dev.mayday.contact.ContactIT.email;
import static dev.mayday.contact.ContactIT.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Account;
import dev.mayday.local.Answer;
import dev.mayday.local.Bearer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a new contact is sent, and what its answers change. */
class InvitationIT {
    private static Household household;

    private final Account ben = household.signUp("Ben");

    @BeforeAll
    static void start() {
        household = Household.open();
    }

    @AfterAll
    static void stop() {
        household.close();
    }

    @Test
    void itSaysWhoAsksAndNoMore() {
        var address = Household.address("anna");
        invite(address);

        var invitation = ask("GET", household.invitation(address), "").ok();

        assertEquals("Ben", invitation.at("/person/name").asText());
        assertEquals("Anna", invitation.at("/contact/name").asText());
        assertEquals("email", invitation.at("/channel/type").asText());
        assertEquals(address, invitation.at("/channel/address").asText());
        assertEquals("open", invitation.get("state").asText());
        assertEquals(4, invitation.size());
        assertEquals(1, invitation.get("person").size());
        assertEquals(404, ask("GET", "nonsense", "").status());
        assertEquals(404, ask("POST", "A".repeat(43), "/accept").status());
    }

    @Test
    void acceptingWithoutAnAccountVerifiesTheChannel() {
        var address = Household.address("anna");
        var contact = invite(address);
        var token = household.invitation(address);

        assertEquals("accepted", ask("POST", token, "/accept").ok().get("state").asText());
        assertEquals("accepted", ask("POST", token, "/accept").ok().get("state").asText());

        var now = read(contact);
        assertEquals(List.of("email verified"), channels(now));
        assertEquals("accepted", now.get("invitation").asText());
        assertFalse(now.get("linked").asBoolean());
    }

    @Test
    void acceptingWithAnAccountMakesItTheGuardian() {
        var anna = household.signUp("Anna");
        var contact = invite(anna.email());
        var token = household.invitation(anna.email());
        assertEquals(List.of(), anna.bearer().list("/v1/guarding"));

        accept(anna.bearer(), token).ok();
        accept(anna.bearer(), token).ok();

        assertTrue(read(contact).get("linked").asBoolean());
        var guarded = anna.bearer().list("/v1/guarding");
        assertEquals(1, guarded.size());
        assertEquals("Ben", guarded.getFirst().get("name").asText());
        assertEquals(contact.get("id"), guarded.getFirst().get("contactId"));
        assertTrue(
                guarded.getFirst().get("active").asBoolean(),
                "the invitation was mailed to the account's own address, so that is verified");
        assertTrue(anna.bearer().get("/v1/me").ok().get("emailVerified").asBoolean());
    }

    @Test
    void anAccountWithAnotherAddressGuardsNobodyUntilItsOwnIsVerified() {
        var anna = household.signUp("Anna");
        var address = Household.address("anna-at-work");
        invite(address);

        accept(anna.bearer(), household.invitation(address)).ok();

        assertFalse(anna.bearer().list("/v1/guarding").getFirst().get("active").asBoolean());
        assertEquals(
                0,
                household.number(
                        "SELECT count(*) FROM guardianship g JOIN person p ON p.id = g.guardian_id"
                                + " WHERE p.email = '"
                                + anna.email()
                                + "'"));
    }

    @Test
    void nobodyIsTheirOwnGuardian() {
        var contact = invite(ben.email());
        var refused = accept(ben.bearer(), household.invitation(ben.email()));

        assertEquals(403, refused.status());
        assertEquals("not-allowed", refused.code());
        assertEquals(List.of("email unverified"), channels(read(contact)));
    }

    @Test
    void aSecondAccountIsNoGuardianByTheSameInvitation() {
        var anna = household.signUp("Anna");
        var eve = household.signUp("Eve");
        invite(anna.email());
        var token = household.invitation(anna.email());
        accept(anna.bearer(), token).ok();

        var refused = accept(eve.bearer(), token);

        assertEquals(409, refused.status());
        assertEquals("already-linked", refused.code());
        assertEquals(List.of(), eve.bearer().list("/v1/guarding"));
    }

    @Test
    void aDeviceCanNotAccept() {
        var address = Household.address("anna");
        invite(address);
        var token = ben.bearer().post("/v1/me/devices", "name", "watch").ok().get("token").asText();

        var refused =
                accept(new Bearer(ben.bearer().wire(), () -> token), household.invitation(address));

        assertEquals("not-allowed", refused.code());
    }

    @Test
    void whoDeclinesIsToldNothingAndGuardsNobody() {
        var anna = household.signUp("Anna");
        var contact = invite(anna.email());
        var token = household.invitation(anna.email());
        accept(anna.bearer(), token).ok();

        assertEquals("declined", ask("POST", token, "/decline").ok().get("state").asText());
        assertEquals("declined", ask("POST", token, "/decline").ok().get("state").asText());

        var now = read(contact);
        assertEquals("declined", now.get("invitation").asText());
        assertEquals(List.of("email opted-out"), channels(now));
        assertFalse(now.get("linked").asBoolean());
        assertEquals(List.of(), anna.bearer().list("/v1/guarding"));
        assertEquals(0, standing(contact));
        var channel = path(contact) + "/channels/" + contact.at("/channels/0/id").asText();
        assertEquals("opted-out", ben.bearer().post(channel + "/verification").code());
    }

    @Test
    void aContactThatWasMadeAgainIsStillDeclinedUntilItAccepts() {
        var address = Household.address("anna");
        var contact = invite(address);
        var token = household.invitation(address);
        ask("POST", token, "/decline").ok();
        ben.bearer().delete(path(contact)).ok();

        var again = invite(address.toUpperCase(java.util.Locale.ROOT));

        assertEquals(List.of("email opted-out"), channels(again));
        assertFalse(again.has("invitation"), "none is sent");
        ask("POST", token, "/accept").ok();
        assertEquals(List.of("email verified"), channels(read(again)));
        assertEquals(1, standing(again));
    }

    @Test
    void acceptingAfterARefusalBringsTheContactBack() {
        var address = Household.address("anna");
        var contact = invite(address);
        var token = household.invitation(address);
        ask("POST", token, "/decline").ok();

        ask("POST", token, "/accept").ok();

        assertEquals(List.of("email verified"), channels(read(contact)));
        assertEquals("accepted", read(contact).get("invitation").asText());
        assertEquals(1, standing(contact));
    }

    @Test
    void anInvitationOfARemovedContactIsGone() {
        var address = Household.address("anna");
        var contact = invite(address);
        var token = household.invitation(address);

        ben.bearer().delete(path(contact)).ok();

        assertEquals(404, ask("GET", token, "").status());
        assertEquals(404, ask("POST", token, "/accept").status());
    }

    @Test
    void aGuardianStops() {
        var anna = household.signUp("Anna");
        var contact = invite(anna.email());
        accept(anna.bearer(), household.invitation(anna.email())).ok();
        var guarded = anna.bearer().list("/v1/guarding").getFirst();
        var stop = "/v1/guarding/" + guarded.get("userId").asText();

        assertEquals(404, household.signedUp().delete(stop).status(), "not their own");
        assertEquals(204, anna.bearer().delete(stop).status());
        assertEquals(404, anna.bearer().delete(stop).status());

        assertEquals(List.of(), anna.bearer().list("/v1/guarding"));
        assertFalse(read(contact).get("linked").asBoolean());
        assertEquals(List.of("email verified"), channels(read(contact)), "messages go on");
    }

    @Test
    void nobodyIsFlooded() {
        var address = Household.address("anna");
        for (int n = 0; n < 10; n++) {
            assertEquals("sent", invite(address).get("invitation").asText());
        }
        var eleventh = invite(address);

        assertFalse(eleventh.has("invitation"), "the contact is made, without a letter");
        var channel = path(eleventh) + "/channels/" + eleventh.at("/channels/0/id").asText();
        var refused = ben.bearer().post(channel + "/verification");
        assertEquals(429, refused.status());
        assertEquals("too-many-attempts", refused.code());
    }

    private JsonNode invite(String address) {
        return ben.bearer()
                .post("/v1/contacts", "name", "Anna", "channels", List.of(email(address)))
                .ok();
    }

    private JsonNode read(JsonNode contact) {
        return ben.bearer().get(path(contact)).ok();
    }

    private static long standing(JsonNode contact) {
        return household.number(
                "SELECT count(*) FROM standing_contact WHERE id = '"
                        + contact.get("id").asText()
                        + "'");
    }

    private static Answer accept(Bearer who, String token) {
        return who.post("/v1/invitations/" + token + "/accept");
    }

    /** Without an account. */
    private static Answer ask(String method, String token, String action) {
        return household
                .signedUp()
                .wire()
                .call(
                        method,
                        "/v1/invitations/" + token + action,
                        Optional.empty(),
                        Optional.empty());
    }
}
