package dev.mayday.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayday.local.Broker;
import dev.mayday.local.Postgres;
import dev.mayday.local.Sandbox;
import dev.mayday.local.Service;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that does not work: the next one at once, and after the last the next channel. */
class FailoverIT {
    private static Sandbox sandbox;
    private static Service service;
    private static Story story;

    private final String name = UUID.randomUUID().toString();
    private final String mail = name + "@example.org";
    private final UUID dana = story.person("Dana");
    private final UUID anna = story.contact(dana, "Anna", 1);

    @BeforeAll
    static void open() throws IOException {
        var database = Postgres.shared().database();
        sandbox = Sandbox.start();
        service =
                Service.on(database, Broker.shared(), sandbox)
                        .with("MAYDAY_SMTP_HOST", "127.0.0.1")
                        .with("MAYDAY_SMTP_TLS", "DISABLED")
                        .with("MAYDAY_SMTP_PORT", nobodyListens())
                        .with("MAYDAY_NOTIFICATION_BREAK_FOR", "PT10M")
                        .with("MAYDAY_SMPP_HOST", "127.0.0.1")
                        .with("MAYDAY_SMPP_SYSTEM_ID", "mayday")
                        .with("MAYDAY_SMPP_PASSWORD", "sandbox")
                        .with("MAYDAY_SMPP_FROM", "+12025550100")
                        .with("MAYDAY_SMTP_BACKUP_HOST", "127.0.0.1")
                        .with("MAYDAY_SMTP_BACKUP_TLS", "DISABLED")
                        .with("MAYDAY_SMTP_BACKUP_PORT", String.valueOf(sandbox.mailPort()))
                        .start();
        story = new Story(database);
    }

    @AfterAll
    static void close() {
        service.close();
        sandbox.close();
    }

    @Test
    void whatTheFirstProviderCannotTakeGoesByTheNextAtOnceAndSoonItIsPassedOver() {
        var first = story.email(anna, mail);
        story.alert(dana);
        story.becomes(first, "alert-raised SENT");
        assertEquals(List.of("smtp", "smtp-backup"), providers(first).subList(0, 2));
        assertEquals("retry", story.attempts(first).getFirst());
        assertEquals("accepted", story.attempts(first).getLast());

        for (int i = 0; i < 8; i++) {
            var next = story.person("Dana " + i);
            var email = story.email(story.contact(next, "Anna", 1), i + mail);
            story.alert(next);
            story.becomes(email, "alert-raised SENT");
        }
        var last = story.person("Dora");
        var email = story.email(story.contact(last, "Anna", 1), "last-" + mail);
        story.alert(last);
        story.becomes(email, "alert-raised SENT");
        assertEquals(List.of("smtp-backup"), providers(email));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failing", "dead"})
    void aTextThatTheMessageCentreDoesNotTakeGoesByTheOtherProviderAtOnce(String how) {
        var sms = story.channel(anna, "sms", number());
        sandbox.makes("smpp", how);
        try {
            story.alert(dana);
            story.becomes(sms, "alert-raised DELIVERED");
        } finally {
            sandbox.makes("smpp", "ok");
        }
        assertEquals(List.of("smpp", "twilio"), providers(sms));
        assertEquals(List.of("retry", "accepted"), story.attempts(sms));
    }

    @Test
    void aTextThatTheMessageCentreIsSlowToConfirmGoesByTheOtherAndIsNotLostThereEither() {
        var number = number();
        var sms = story.channel(anna, "sms", number);
        sandbox.answers(number, 0, 7_000);
        story.alert(dana);

        story.becomes(sms, "alert-raised DELIVERED");
        story.isTried(sms, "accepted", "accepted");
        assertEquals(List.of("smpp", "twilio"), providers(sms));
    }

    private static String number() {
        return "+49151" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
    }

    @Test
    void whatNoProviderTakesGoesByTheContactsNextChannel() {
        var alert = story.alert(dana);
        Awaitility.await("nobody can be told yet, and that is done with")
                .until(() ->
                        story.texts(
                                        "SELECT key FROM timer WHERE alert_id = ? AND kind = 'step'",
                                        alert)
                                .isEmpty());
        var email = story.email(anna, mail);
        var webhook = story.webhook(anna, sandbox.webhook(name));
        sandbox.answers(mail, 550, 0);

        story.queued(alert, anna, email);

        story.becomes(email, "alert-raised FAILED");
        story.becomes(webhook, "alert-raised DELIVERED");
        assertEquals("rejected", story.attempts(email).getLast());
    }

    private static String nobodyListens() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        }
    }

    private static List<String> providers(UUID channel) {
        return story.texts(
                "SELECT provider FROM attempt WHERE delivery_id IN (SELECT id FROM delivery WHERE channel_id = ?) ORDER BY number",
                channel);
    }
}
