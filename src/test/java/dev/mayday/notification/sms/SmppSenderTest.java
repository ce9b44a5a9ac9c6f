package dev.mayday.notification.sms;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.notification.Outcome.Accepted;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.Outcome.Silent;
import dev.mayday.notification.Outcome.Unavailable;
import dev.mayday.notification.Samples;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What goes to an SMSC, and what it may do instead of taking it. */
class SmppSenderTest {

    @Test
    void aMessageGoesOutAsTheStandardHasIt() throws Exception {
        try (var trial = new SmppTrial(RawSmsc.polite()).bound()) {
            assertEquals(new Accepted("m1"), trial.send());

            var sent = trial.smsc.submitted().getFirst();
            assertEquals("12025550100", sent.from());
            assertEquals(1, sent.fromTon());
            assertEquals(1, sent.fromNpi());
            assertEquals("4915112345678", sent.to());
            assertEquals(1, sent.toTon());
            assertEquals(1, sent.toNpi());
            assertEquals(0, sent.esmClass());
            assertEquals(0, sent.dataCoding());
            assertEquals(1, sent.receipt());
            assertEquals("000000010000000R", sent.validity());
            assertTrue(Gsm7.decode(sent.text()).startsWith("https://mayday.example/a/token"));
            trial.heard.becomes("taken m1 +4915112345678");
        }
    }

    @Test
    void aBindIsATransceiversWithItsNameAndPassword() throws Exception {
        try (var trial = new SmppTrial(RawSmsc.polite(), "system-type", "alerts").bound()) {
            var bind = new PduCursor(trial.smsc.received(RawSmsc.BIND).getFirst().body(), 0);

            assertEquals("mayday", new String(bind.text()));
            assertEquals("secret", new String(bind.text()));
            assertEquals("alerts", new String(bind.text()));
            assertEquals(0x34, bind.number(1));
        }
    }

    @Test
    void aNameAsSenderIsAlphanumeric() throws Exception {
        try (var trial = new SmppTrial(RawSmsc.polite(), "from", "Mayday").bound()) {
            trial.send();

            var sent = trial.smsc.submitted().getFirst();
            assertEquals("5 0 Mayday", sent.fromTon() + " " + sent.fromNpi() + " " + sent.from());
        }
    }

    @Test
    void ofALongMessageTheLastPartIsReportedOn() throws Exception {
        try (var trial = new SmppTrial(RawSmsc.polite()).bound()) {
            assertEquals(new Accepted("m3"), trial.send(350));

            var sent = trial.smsc.submitted();
            assertEquals(3, sent.size());
            for (int i = 0; i < 3; i++) {
                assertEquals(0x40, sent.get(i).esmClass());
                assertEquals(i == 2 ? 1 : 0, sent.get(i).receipt());
                assertArrayEquals(new byte[] {5, 0, 3}, Arrays.copyOf(sent.get(i).text(), 3));
                assertEquals(3, sent.get(i).text()[4]);
                assertEquals(i + 1, sent.get(i).text()[5]);
            }
            trial.heard.becomes("taken m3 +4915112345678");
        }
    }

    @Test
    void aMessageThatGoesOutAgainHasTheSameReference() throws Exception {
        try (var trial = new SmppTrial(RawSmsc.polite()).bound()) {
            trial.send(200);
            trial.send(200);

            var sent = trial.smsc.submitted();
            assertEquals(4, sent.size());
            assertArrayEquals(sent.get(0).parameters(), sent.get(2).parameters());
            assertArrayEquals(new byte[] {2, 4, 0, 2}, Arrays.copyOf(sent.get(0).parameters(), 4));
            assertFalse(Arrays.equals(sent.get(0).parameters(), sent.get(1).parameters()));
            assertEquals(sent.get(0).text()[3], sent.get(2).text()[3]);
        }
    }

    @Test
    void anSmscOfAnOlderVersionGetsNoParameters() throws Exception {
        var script =
                RawSmsc.politeBut(
                        RawSmsc.BIND,
                        (bind, peer) ->
                                peer.answer(
                                        bind,
                                        0,
                                        join(
                                                RawSmsc.text("a name that is too long for it"),
                                                RawSmsc.tlv(0x0210, new byte[] {0x33}))));
        try (var trial = new SmppTrial(script).bound()) {
            assertEquals(new Accepted("m1"), trial.send());
            assertEquals(0, trial.smsc.submitted().getFirst().parameters().length);
        }
    }

    @Test
    void whatIsNoNumberIsNotSent() throws Exception {
        try (var trial = new SmppTrial(RawSmsc.polite()).bound()) {
            var alert = Samples.raised(Samples.alert("Dana", false, false, null));

            assertInstanceOf(
                    Rejected.class, trial.sender.send(Samples.to("anna@example.org", alert)));
            assertEquals(0, trial.smsc.submitted().size());
        }
    }

    @Test
    void whoAsksForPatienceGetsIt() throws Exception {
        var script =
                RawSmsc.politeBut(
                        RawSmsc.SUBMIT, (submit, peer) -> peer.answer(submit, 0x58, new byte[0]));
        try (var trial = new SmppTrial(script).bound()) {
            var later = assertInstanceOf(RetryLater.class, trial.send());

            assertEquals(Duration.ofSeconds(1), later.after());
            assertFalse(later.why().contains("4915112345678"));
            assertEquals(5, trial.sender.width());
            trial.smsc.becomes(RawSmsc.polite());
            assertInstanceOf(Accepted.class, trial.send());
        }
    }

    @Test
    void aMessageThatIsHalfTakenIsFinishedThroughAThrottle() throws Exception {
        var asked = new AtomicInteger();
        var script =
                RawSmsc.politeBut(
                        RawSmsc.SUBMIT,
                        (submit, peer) -> {
                            int nth = asked.incrementAndGet();
                            peer.answer(
                                    submit,
                                    nth == 2 ? 0x14 : 0,
                                    nth == 2 ? new byte[0] : RawSmsc.text("n" + nth));
                        });
        try (var trial = new SmppTrial(script).bound()) {
            assertEquals(new Accepted("n3"), trial.send(200));
        }
    }

    @Test
    void aRefusalMayHaveABodyOrNone() throws Exception {
        for (var body : new byte[][] {{}, {0}, RawSmsc.text("x"), {'x'}}) {
            var script =
                    RawSmsc.politeBut(
                            RawSmsc.SUBMIT, (submit, peer) -> peer.answer(submit, 0x0B, body));
            try (var trial = new SmppTrial(script).bound()) {
                assertInstanceOf(Rejected.class, trial.send());
            }
        }
    }

    @Test
    void anAnswerWithoutANameOrWithALongOneIsStillAnAnswer() throws Exception {
        for (var body : new byte[][] {{}, {0}, RawSmsc.text("9".repeat(200)), {'7'}}) {
            var script =
                    RawSmsc.politeBut(
                            RawSmsc.SUBMIT, (submit, peer) -> peer.answer(submit, 0, body));
            try (var trial = new SmppTrial(script).bound()) {
                assertInstanceOf(Accepted.class, trial.send());
            }
        }
    }

    @Test
    void aGenericNackIsARefusal() throws Exception {
        var script =
                RawSmsc.politeBut(
                        RawSmsc.SUBMIT,
                        (submit, peer) ->
                                peer.send(RawSmsc.RESP, 0x58, submit.sequence(), new byte[0]));
        try (var trial = new SmppTrial(script).bound()) {
            assertInstanceOf(RetryLater.class, trial.send());
        }
    }

    @Test
    void whoNeverAnswersIsSilentInTimeAndHoldsUpNobody() throws Exception {
        var script = RawSmsc.politeBut(RawSmsc.SUBMIT, (submit, peer) -> {});
        try (var trial = new SmppTrial(script).bound()) {
            long begun = System.nanoTime();
            var sends = new CompletableFuture<?>[10];
            for (int i = 0; i < sends.length; i++) {
                sends[i] = CompletableFuture.supplyAsync(trial::send, task -> start(task));
            }
            for (var send : sends) {
                assertInstanceOf(Silent.class, send.get(20, TimeUnit.SECONDS));
            }
            assertTrue(seconds(begun) < 8, "took " + seconds(begun) + " s");
            trial.smsc.await("a sign of life is asked for", pdu -> pdu.is(RawSmsc.ENQUIRE));
            trial.smsc.becomes(RawSmsc.polite());
            assertInstanceOf(Accepted.class, trial.send());
        }
    }

    @Test
    void aSessionThatIsDroppedUnderAMessageIsSeenAtOnceAndMadeAgain() throws Exception {
        var script = RawSmsc.politeBut(RawSmsc.SUBMIT, (submit, peer) -> peer.close());
        try (var trial = new SmppTrial(script, "response-timeout", "PT9S").bound()) {
            long begun = System.nanoTime();
            assertInstanceOf(Unavailable.class, trial.send());
            assertTrue(seconds(begun) < 6, "not after the 9 s that an answer may take");

            trial.smsc.becomes(RawSmsc.polite());
            Awaitility.await().until(() -> trial.bound().send() instanceof Accepted);
            assertTrue(trial.binds("lost") >= 1);
        }
    }

    @Test
    void anSmscThatSaysGoodbyeIsBoundAgain() throws Exception {
        try (var trial = new SmppTrial(RawSmsc.polite()).bound()) {
            trial.smsc.send(RawSmsc.UNBIND, 900, new byte[0]);
            trial.smsc.await("goodbye", pdu -> pdu.is(RawSmsc.UNBIND | RawSmsc.RESP));

            Awaitility.await().until(() -> trial.smsc.received(RawSmsc.BIND).size() > 1);
            assertInstanceOf(Accepted.class, trial.bound().send());
        }
    }

    @Test
    void aWrongPasswordIsUnavailableAndTriedAgainForAsLongAsItTakes() throws Exception {
        var script =
                RawSmsc.politeBut(
                        RawSmsc.BIND, (bind, peer) -> peer.answer(bind, 0x0E, new byte[0]));
        try (var trial = new SmppTrial(script)) {
            Awaitility.await().until(() -> trial.binds("refused") >= 2);
            long begun = System.nanoTime();
            assertInstanceOf(Unavailable.class, trial.send());
            assertTrue(seconds(begun) < 1, "a message does not wait for a session");
            assertEquals(0, trial.metrics.get("mayday.smpp.bound").gauge().value());

            trial.smsc.becomes(RawSmsc.polite());
            assertInstanceOf(Accepted.class, trial.bound().send());
            assertEquals(1, trial.metrics.get("mayday.smpp.bound").gauge().value());
        }
    }

    @Test
    void aLineThatIsDeadIsFoundByAskingForASignOfLife() throws Exception {
        var script = RawSmsc.politeBut(RawSmsc.ENQUIRE, (enquire, peer) -> {});
        try (var trial = new SmppTrial(script, "enquire-link", "PT0.2S").bound()) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> trial.smsc.received(RawSmsc.BIND).size() > 1);
            assertNotEquals(0, trial.binds("lost"));
        }
    }

    @Test
    void goingDownSaysGoodbyeAndBindsNoMore() throws Exception {
        try (var trial = new SmppTrial(RawSmsc.polite()).bound()) {
            trial.sender.close();

            trial.smsc.await("goodbye", pdu -> pdu.is(RawSmsc.UNBIND));
            Awaitility.await().until(() -> !trial.sender.bound());
            assertInstanceOf(Unavailable.class, trial.send());
            assertEquals(1, trial.smsc.received(RawSmsc.BIND).size());
        }
    }

    private static void start(Runnable task) {
        Thread.ofVirtual().start(task);
    }

    private static byte[] join(byte[] one, byte[] two) {
        var both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
