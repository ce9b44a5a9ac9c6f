package dev.mayday.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.mayday.identity.FrontDoor.Session;
import dev.mayday.local.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIT {
    private static FrontDoor door;

    @BeforeAll
    static void open() {
        door = FrontDoor.open();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    private static Set<Integer> statuses(List<Answer> answers) {
        return answers.stream().map(Answer::status).collect(Collectors.toSet());
    }

    @Test
    void signingInGivesATokenForAQuarterOfAnHour() {
        var email = door.signUp();
        var answer = door.attempt(email.toUpperCase(), FrontDoor.PASSWORD);
        assertEquals(201, answer.status());
        assertEquals(900, answer.body().path("expiresIn").asInt());
        assertEquals(200, door.me(Session.of(answer.body()).access()).status());
    }

    @Test
    void anAccessTokenEndsAfterAQuarterOfAnHour() {
        var session = door.signIn(door.signUp());
        door.timePasses(Duration.ofSeconds(901));
        assertEquals("not-signed-in", door.until(401, () -> door.me(session.access())).code());
        assertEquals(200, door.refresh(session.refresh()).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "a.b.c",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.AAAA"
            })
    void anythingElseIsNoToken(String token) {
        assertEquals("not-signed-in", door.me(token).code());
        assertEquals(401, door.me(token).status());
    }

    @Test
    void tenAtOnceWithTheSameRefreshTokenGetTheSameSuccessor() {
        var session = door.signIn(door.signUp());
        var answers = FrontDoor.atOnce(10, () -> door.refresh(session.refresh()));
        assertEquals(Set.of(200), statuses(answers));
        var successors =
                answers.stream()
                        .map(answer -> Session.of(answer.body()).refresh())
                        .collect(Collectors.toSet());
        assertEquals(1, successors.size());
        assertNotEquals(Set.of(session.refresh()), successors);
    }

    @Test
    void aUsedRefreshTokenAnswersAgainUntilItsSuccessorIsUsed() {
        var first = door.signIn(door.signUp());
        var second = Session.of(door.refresh(first.refresh()).ok());
        assertEquals(second.refresh(), Session.of(door.refresh(first.refresh()).ok()).refresh());
        var third = Session.of(door.refresh(second.refresh()).ok());

        assertEquals("not-signed-in", door.refresh(first.refresh()).code());
        // the whole family has ended with it, and its access tokens too
        assertEquals(401, door.refresh(third.refresh()).status());
        assertEquals(401, door.me(first.access()).status());
        assertEquals(401, door.me(third.access()).status());
    }

    @Test
    void aRefreshTokenUsedAgainAfterAMinuteEndsTheFamily() {
        var first = door.signIn(door.signUp());
        var second = Session.of(door.refresh(first.refresh()).ok());
        door.timePasses(Duration.ofSeconds(61));
        door.until(401, () -> door.refresh(first.refresh()));
        assertEquals(401, door.refresh(second.refresh()).status());
        assertEquals(401, door.me(second.access()).status());
    }

    @Test
    void aRefreshTokenEndsAfter90DaysUnused() {
        var session = door.signIn(door.signUp());
        door.execute("UPDATE refresh_token SET issued_at = issued_at - interval '91 days'");
        assertEquals(401, door.refresh(session.refresh()).status());
    }

    @Test
    void anEndedSessionsTokensAreRefusedAtOnce() {
        var email = door.signUp();
        var session = door.signIn(email);
        var other = door.signIn(email);
        assertEquals(204, door.call("DELETE", "/v1/sessions", session.access()).status());
        assertEquals(401, door.me(session.access()).status());
        assertEquals(401, door.refresh(session.refresh()).status());
        assertEquals(200, door.me(other.access()).status());
    }

    @Test
    void anUnknownAddressIsAnsweredLikeAWrongPassword() {
        var wrong = door.attempt(door.signUp(), "not the password");
        var unknown = door.attempt(FrontDoor.address(), "not the password");
        assertEquals(401, wrong.status());
        assertEquals("wrong-credentials", wrong.code());
        assertEquals(wrong.status(), unknown.status());
        assertEquals(wrong.body(), unknown.body());
    }

    @Test
    void tooManyWrongPasswordsAreThrottledAlikeForKnownAndUnknown() {
        assertEquals(throttled(door.signUp()), throttled(FrontDoor.address()));
    }

    private static List<String> throttled(String email) {
        var codes =
                IntStream.range(0, 12)
                        .mapToObj(i -> door.attempt(email, "not the password").code())
                        .toList();
        assertEquals("wrong-credentials", codes.getFirst());
        assertEquals("too-many-attempts", codes.getLast());
        return codes;
    }

    @Test
    void guessingAtOnceTellsNoMoreThanOneAfterAnother() {
        var email = door.signUp();
        var told =
                FrontDoor.atOnce(30, () -> door.attempt(email, "not the password")).stream()
                        .filter(answer -> answer.status() == 401)
                        .count();
        assertEquals(10, told);
    }

    @Test
    void theRightPasswordIsLockedOutForAQuarterOfAnHourAtMost() {
        var email = door.signUp();
        throttled(email);
        assertEquals(429, door.attempt(email, FrontDoor.PASSWORD).status());
        door.timePasses(Duration.ofMinutes(15));
        door.until(201, () -> door.attempt(email, FrontDoor.PASSWORD));
    }

    @Test
    void strangersLockNobodyOutOfAPlaceThatIsKnown() {
        var email = door.signUp();
        door.signIn(email);
        // what others' guesses from elsewhere count for is not what this address's count for
        var anywhere = door.number("SELECT count(*) FROM throttle WHERE key LIKE 'account:%'");
        door.attempt(email, "not the password");
        assertEquals(
                anywhere, door.number("SELECT count(*) FROM throttle WHERE key LIKE 'account:%'"));
        assertEquals(201, door.attempt(email, FrontDoor.PASSWORD).status());
    }

    @Test
    void manyAtOnceWithTheRightPasswordAllSignIn() {
        var email = door.signUp();
        assertEquals(
                Set.of(201),
                statuses(FrontDoor.atOnce(20, () -> door.attempt(email, FrontDoor.PASSWORD))));
    }

    @Test
    void anEndedTokenDoesNotKeepAnybodyFromSigningIn() {
        var email = door.signUp();
        var answer =
                door.call(
                        "POST",
                        "/v1/sessions",
                        "a.b.c",
                        "email",
                        email,
                        "password",
                        FrontDoor.PASSWORD);
        assertEquals(201, answer.status());
    }
}
