package dev.mayday.notification.email;

import static dev.mayday.local.Patience.PATIENCE;
import static dev.mayday.notification.Samples.DELIVERY;
import static dev.mayday.notification.Samples.alert;
import static dev.mayday.notification.Samples.raised;
import static dev.mayday.notification.Samples.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.notification.NotificationSettings;
import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.Accepted;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.Outcome.Silent;
import dev.mayday.notification.Outcome.Unavailable;
import dev.mayday.notification.Samples;
import java.net.ServerSocket;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a mail, against real SMTP servers on the loopback. */
class EmailSenderTest {
    private final Post post = new Post();

    @AfterEach
    void close() {
        post.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anna",
                "anna@",
                "a b@example.org",
                "a@example.org, b@example.org",
                "a@example.org\r\nRCPT TO:<b@example.org>",
                "<a@example.org>",
                "té@example.org",
                "=?utf-8?q?a?=@example.org"
            })
    void whatIsNoAddressIsRejected(String address) {
        assertInstanceOf(
                Rejected.class,
                post.sender(1).send(to(address, raised(alert("Dana", false, false, null)))));
    }

    @ParameterizedTest
    @CsvSource({
        "451 4.3.0 try later, retry",
        "421 4.3.2 going down, unavailable",
        "550 5.1.1 no such user, rejected",
        "554 5.7.1 refused, rejected"
    })
    void theServersAnswerDecides(String answer, String expected) throws Exception {
        try (var server =
                new RawSmtp(line -> line.startsWith("RCPT") ? answer : RawSmtp.fine(line))) {
            var outcome =
                    post.sender(server.port())
                            .send(to("a@example.org", raised(alert("Dana", false, false, null))));

            assertEquals(expected, kind(outcome));
            assertTrue(why(outcome).contains(answer.substring(0, 3)), why(outcome));
            assertFalse(why(outcome).contains("example.org"));
        }
    }

    @Test
    void noServerAtAllIsNotAvailable() throws Exception {
        int nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        assertEquals("no connection to the mail server", why(send(post.sender(nobody))));
    }

    @Test
    void whatAServerHasAndIsSlowToConfirmIsNotLost() throws Exception {
        var release = new CompletableFuture<Void>();
        try (var server =
                new RawSmtp(line -> {
                    if (line.equals(".")) {
                        release.join();
                    }
                    return RawSmtp.fine(line);
                })) {
            var silent = assertInstanceOf(Silent.class, send(quick(server)));
            assertEquals("the mail server did not answer in time", silent.why());

            release.complete(null);
            assertEquals(new Accepted("<" + DELIVERY + "@mayday.example>"), said(silent.later()));
            assertEquals(1, Collections.frequency(server.received(), "."));
        }
    }

    @Test
    void whatAServerHasAndRefusesLateIsRefused() throws Exception {
        var release = new CompletableFuture<Void>();
        try (var server =
                new RawSmtp(line -> {
                    if (line.equals(".")) {
                        release.join();
                        return "554 5.7.1 not this one";
                    }
                    return RawSmtp.fine(line);
                })) {
            var silent = assertInstanceOf(Silent.class, send(quick(server)));

            release.complete(null);
            assertInstanceOf(Rejected.class, said(silent.later()));
        }
    }

    @Test
    void aServerThatDoesNotGreetInTimeIsNotGivenTheMailLater() throws Exception {
        var release = new CompletableFuture<Void>();
        try (var server =
                new RawSmtp(line -> {
                    if (line.equals(RawSmtp.CONNECTED)) {
                        release.join();
                    }
                    return RawSmtp.fine(line);
                })) {
            var outcome = assertInstanceOf(Unavailable.class, send(quick(server)));
            assertEquals("the mail server was not ready in time", outcome.why());

            release.complete(null);
            Awaitility.await().atMost(PATIENCE).until(() -> server.received().contains("QUIT"));
            assertTrue(
                    server.received().stream().noneMatch(line -> line.startsWith("MAIL")),
                    server.received().toString());
        }
    }

    @Test
    void aServerThatHangsUpOnAMailIsNotCalledAbsent() throws Exception {
        try (var server = new RawSmtp(line -> line.equals(".") ? null : RawSmtp.fine(line))) {
            assertEquals(
                    "the connection was lost while the mail server had the mail",
                    why(send(post.sender(server.port()))));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "250-here|250 STARTTLS, the mail server: its certificate is not trusted",
        "250 here, the mail server: it offers no TLS"
    })
    void whyThereIsNoTlsIsSaid(String offers, String expected) throws Exception {
        try (var server =
                new RawSmtp(line ->
                        line.startsWith("EHLO")
                                ? offers.replace("|", "\r\n")
                                : RawSmtp.fine(line))) {
            var sender = post.sender(server.port(), within("PT1M"), "tls", "REQUIRED");

            assertEquals(expected, why(send(sender)));
        }
    }

    private static Outcome said(CompletionStage<Outcome> later) throws Exception {
        return later.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static Outcome send(EmailSender sender) {
        return sender.send(to("a@example.org", raised(alert("Dana", false, false, null))));
    }

    private EmailSender quick(RawSmtp server) {
        return post.sender(server.port(), within("PT2S"), "tls", "DISABLED");
    }

    private static NotificationSettings within(String timeout) {
        return Samples.mapping(
                NotificationSettings.class, "mayday.notification", "send-timeout", timeout);
    }

    private static String kind(Outcome outcome) {
        return switch (outcome) {
            case RetryLater later -> "retry";
            case Unavailable down -> "unavailable";
            case Rejected rejected -> "rejected";
            default -> outcome.toString();
        };
    }

    private static String why(Outcome outcome) {
        return switch (outcome) {
            case RetryLater later -> later.why();
            case Unavailable down -> down.why();
            case Rejected rejected -> rejected.why();
            default -> throw new AssertionError(outcome);
        };
    }
}
