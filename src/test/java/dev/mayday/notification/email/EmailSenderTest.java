package dev.mayday.notification.email;

import static dev.mayday.local.Patience.PATIENCE;
import static dev.mayday.notification.Samples.DELIVERY;
import static dev.mayday.notification.Samples.alert;
import static dev.mayday.notification.Samples.in;
import static dev.mayday.notification.Samples.raised;
import static dev.mayday.notification.Samples.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.mayday.notification.NotificationSettings;
import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.Accepted;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.Outcome.Silent;
import dev.mayday.notification.Outcome.Unavailable;
import dev.mayday.notification.Samples;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import io.vertx.core.Vertx;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real SMTP servers on the loopback. */
class EmailSenderTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aMailCarriesTextHtmlAndItsIdempotencyKey() throws Exception {
        withServer(server -> {
            var outcome =
                    sender(server.getSmtp().getPort())
                            .send(to("anna@example.org", raised(alert("Dana", false, true, null))));

            assertInstanceOf(Accepted.class, outcome);
            var mail = server.getReceivedMessages()[0];
            assertEquals("<" + DELIVERY + "@mayday.example>", mail.getMessageID());
            assertEquals("Dana needs help: SOS", mail.getSubject());
            assertEquals("high", mail.getHeader("Importance", null));
            assertTrue(part(mail, 0).contains("https://mayday.example/a/token"));
            assertTrue(part(mail, 1).contains("href=\"https://mayday.example/a/token\""));
            assertTrue(part(mail, 1).contains("Do not call Dana"));
        });
    }

    @Test
    void inFrenchASpaceStandsBeforeTheColonOfALabel() throws Exception {
        withServer(server -> {
            sender(server.getSmtp().getPort())
                    .send(in(Locale.FRENCH, false, raised(alert("Dana", false, false, null))));

            var text = part(server.getReceivedMessages()[0], 0);
            assertTrue(text.contains("Quoi\u00a0: SOS"), text);
            assertTrue(text.contains("Ouvrir une carte\u00a0: https"), text);
        });
    }

    @Test
    void aNameCanNeitherAddAHeaderNorMarkup() throws Exception {
        withServer(server -> {
            var name = "Dana\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script>";
            sender(server.getSmtp().getPort())
                    .send(to("anna@example.org", raised(alert(name, false, false, null))));

            assertEquals(1, server.getReceivedMessages().length);
            var mail = server.getReceivedMessages()[0];
            assertEquals(null, mail.getHeader("Bcc", null));
            assertEquals(1, mail.getAllRecipients().length);
            assertFalse(part(mail, 1).contains("<script>"));
            assertTrue(part(mail, 1).contains("&lt;script&gt;"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dana",
                "Zoë Müller-Ångström",
                "🙂 Nina 𠮷田",
                "=?utf-8?q?Evil?=",
                "Zoë Müller-Ångström und Maximiliane Schneider-Hofmann"
            })
    void anyNameArrivesWholeInLinesThatMailServersTake(String name) throws Exception {
        try (var server = new HearingSmtp()) {
            var outcome =
                    sender(server.port())
                            .send(to("anna@example.org", raised(alert(name, false, false, null))));

            assertInstanceOf(Accepted.class, outcome);
            var bytes = server.next().bytes();
            var lines = bytes.split("\r\n", -1);
            assertEquals(name + " needs help: SOS", parsed(bytes).getSubject());
            assertEquals(1, headers(bytes, "Subject"));
            for (var line : lines) {
                assertTrue(line.matches("[\\t\\x20-\\x7E]{0,998}"), line);
            }
        }
    }

    @Test
    void whomItIsFromAndToStandsInLinesThatMailServersTake() throws Exception {
        var long72 = "a".repeat(60) + "@example.org";
        var name = "Rufhilfe für die Gemeinde 🚑 Zürich-Altstetten und Umgebung";
        try (var server = new HearingSmtp()) {
            sender(server.port(), name + " <mayday@example.org>")
                    .send(to(long72, raised(alert("Dana", false, false, null))));

            var bytes = server.next().bytes();
            var mail = parsed(bytes);
            var from = (InternetAddress) mail.getFrom()[0];
            assertEquals(name, from.getPersonal());
            assertEquals("mayday@example.org", from.getAddress());
            assertEquals(long72, mail.getAllRecipients()[0].toString());
            assertEquals(1, headers(bytes, "From"));
            assertEquals(1, headers(bytes, "To"));
            for (var line : bytes.split("\r\n", -1)) {
                assertTrue(line.matches("[\\t\\x20-\\x7E]{0,998}"), line);
            }
        }
    }

    @Test
    void anAddressGoesOutAsMailServersWithoutUtf8KnowIt() throws Exception {
        try (var server = new HearingSmtp()) {
            sender(server.port())
                    .send(to("te@tést.example", raised(alert("Dana", false, false, null))));

            var heard = server.next();
            assertEquals("RCPT TO:<te@xn--tst-bma.example>", heard.recipient());
            assertTrue(heard.bytes().contains("\r\nTo: te@xn--tst-bma.example\r\n"));
        }
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
                sender(1).send(to(address, raised(alert("Dana", false, false, null)))));
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
                    sender(server.port())
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
        assertEquals("no connection to the mail server", why(send(sender(nobody))));
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
                    why(send(sender(server.port()))));
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
            var sender = sender(server.port(), Samples.settings(), "tls", "REQUIRED");

            assertEquals(expected, why(send(sender)));
        }
    }

    private static Outcome said(CompletionStage<Outcome> later) throws Exception {
        return later.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static Outcome send(EmailSender sender) {
        return sender.send(to("a@example.org", raised(alert("Dana", false, false, null))));
    }

    private interface Trial {
        void with(GreenMail server) throws Exception;
    }

    private static void withServer(Trial trial) throws Exception {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            trial.with(server);
        } finally {
            server.stop();
        }
    }

    private EmailSender sender(int port) {
        return sender(port, "Mayday <mayday@localhost>");
    }

    private EmailSender sender(int port, String from) {
        return sender(port, Samples.settings(), "from", from, "tls", "DISABLED");
    }

    private EmailSender quick(RawSmtp server) {
        var quick =
                Samples.mapping(
                        NotificationSettings.class, "mayday.notification", "send-timeout", "PT2S");
        return sender(server.port(), quick, "tls", "DISABLED");
    }

    private EmailSender sender(int port, NotificationSettings settings, String... given) {
        var all =
                Stream.concat(Stream.of("port", String.valueOf(port)), Arrays.stream(given))
                        .toArray(String[]::new);
        var smtp = Samples.mapping(SmtpSettings.First.class, "mayday.smtp", all);
        var letterhead =
                new Letterhead(
                        Samples.wording(),
                        template("email.txt", Variant.TEXT_PLAIN),
                        template("email.html", Variant.TEXT_HTML),
                        URI.create("https://mayday.example"));
        return new EmailSender("smtp", vertx, smtp, settings, letterhead);
    }

    private static Template template(String name, String type) {
        try {
            return Engine.builder()
                    .addDefaults()
                    .addValueResolver(new ReflectionValueResolver())
                    .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                    .build()
                    .parse(
                            Files.readString(Path.of("src/main/resources/templates", name)),
                            new Variant(Locale.ROOT, StandardCharsets.UTF_8, type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MimeMessage parsed(String bytes) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static long headers(String bytes, String name) {
        return bytes.substring(0, bytes.indexOf("\r\n\r\n"))
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .count();
    }

    private static String part(MimeMessage mail, int part) throws Exception {
        return ((MimeMultipart) mail.getContent()).getBodyPart(part).getContent().toString();
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
