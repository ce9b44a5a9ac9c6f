package dev.mayday.notification.sms;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.Accepted;
import dev.mayday.notification.Outcome.Silent;
import dev.mayday.notification.Outcome.Unavailable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An SMSC that takes a message and says so when nobody waits for it any more. */
class LateAnswerTest {

    @Test
    void anAnswerThatComesLateIsStillTheMessages() throws Exception {
        var late = new CompletableFuture<Runnable>();
        try (var trial = new SmppTrial(holding(late)).bound()) {
            var silent = assertInstanceOf(Silent.class, trial.send());
            trial.smsc.becomes(RawSmsc.polite());
            late.get(1, TimeUnit.SECONDS).run();

            assertEquals(new Accepted("late"), said(silent));
            assertEquals(new Accepted("m1"), trial.send());
            trial.heard.becomes("taken late +4915112345678", "taken m1 +4915112345678");
        }
    }

    @Test
    void whoHasTheFirstPartLateGetsTheOthersToo() throws Exception {
        var late = new CompletableFuture<Runnable>();
        try (var trial = new SmppTrial(holding(late)).bound()) {
            var silent = assertInstanceOf(Silent.class, trial.send(350));
            assertEquals(1, trial.smsc.submitted().size());
            trial.smsc.becomes(RawSmsc.polite());
            late.get(1, TimeUnit.SECONDS).run();

            assertEquals(new Accepted("m2"), said(silent));
            assertEquals(3, trial.smsc.submitted().size());
        }
    }

    @Test
    void whoEndsTheSessionWillNotAnswerAnyMore() throws Exception {
        try (var trial = new SmppTrial(holding(new CompletableFuture<>())).bound()) {
            var silent = assertInstanceOf(Silent.class, trial.send());
            trial.smsc.drop();

            assertEquals(new Unavailable("the session with the SMSC was lost"), said(silent));
        }
    }

    /** Keeps the answer to the first message until the test gives it. */
    private static RawSmsc.Script holding(CompletableFuture<Runnable> answer) {
        return RawSmsc.politeBut(
                RawSmsc.SUBMIT, (submit, peer) -> answer.complete(() -> answer(submit, peer)));
    }

    private static Outcome said(Silent silent) throws Exception {
        return silent.later().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void answer(RawSmsc.Pdu submit, RawSmsc.Peer peer) {
        try {
            peer.answer(submit, 0, RawSmsc.text("late"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
