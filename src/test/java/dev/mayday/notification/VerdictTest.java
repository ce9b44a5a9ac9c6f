package dev.mayday.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant GIVE_UP = NOW.plus(Duration.ofHours(1));

    @Test
    void sentIsNotDelivered() {
        assertEquals("SENT", of(new Outcome.Accepted("ref-1"), 1).state());
        assertEquals("accepted", of(new Outcome.Accepted("ref-1"), 1).attempt());
        assertEquals("DELIVERED", of(new Outcome.Delivered(), 1).state());
    }

    @Test
    void whatMayWorkLaterIsQueuedAgainWithGrowingPatience() {
        var waits =
                java.util.stream.IntStream.rangeClosed(1, 5)
                        .mapToObj(tries -> of(new Outcome.RetryLater(null, "busy"), tries))
                        .map(verdict -> Duration.between(NOW, verdict.retryAt()))
                        .toList();

        for (int i = 1; i < waits.size(); i++) {
            assertTrue(waits.get(i).compareTo(waits.get(i - 1)) > 0, waits.toString());
        }
        assertTrue(waits.getFirst().compareTo(Duration.ofSeconds(2)) <= 0);
    }

    @Test
    void aProviderMayAskForMorePatienceNeverForLess() {
        var more = of(new Outcome.RetryLater(Duration.ofSeconds(90), "429"), 1);
        var less = of(new Outcome.RetryLater(Duration.ZERO, "429"), 3);

        assertEquals(NOW.plusSeconds(90), more.retryAt());
        assertTrue(less.retryAt().isAfter(NOW.plusSeconds(11)));
    }

    @Test
    void whatStillFailsAfterTheTimeIsGivenUp() {
        var verdict =
                Verdict.of(
                        new Outcome.RetryLater(null, "busy"),
                        9,
                        NOW,
                        NOW.plusSeconds(1),
                        false,
                        new Random(1));

        assertEquals("FAILED", verdict.state());
        assertEquals("retry", verdict.attempt());
        assertNull(verdict.retryAt());
    }

    @Test
    void aRejectionIsFinal() {
        assertEquals("FAILED", of(new Outcome.Rejected("550"), 1).state());
        assertEquals("rejected", of(new Outcome.Gone("410"), 1).attempt());
    }

    @Test
    void whatOneProviderRefusesOrCannotDoAnotherTriesAtOnce() {
        for (var outcome :
                List.of(
                        new Outcome.Rejected("no route"),
                        new Outcome.Unavailable("down"),
                        silent())) {
            assertEquals("QUEUED", of(outcome, 1, true).state());
            assertEquals(NOW, of(outcome, 1, true).retryAt());
        }
        assertEquals("rejected", of(new Outcome.Rejected("no route"), 1, true).attempt());
        assertEquals("retry", of(new Outcome.Unavailable("down"), 1, true).attempt());
    }

    @Test
    void theOnlyProviderThatDoesNotWorkIsTriedAgainLater() {
        assertTrue(of(new Outcome.Unavailable("down"), 1).retryAt().isAfter(NOW.plusSeconds(1)));
    }

    @Test
    void theOnlyProviderHasLongToSayWhatBecomesOfAMessageAndLongerEachTime() {
        var first = Duration.between(NOW, of(silent(), 1).retryAt());
        var second = Duration.between(NOW, of(silent(), 2).retryAt());

        assertEquals("retry", of(silent(), 1).attempt());
        assertEquals(Duration.ofMinutes(1), first);
        assertEquals(Duration.ofMinutes(2), second);
    }

    @Test
    void whatIsSaidLateCountsUnlessItIsBeingSentAgain() {
        var waits = queued(1);
        waits.take(of(silent(), 1), 1, NOW);
        waits.take(of(new Outcome.Accepted("late"), 1), 1, NOW.plusSeconds(8));
        assertEquals("SENT", waits.state);
        assertNull(waits.retryAt);

        var lost = queued(1);
        lost.take(of(silent(), 1), 1, NOW);
        lost.take(of(new Outcome.Unavailable("the session was lost"), 1), 1, NOW);
        assertTrue(lost.retryAt.isBefore(NOW.plusSeconds(3)), "nobody is going to say anything");
    }

    @Test
    void aMessageThatGotLostGoesByAnotherProvider() {
        var delivery = queued(1);
        delivery.take(of(new Outcome.Accepted("ref"), 1), 1, NOW);
        delivery.take(new Receipt.Lost("absent"), true, NOW.plusSeconds(5));

        assertEquals("QUEUED", delivery.state);
        assertEquals(NOW.plusSeconds(5), delivery.retryAt);
        assertEquals(NOW, delivery.sentAt, "that it was sent once stays on record");
    }

    @Test
    void whatArrivedIsNotLostAfterwards() {
        var delivery = queued(1);
        delivery.take(of(new Outcome.Accepted("ref"), 1), 1, NOW);
        delivery.take(new Receipt.Arrived(), true, NOW.plusSeconds(1));
        delivery.take(new Receipt.Lost("expired"), true, NOW.plusSeconds(5));

        assertEquals("DELIVERED", delivery.state);
        assertEquals(NOW.plusSeconds(1), delivery.deliveredAt);
    }

    @Test
    void aLaterFailureNeverHidesAnEarlierSuccess() {
        var delivery = queued(2);
        delivery.take(of(new Outcome.Accepted(null), 1), 1, NOW);
        delivery.take(of(new Outcome.Rejected("550"), 2), 2, NOW.plusSeconds(1));

        assertEquals("SENT", delivery.state);
        assertEquals(NOW, delivery.sentAt);
        assertNull(delivery.deliveredAt);
    }

    @Test
    void aReceiptTurnsSentIntoDeliveredAndNothingTurnsItBack() {
        var delivery = queued(1);
        delivery.take(of(new Outcome.Accepted(null), 1), 1, NOW);
        delivery.take(of(new Outcome.Delivered(), 1), 1, NOW.plusSeconds(1));
        delivery.take(of(new Outcome.Accepted(null), 1), 1, NOW.plusSeconds(2));

        assertEquals("DELIVERED", delivery.state);
        assertEquals(NOW, delivery.sentAt);
        assertEquals(NOW.plusSeconds(1), delivery.deliveredAt);
    }

    @Test
    void aFailureOfAnAttemptThatWasOvertakenSaysNothing() {
        var delivery = queued(2);
        delivery.take(of(new Outcome.Rejected("550"), 1), 1, NOW);

        assertEquals("QUEUED", delivery.state);
        assertNotNull(delivery.leasedBy, "the second attempt still has it");
    }

    @Test
    void aLettersCodeIsForgottenOnceItIsSent() {
        var delivery = queued(1);
        delivery.parameters = "{\"code\":\"123456\"}";
        delivery.take(of(new Outcome.RetryLater(null, "451"), 1), 1, NOW);
        assertNotNull(delivery.parameters);
        assertNull(delivery.leasedBy);

        delivery.take(of(new Outcome.Accepted(null), 1), 1, NOW);
        assertNull(delivery.parameters);
    }

    @Test
    void aCodeThatACallIsToSayIsForgottenOnceTheCallIsOver() {
        for (var end : List.of(new Receipt.Arrived(), new Receipt.Lost("nobody answered"))) {
            var delivery = queued(1, "channel-verification", "voice");
            delivery.parameters = "{\"code\":\"123456\"}";
            delivery.take(of(new Outcome.Accepted("CA1"), 1), 1, NOW);
            assertNotNull(delivery.parameters);

            delivery.take(end, false, NOW);
            assertNull(delivery.parameters);
        }
    }

    @Test
    void aLetterThatGotLostAfterItsCodeWasForgottenHasFailed() {
        var delivery = queued(1, "channel-verification", "sms");
        delivery.parameters = "{\"code\":\"123456\"}";
        delivery.take(of(new Outcome.Accepted("SM1"), 1), 1, NOW);
        delivery.take(new Receipt.Lost("absent"), true, NOW);

        assertEquals("FAILED", delivery.state);
    }

    @Test
    void aLongExplanationIsCut() {
        assertFalse(of(new Outcome.Rejected("x".repeat(5_000)), 1).detail().length() > 300);
    }

    private static Delivery queued(int tries) {
        return queued(tries, Purpose.RAISED, "sms");
    }

    private static Delivery queued(int tries, String purpose, String channel) {
        var delivery = new Delivery(UUID.randomUUID(), purpose, channel, tries, "QUEUED");
        delivery.leasedBy = 7;
        delivery.leasedUntil = NOW.plusSeconds(60);
        return delivery;
    }

    private static Outcome silent() {
        return new Outcome.Silent("no answer in time", new CompletableFuture<>());
    }

    private static Verdict of(Outcome outcome, int tries) {
        return of(outcome, tries, false);
    }

    private static Verdict of(Outcome outcome, int tries, boolean others) {
        return Verdict.of(outcome, tries, NOW, GIVE_UP, others, new Random(1));
    }
}
