package dev.mayday.notification.sms;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Accepted;
import dev.mayday.local.Broker;
import dev.mayday.local.House;
import dev.mayday.local.Json;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An SMSC that answers a message in hexadecimal and reports on it in decimal, on record. */
class DialectIT {
    private static final AtomicLong IDS = new AtomicLong(0xABCD00);
    private static final AtomicInteger SEQUENCE = new AtomicInteger(70_000);
    private static final Map<String, Long> BY_NUMBER = new ConcurrentHashMap<>();

    private static RawSmsc smsc;
    private static House house;
    private static ByText byText;

    private final String anna = ByText.number();
    private final Phone dana = house.mayday().phone("Dana");

    @BeforeAll
    static void open() throws IOException {
        smsc = new RawSmsc(RawSmsc.politeBut(RawSmsc.SUBMIT, DialectIT::take));
        house =
                House.open(
                        Broker.shared(),
                        plan ->
                                plan.textsBySmpp()
                                        .with("MAYDAY_SMPP_PORT", String.valueOf(smsc.port())));
        byText = new ByText(house);
    }

    @AfterAll
    static void close() throws IOException {
        house.close();
        smsc.close();
    }

    @Test
    void theReportIsFoundByItsNumber() throws IOException {
        var alert = sent();

        assertEquals(0, report(anna, id(anna), "DELIVRD"));

        becomes(alert, "DELIVERED");
    }

    @Test
    void aReportOnSomebodyElsesMessageIsNotTakenForIt() throws IOException {
        var alert = sent();

        assertEquals(0, report(ByText.number(), id(anna), "DELIVRD"));
        assertEquals(0, report(anna, id(anna) + 4_000_000, "DELIVRD"));

        assertEquals("SENT", state(alert));
    }

    @Test
    void whatTheNetworkLostIsFailed() throws IOException {
        var alert = sent();

        assertEquals(0, report(anna, id(anna), "UNDELIV"));
        assertEquals(0, report(anna, id(anna), "UNDELIV"));

        becomes(alert, "FAILED");
    }

    @Test
    void aReportThatComesBeforeTheAnswerIsFoundOnceThatIsThere() throws IOException {
        byText.contact(dana, "Anna", anna);
        Awaitility.await().atMost(PATIENCE).until(() -> BY_NUMBER.containsKey(anna));
        smsc.becomes(RawSmsc.politeBut(RawSmsc.SUBMIT, DialectIT::reportFirst));
        try {
            becomes(dana.presses(Press.sos()), "DELIVERED");
        } finally {
            smsc.becomes(RawSmsc.politeBut(RawSmsc.SUBMIT, DialectIT::take));
        }
    }

    @Test
    void anAnswerThatComesLateSparesTheContactASecondText() {
        byText.contact(dana, "Anna", anna);
        Awaitility.await().atMost(PATIENCE).until(() -> BY_NUMBER.containsKey(anna));
        var held = new CompletableFuture<Runnable>();
        smsc.becomes(
                RawSmsc.politeBut(
                        RawSmsc.SUBMIT,
                        (submit, peer) -> {
                            long id = named(submit);
                            held.complete(() -> answer(submit, peer, id));
                        }));
        try {
            var alert = dana.presses(Press.sos());
            becomes(alert, "QUEUED", "retry");
            held.join().run();
            becomes(alert, "SENT", "accepted");
        } finally {
            smsc.becomes(RawSmsc.politeBut(RawSmsc.SUBMIT, DialectIT::take));
        }
        assertEquals(
                2, // with the invitation
                smsc.submitted().stream().filter(one -> anna.endsWith(one.to())).count());
    }

    private void becomes(Accepted alert, String state, String attempt) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> {
                    var delivery = delivery(alert);
                    assertEquals(state, delivery.path("state").asText());
                    assertEquals(
                            List.of(attempt),
                            delivery.path("attempts").findValuesAsText("outcome"));
                });
    }

    /** An alert whose text the SMSC has taken, on record. */
    private Accepted sent() {
        byText.contact(dana, "Anna", anna);
        Awaitility.await().atMost(PATIENCE).until(() -> BY_NUMBER.containsKey(anna));
        var alert = dana.presses(Press.sos());
        becomes(alert, "SENT");
        return alert;
    }

    private static void take(RawSmsc.Pdu submit, RawSmsc.Peer peer) throws IOException {
        peer.answer(submit, 0, RawSmsc.text("%08X".formatted(named(submit))));
    }

    private static void reportFirst(RawSmsc.Pdu submit, RawSmsc.Peer peer) throws IOException {
        long id = named(submit);
        int sequence = SEQUENCE.incrementAndGet();
        var to = RawSmsc.Submitted.of(submit.body()).to();
        peer.send(RawSmsc.DELIVER, 0, sequence, receipt(to, id, "DELIVRD"));
        Thread.ofVirtual()
                .start(() -> {
                    smsc.await("the receipt is taken", pdu -> pdu.sequence() == sequence);
                    answer(submit, peer, id);
                });
    }

    private static void answer(RawSmsc.Pdu submit, RawSmsc.Peer peer, long id) {
        try {
            peer.answer(submit, 0, RawSmsc.text("%08X".formatted(id)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long named(RawSmsc.Pdu submit) {
        long id = IDS.incrementAndGet();
        BY_NUMBER.put("+" + RawSmsc.Submitted.of(submit.body()).to(), id);
        return id;
    }

    private static long id(String number) {
        return BY_NUMBER.get(number);
    }

    private static int report(String number, long id, String state) throws IOException {
        return smsc.deliver(SEQUENCE.incrementAndGet(), receipt(number.substring(1), id, state));
    }

    private static byte[] receipt(String from, long id, String state) {
        var text = "id:%010d sub:001 dlvrd:000 stat:%s err:000".formatted(id, state);
        return RawSmsc.message(from, 4, 0, text.getBytes(StandardCharsets.US_ASCII));
    }

    private void becomes(Accepted alert, String state) {
        Awaitility.await().atMost(PATIENCE).until(() -> state(alert), state::equals);
    }

    private String state(Accepted alert) {
        return delivery(alert).path("state").asText();
    }

    private JsonNode delivery(Accepted alert) {
        var deliveries = dana.reads(alert.alertId()).deliveries();
        return deliveries.isEmpty() ? Json.object() : deliveries.getFirst();
    }
}
