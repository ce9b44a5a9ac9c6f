package dev.mayday.notification.sms;

import static dev.mayday.notification.sms.RawSmsc.message;
import static dev.mayday.notification.sms.RawSmsc.tlv;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mayday.notification.Outcome.Accepted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an SMSC delivers, well or badly, and how it is answered. */
class InboundTest {
    private static final String ANNA = "4915112345678";
    private static final int TRY_AGAIN = 0x64;

    private final SmppTrial trial;

    InboundTest() throws IOException {
        trial = new SmppTrial(RawSmsc.polite()).bound();
    }

    @AfterEach
    void close() throws IOException {
        trial.close();
    }

    @Test
    void aReceiptIsHeardInEachDialectOfTheWire() throws Exception {
        var text = bytes("id:7 sub:001 dlvrd:001 stat:DELIVRD err:000");
        byte[] lost = {5};

        assertEquals(0, deliver(1, message(ANNA, 4, 0, text)));
        assertEquals(0, deliver(2, message(ANNA, 0, 0, text)));
        assertEquals(0, deliver(3, message(ANNA, 4, 0, bytes(""), tlv(0x0424, text))));
        assertEquals(
                0,
                deliver(
                        4,
                        message(
                                ANNA,
                                4,
                                0,
                                bytes(""),
                                tlv(0x001E, RawSmsc.text("8")),
                                tlv(0x0427, lost))));
        assertEquals(0, deliver(5, message(ANNA, 4, 0, bytes("id:9 stat:ENROUTE"))));
        assertEquals(0, deliver(6, message(ANNA, 4, 0, bytes("nonsense"))));

        trial.heard.becomes(
                "receipt 7 +4915112345678 Arrived",
                "receipt 7 +4915112345678 Arrived",
                "receipt 7 +4915112345678 Arrived",
                "receipt 8 +4915112345678 Lost");
    }

    @Test
    void aTextIsHeardInEachAlphabet() throws Exception {
        assertEquals(0, deliver(1, message(ANNA, 0, 0, bytes("OK"))));
        assertEquals(
                0,
                deliver(2, message("+" + ANNA, 0, 8, "نعم".getBytes(StandardCharsets.UTF_16BE))));
        assertEquals(0, deliver(3, message(ANNA, 0, 0, bytes(""), tlv(0x0424, bytes("SOS")))));

        trial.heard.becomes(
                "text +4915112345678 +12025550100 OK",
                "text +4915112345678 +12025550100 نعم",
                "text +4915112345678 +12025550100 SOS");
    }

    @Test
    void ofALongTextTheFirstPartCounts() throws Exception {
        byte[] first = {5, 0, 3, 9, 2, 1, 'S', 'O', 'S'};
        byte[] second = {5, 0, 3, 9, 2, 2, 'S', 'T', 'O', 'P'};

        assertEquals(0, deliver(1, message(ANNA, 0x40, 0, first)));
        assertEquals(0, deliver(2, message(ANNA, 0x40, 0, second)));
        assertEquals(
                0, deliver(3, message(ANNA, 0, 0, bytes("STOP"), tlv(0x020F, new byte[] {2}))));

        trial.heard.becomes("text +4915112345678 +12025550100 SOS");
    }

    @Test
    void whatCouldNotBeRecordedIsAskedForAgain() throws Exception {
        trial.heard.goesAway();
        assertEquals(TRY_AGAIN, deliver(1, message(ANNA, 0, 0, bytes("OK"))));
        assertEquals(TRY_AGAIN, deliver(2, message(ANNA, 4, 0, bytes("id:7 stat:DELIVRD"))));
        trial.heard.comesBack();
        assertEquals(0, deliver(3, message(ANNA, 0, 0, bytes("OK"))));
        assertEquals(0, deliver(4, message(ANNA, 4, 0, bytes("id:7 stat:DELIVRD"))));

        trial.heard.becomes(
                "text +4915112345678 +12025550100 OK", "receipt 7 +4915112345678 Arrived");
    }

    @Test
    void aReceiptMayComeBeforeTheAnswerToItsMessage() throws Exception {
        trial.smsc.becomes(
                RawSmsc.politeBut(
                        RawSmsc.SUBMIT,
                        (submit, peer) -> {
                            peer.send(
                                    RawSmsc.DELIVER,
                                    0,
                                    77,
                                    message(ANNA, 4, 0, bytes("id:early stat:DELIVRD")));
                            // only once that is answered: whoever waits for the other now waits
                            // for ever
                            Thread.ofVirtual().start(() -> answerAfter(77, submit, peer));
                        }));

        assertEquals(new Accepted("early"), trial.send());
        assertEquals(
                List.of("receipt early +4915112345678 Arrived", "taken early +4915112345678"),
                trial.heard.words());
    }

    @Test
    void whatIsBadlyMadeIsReadAsFarAsItGoes() throws Exception {
        byte[] cutOff = {0x04, 0x27, 0x00, 0x7F, 1};
        byte[] tooShort = tlv(0x0427, new byte[0]);
        byte[] vendors = tlv(0x1400, bytes("anything"));

        assertEquals(0, deliver(1, message(ANNA, 0, 0, "261125", bytes("OK"))));
        assertEquals(0, deliver(2, message(ANNA, 0, 0, bytes("2"), vendors, tooShort, cutOff)));
        assertEquals(
                0,
                deliver(
                        3,
                        message(
                                ANNA,
                                4,
                                0,
                                bytes("id:7 stat:UNDELIV"),
                                tlv(0x0423, new byte[] {1}))));

        trial.heard.becomes(
                "text +4915112345678 +12025550100 OK",
                "text +4915112345678 +12025550100 2",
                "receipt 7 +4915112345678 Lost");
    }

    @Test
    void whatCanNotBeReadAtAllIsRefusedAndTheSessionGoesOn() throws Exception {
        assertEquals(3, deliver(1, new byte[] {1, 2, 3}));
        assertEquals(3, deliver(2, new byte[0]));
        trial.smsc.send(0x7777, 1_003, bytes("what is this"));
        assertEquals(3, trial.smsc.await("a refusal", pdu -> pdu.sequence() == 1_003).status());

        assertInstanceOf(Accepted.class, trial.send());
        assertEquals(1, trial.smsc.received(RawSmsc.BIND).size());
    }

    @Test
    void aPduOfNoPossibleLengthEndsTheSessionAndItIsMadeAgain() throws Exception {
        for (int length : new int[] {0x7FFFFFFF, -1, 3}) {
            int binds = trial.bound().smsc.received(RawSmsc.BIND).size();
            trial.smsc.octets(java.nio.ByteBuffer.allocate(8).putInt(length).putInt(5).array());
            Awaitility.await().until(() -> trial.smsc.received(RawSmsc.BIND).size() > binds);
        }
        assertInstanceOf(Accepted.class, trial.bound().send());
    }

    private int deliver(int sequence, byte[] body) throws IOException {
        return trial.smsc.deliver(sequence + 1_000, body);
    }

    private void answerAfter(int sequence, RawSmsc.Pdu submit, RawSmsc.Peer peer) {
        trial.smsc.await(
                "the receipt is taken",
                pdu -> pdu.sequence() == sequence && pdu.is(RawSmsc.DELIVER | RawSmsc.RESP));
        try {
            peer.answer(submit, 0, RawSmsc.text("early"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
