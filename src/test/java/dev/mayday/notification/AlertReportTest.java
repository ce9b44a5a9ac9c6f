package dev.mayday.notification;

import static dev.mayday.notification.Samples.PRESSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.alert.AlertView;
import dev.mayday.alert.AlertView.Answer;
import dev.mayday.notification.AlertReport.Missed;
import dev.mayday.notification.AlertReport.Named;
import dev.mayday.notification.Message.Letter;
import dev.mayday.wire.ContactId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertReportTest {
    private static final UUID BEN = new UUID(1, 1);
    private static final UUID CARL = new UUID(1, 2);

    private static DeliveryView delivery(
            UUID contact, String channel, String purpose, String state, @Nullable Integer sent) {
        return new DeliveryView(
                UUID.randomUUID(),
                contact,
                contact.equals(BEN) ? "Ben" : "Carl",
                channel,
                purpose,
                0,
                state,
                PRESSED,
                sent == null ? null : PRESSED.plusSeconds(sent),
                state.equals("DELIVERED") && sent != null ? PRESSED.plusSeconds(sent + 1) : null,
                List.of());
    }

    private static DeliveryView raised(UUID contact, String state, @Nullable Integer sent) {
        return delivery(contact, "email", "alert-raised", state, sent);
    }

    private static AlertView drill(List<Answer> going, List<Answer> declined) {
        var sample = Samples.alert("Dana", true, false, null);
        return new AlertView(
                sample.id(),
                sample.clientAlertId(),
                sample.kind(),
                sample.state(),
                sample.version(),
                false,
                true,
                PRESSED,
                PRESSED,
                PRESSED,
                null,
                sample.person(),
                null,
                going,
                declined,
                null,
                null);
    }

    private static AlertReport report(List<DeliveryView> deliveries, Answer... going) {
        return AlertReport.of(
                drill(List.of(going), List.of()),
                null,
                deliveries,
                List.of(new Named(BEN, "Ben", true, false), new Named(CARL, "Carl", true, false)));
    }

    private static Answer said(UUID contact, int after) {
        return new Answer(new ContactId(contact), "Ben", PRESSED.plusSeconds(after), null, null);
    }

    @Test
    void theFirstMessageThatCameThroughCountsForItsChannel() {
        var report =
                report(
                        List.of(
                                raised(BEN, "FAILED", null),
                                raised(BEN, "SENT", 60),
                                raised(BEN, "DELIVERED", 120),
                                delivery(BEN, "push", "alert-raised", "DELIVERED", 1),
                                delivery(BEN, "email", "alert-ended", "SENT", 200)));

        assertEquals(2, report.told().size());
        var mail = report.told().getFirst();
        assertEquals("email", mail.channel());
        assertEquals(60.0, mail.toldAfterSeconds());
        assertNull(mail.deliveredAfterSeconds());
        assertEquals(2.0, report.told().getLast().deliveredAfterSeconds());
        assertEquals(1, report.toldContacts());
    }

    @Test
    void whoWasMissedIsNamedWithTheReason() {
        var report =
                AlertReport.of(
                        drill(List.of(), List.of()),
                        PRESSED,
                        List.of(raised(BEN, "FAILED", null), raised(BEN, "SUPPRESSED", null)),
                        List.of(
                                new Named(BEN, "Ben", true, false),
                                new Named(CARL, "Carl", false, false),
                                new Named(new UUID(1, 3), "Dora", true, false),
                                new Named(new UUID(1, 4), "Emil", false, true)));

        assertFalse(report.reachedAll());
        assertEquals(
                List.of("failed", "no-verified-channel", "not-asked", "declined-invitation"),
                report.missed().stream().map(Missed::why).toList());
    }

    @Test
    void itIsCompleteOnceAllWereToldAndSaidSomething() {
        var one = report(List.of(raised(BEN, "SENT", 1)), said(BEN, 5));
        var both = List.of(raised(BEN, "SENT", 1), raised(CARL, "SENT", 2));

        assertFalse(one.complete(), "Carl may still be asked");
        assertFalse(report(both, said(BEN, 5)).complete());
        assertTrue(report(both).reachedAll());
        var complete = report(both, said(BEN, 5), said(CARL, 6));
        assertTrue(complete.complete());
        assertEquals(2, complete.answeredContacts());
        assertEquals(5.0, complete.told().getFirst().answeredAfterSeconds());
    }

    @Test
    void theLetterHasALineForEachFact() {
        var report = report(List.of(raised(BEN, "SENT", 1)), said(BEN, 5));
        var lines = report.lines(Phrases.of(Locale.ENGLISH));
        var notice =
                Samples.wording()
                        .of(
                                Samples.to(
                                        "dana@example.org",
                                        new Letter(
                                                "drill-report",
                                                Map.of(
                                                        "told",
                                                        "1",
                                                        "all",
                                                        "2",
                                                        "answered",
                                                        "1",
                                                        "lines",
                                                        String.join("\n", lines)))));

        assertEquals("Your drill: 1 of 2 contacts were told", notice.subject());
        assertEquals(
                List.of(
                        "Ben: told by e-mail after 1 s",
                        "Ben said to be going, after 5 s",
                        "Carl: not told, because the drill was answered or over before it was their turn"),
                notice.lines().subList(2, 5).stream().map(Notice.Line::text).toList());
    }
}
