package dev.mayday.notification.email;

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
import dev.mayday.notification.Outcome.Accepted;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mail servers get, on real ones on the loopback. */
class MailFormTest {
    private final Post post = new Post();

    @AfterEach
    void close() {
        post.close();
    }

    @Test
    void aMailCarriesTextHtmlAndItsIdempotencyKey() throws Exception {
        withServer(server -> {
            var outcome =
                    post.sender(server.getSmtp().getPort())
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
            post.sender(server.getSmtp().getPort())
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
            post.sender(server.getSmtp().getPort())
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
                    post.sender(server.port())
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
            post.sender(server.port(), name + " <mayday@example.org>")
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
            post.sender(server.port())
                    .send(to("te@tést.example", raised(alert("Dana", false, false, null))));

            var heard = server.next();
            assertEquals("RCPT TO:<te@xn--tst-bma.example>", heard.recipient());
            assertTrue(heard.bytes().contains("\r\nTo: te@xn--tst-bma.example\r\n"));
        }
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
}
