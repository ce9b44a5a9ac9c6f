package dev.mayday.identity;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Answer;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccountIT {
    private static final String NEXT = "another horse entirely";
    private static FrontDoor door;

    @BeforeAll
    static void open() {
        door = FrontDoor.open();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    private static Answer confirmReset(String email, String code) {
        return door.post(
                "/v1/password-resets/confirm", "email", email, "code", code, "password", NEXT);
    }

    private static String another(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    @Test
    void anAddressIsTakenOnceInWhateverCase() {
        var email = FrontDoor.address();
        var answers =
                FrontDoor.atOnce(
                        5,
                        () ->
                                door.post(
                                        "/v1/users",
                                        "email",
                                        email,
                                        "name",
                                        "Anna",
                                        "password",
                                        FrontDoor.PASSWORD));
        assertEquals(1, answers.stream().filter(answer -> answer.status() == 201).count());
        var again =
                door.post(
                        "/v1/users",
                        "email",
                        email.toUpperCase(),
                        "name",
                        "Anna",
                        "password",
                        FrontDoor.PASSWORD);
        assertEquals("email-taken", again.code());
        assertEquals(409, again.status());
    }

    @Test
    void theAccountNeverShowsAHash() {
        var email = door.signUp();
        var token = door.signIn(email).access();
        door.call("PUT", "/v1/me/pins", token, "pin", "1234", "duressPin", "9999").ok();
        var me = door.me(token).ok();
        assertEquals(
                Set.of(
                        "id",
                        "email",
                        "emailVerified",
                        "name",
                        "phoneVerified",
                        "locale",
                        "timeZone",
                        "pinSet",
                        "role",
                        "createdAt"),
                me.properties().stream().map(field -> field.getKey()).collect(Collectors.toSet()));
        assertTrue(me.path("pinSet").asBoolean());
    }

    @Test
    void theCodeThatSignUpSendsVerifiesTheAddress() {
        var email = door.signUp();
        var token = door.signIn(email).access();
        assertFalse(door.me(token).ok().path("emailVerified").asBoolean());
        var code = door.code(email, 1);
        var confirm = "/v1/me/email/verification/confirm";
        assertEquals("invalid-code", door.call("POST", confirm, token, "code", "x").code());
        assertEquals(200, door.call("POST", confirm, token, "code", code).status());
        assertTrue(door.me(token).ok().path("emailVerified").asBoolean());
        // good once
        assertEquals("invalid-code", door.call("POST", confirm, token, "code", code).code());
    }

    @Test
    void aCodeIsGoodForFiveTries() {
        var email = door.signUp();
        var token = door.signIn(email).access();
        var code = door.code(email, 1);
        for (int i = 0; i < 5; i++) {
            door.call("POST", "/v1/me/email/verification/confirm", token, "code", another(code));
        }
        assertEquals(
                "invalid-code",
                door.call("POST", "/v1/me/email/verification/confirm", token, "code", code).code());
        assertEquals(202, door.call("POST", "/v1/me/email/verification", token).status());
        var next = door.code(email, 2);
        assertEquals(
                200,
                door.call("POST", "/v1/me/email/verification/confirm", token, "code", next)
                        .status());
    }

    @Test
    void aCodeIsGoodForAQuarterOfAnHour() {
        var email = door.signUp();
        var token = door.signIn(email).access();
        door.code(email, 1);
        var expires = door.number("SELECT extract(epoch FROM max(expires_at)) FROM one_time_code");
        var now = door.number("SELECT extract(epoch FROM mayday_now())");
        assertTrue(expires - now <= Duration.ofMinutes(15).toSeconds());
        door.execute("UPDATE one_time_code SET expires_at = mayday_now()");
        assertEquals(
                "invalid-code",
                door.call(
                                "POST",
                                "/v1/me/email/verification/confirm",
                                token,
                                "code",
                                door.code(email, 1))
                        .code());
    }

    @Test
    void aResetSetsThePasswordAndEndsEverySession() {
        var email = door.signUp();
        var session = door.signIn(email);
        door.code(email, 1);
        assertEquals(202, door.post("/v1/password-resets", "email", email).status());
        var code = door.code(email, 2);
        assertEquals("invalid-code", confirmReset(email, another(code)).code());
        assertEquals(204, confirmReset(email, code).status());
        assertEquals(401, door.me(session.access()).status());
        assertEquals(401, door.refresh(session.refresh()).status());
        assertEquals(401, door.attempt(email, FrontDoor.PASSWORD).status());
        assertEquals(201, door.attempt(email, NEXT).status());
    }

    @Test
    void aResetOfAnUnknownAddressIsAnsweredLikeThatOfAKnown() {
        var known = door.signUp();
        var unknown = FrontDoor.address();
        var first = door.post("/v1/password-resets", "email", known);
        var second = door.post("/v1/password-resets", "email", unknown);
        assertEquals(202, first.status());
        assertEquals(first.status(), second.status());
        assertEquals(first.body(), second.body());
        assertEquals(confirmReset(known, "x").body(), confirmReset(unknown, "x").body());
        door.code(known, 2);
        assertEquals(0, door.letters(unknown));
    }

    @Test
    void changingThePasswordNeedsTheOldOneAndEndsEverySession() {
        var email = door.signUp();
        var session = door.signIn(email);
        var wrong =
                door.call(
                        "POST", "/v1/me/password", session.access(), "old", "no", "password", NEXT);
        assertEquals("wrong-credentials", wrong.code());
        assertEquals(200, door.me(session.access()).status());
        assertEquals(
                204,
                door.call(
                                "POST",
                                "/v1/me/password",
                                session.access(),
                                "old",
                                FrontDoor.PASSWORD,
                                "password",
                                NEXT)
                        .status());
        assertEquals(401, door.me(session.access()).status());
        assertEquals(401, door.refresh(session.refresh()).status());
        assertEquals(201, door.attempt(email, NEXT).status());
    }

    @Test
    void aDeviceTokenOpensNothingOfTheAccountAndCanBeTakenBack() {
        var token = door.signIn(door.signUp()).access();
        var device = door.call("POST", "/v1/me/devices", token, "name", "OwnTracks").ok();
        var listed = door.call("GET", "/v1/me/devices", token).ok().path("items");
        assertEquals(1, listed.size());
        assertFalse(listed.get(0).has("token"));

        var deviceToken = device.get("token").asText();
        assertEquals("not-allowed", door.me(deviceToken).code());
        assertEquals(403, door.call("GET", "/v1/contacts", deviceToken).status());

        var path = "/v1/me/devices/" + device.get("id").asText();
        var stranger = door.signIn(door.signUp()).access();
        var notTheirs = door.call("DELETE", path, stranger);
        assertEquals(404, notTheirs.status());
        assertEquals(
                notTheirs.body(), door.call("DELETE", "/v1/me/devices/not-an-id", stranger).body());
        assertEquals(204, door.call("DELETE", path, token).status());
        assertEquals(401, door.me(deviceToken).status());
    }

    @Test
    void aDeletedAccountIsGoneAndItsAddressFree() {
        var email = door.signUp();
        var session = door.signIn(email);
        assertEquals(
                "wrong-credentials",
                door.call("DELETE", "/v1/me", session.access(), "password", "no").code());
        assertEquals(
                204,
                door.call("DELETE", "/v1/me", session.access(), "password", FrontDoor.PASSWORD)
                        .status());
        assertEquals(401, door.me(session.access()).status());
        assertEquals(401, door.refresh(session.refresh()).status());
        assertEquals(401, door.attempt(email, FrontDoor.PASSWORD).status());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        door.number(
                                        "SELECT count(*) FROM person WHERE email LIKE '%@removed.invalid'")
                                == 0);
        assertEquals(
                201,
                door.post(
                                "/v1/users",
                                "email",
                                email,
                                "name",
                                "Anna",
                                "password",
                                FrontDoor.PASSWORD)
                        .status());
    }

    @Test
    void aNameHasRoomFor200CharactersOfAnyKind() {
        var token = door.signIn(door.signUp()).access();
        var name = "🚑".repeat(200);

        assertEquals(200, door.call("PATCH", "/v1/me", token, "name", name).status());
        assertEquals(name, door.me(token).ok().path("name").asText());
        assertEquals("invalid-name", door.call("PATCH", "/v1/me", token, "name", "\u200B").code());
    }

    @Test
    void deletingAnAccountNeedsNoBody() {
        var token = door.signIn(door.signUp()).access();
        assertEquals(204, door.call("DELETE", "/v1/me", token).status());
        assertEquals(401, door.me(token).status());
    }

    @Test
    void anotherAddressNeedsThePasswordAndANewProof() {
        var email = door.signUp();
        var token = door.signIn(email).access();
        var next = FrontDoor.address();
        assertEquals("invalid-password", door.call("PATCH", "/v1/me", token, "email", next).code());
        var taken = door.signUp();
        assertEquals(
                "email-taken",
                door.call("PATCH", "/v1/me", token, "email", taken, "password", FrontDoor.PASSWORD)
                        .code());
        var me =
                door.call("PATCH", "/v1/me", token, "email", next, "password", FrontDoor.PASSWORD)
                        .ok();
        assertEquals(next, me.path("email").asText());
        // the code that went to the old address is none for the new one
        assertEquals(
                "invalid-code",
                door.call(
                                "POST",
                                "/v1/me/email/verification/confirm",
                                token,
                                "code",
                                door.code(email, 1))
                        .code());
        assertEquals(
                200,
                door.call(
                                "POST",
                                "/v1/me/email/verification/confirm",
                                token,
                                "code",
                                door.code(next, 1))
                        .status());
    }
}
