package dev.mayday.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RotationTest {
    private static final Instant ISSUED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LIFE = Duration.ofDays(90);
    private static final Duration GRACE = Duration.ofSeconds(60);

    private static Rotation unused(Instant now) {
        return Rotation.of(ISSUED, null, false, now, LIFE, GRACE);
    }

    private static Rotation used(boolean successorUsed, Duration since) {
        return Rotation.of(ISSUED, ISSUED, successorUsed, ISSUED.plus(since), LIFE, GRACE);
    }

    @Test
    void aTokenThatNobodyUsedBeginsItsSuccessor() {
        assertEquals(Rotation.FIRST, unused(ISSUED));
        assertEquals(Rotation.FIRST, unused(ISSUED.plus(LIFE)));
    }

    @Test
    void aTokenThatNobodyUsedFor90DaysHasEnded() {
        assertEquals(Rotation.EXPIRED, unused(ISSUED.plus(LIFE).plusMillis(1)));
    }

    @Test
    void aUsedTokenAnswersAgainFor60Seconds() {
        assertEquals(Rotation.AGAIN, used(false, Duration.ZERO));
        assertEquals(Rotation.AGAIN, used(false, GRACE));
        assertEquals(Rotation.STOLEN, used(false, GRACE.plusMillis(1)));
    }

    @Test
    void aUsedTokenWhoseSuccessorWasUsedIsStolenAtOnce() {
        assertEquals(Rotation.STOLEN, used(true, Duration.ZERO));
    }

    @Test
    void aUsedTokenIsStolenHoweverOld() {
        assertEquals(Rotation.STOLEN, used(false, LIFE.plusDays(1)));
    }

    @Test
    void theSameTokenHasTheSameSuccessorAndAnotherOneAnother() {
        var tokens = new RefreshTokens(new Keys("a secret of at least 32 characters"));
        var token = Opaque.random();
        assertEquals(tokens.successor(token), tokens.successor(new Opaque(token.text())));
        assertNotEquals(tokens.successor(token), tokens.successor(Opaque.random()));
    }

    @Test
    void withoutTheSecretNobodyKnowsTheSuccessor() {
        var token = Opaque.random();
        assertNotEquals(
                new RefreshTokens(new Keys("a secret of at least 32 characters")).successor(token),
                new RefreshTokens(new Keys("another of at least 32 characters!")).successor(token));
    }
}
