package dev.mayday.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxTest {

    private final Sandbox sandbox = Sandbox.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        sandbox.close();
        http.close();
    }

    @Test
    void aMailIsShownByItsPlainTextToTheRecipientInAnyCase() throws Exception {
        var before = Instant.now().minusMillis(1);
        mail("Anna@Example.org", "Über uns", "Hello Anna");

        var message = sandbox.messagesTo("anna@example.ORG").getFirst();
        assertEquals("email", message.channel());
        assertEquals("Über uns", message.subject());
        assertEquals("Hello Anna", message.body().strip());
        assertTrue(message.at().isAfter(before));
        var listed = get("/messages?to=ANNA@example.org");
        assertTrue(listed.body().contains("\"to\":\"anna@example.org\""), listed.body());
    }

    @Test
    void theNewestMessageComesFirstAndTheLimitHolds() throws Exception {
        for (int i = 1; i <= 3; i++) {
            mail("ben@example.org", "number " + i, "text");
        }

        assertEquals("number 3", sandbox.messagesTo("ben@example.org").getFirst().subject());
        var listed = get("/messages?to=ben@example.org&limit=2").body();
        assertTrue(listed.contains("number 2") && !listed.contains("number 1"), listed);
        var arrivals = get("/arrivals?to=ben@example.org&after=1").body();
        assertTrue(
                arrivals.contains("\"number\":3") && !arrivals.contains("\"number\":1,"), arrivals);
    }

    @Test
    void aWebhookIsKeptWithItsHeadersUnderItsPath() throws Exception {
        var response = post("/hook/anna", "{\"type\":\"alert.raised\"}");

        assertEquals(204, response.statusCode());
        var message = sandbox.messagesTo("/hook/anna").getFirst();
        assertEquals("{\"type\":\"alert.raised\"}", message.body());
        assertEquals("msg_1", message.id());
        assertEquals("v1,signature", message.headers().get("webhook-signature"));
    }

    @Test
    void aRecipientAnswersAsTheTestWantsAndThenAsUsual() throws Exception {
        sandbox.answers("/hook/anna", 503, 0);
        sandbox.answers("anna@example.org", 451, 0);
        assertEquals(503, post("/hook/anna", "{}").statusCode());
        assertThrows(MessagingException.class, () -> mail("anna@example.org", "no", "no"));

        sandbox.answersAsUsual("/hook/anna");
        sandbox.answersAsUsual("anna@example.org");
        assertEquals(204, post("/hook/anna", "{}").statusCode());
        mail("anna@example.org", "yes", "yes");
        assertEquals(1, sandbox.messagesTo("/hook/anna").size());
        assertEquals(1, sandbox.messagesTo("anna@example.org").size());
    }

    @Test
    void theInboxPageNeedsNothingFromOutside() throws Exception {
        var page = get("/").body();

        assertTrue(page.contains("<!doctype html>"), page);
        assertTrue(!page.contains("http://") && !page.contains("https://"), page);
    }

    private void mail(String to, String subject, String text) throws MessagingException {
        var settings = new Properties();
        settings.put("mail.smtp.host", "127.0.0.1");
        settings.put("mail.smtp.port", String.valueOf(sandbox.mailPort()));
        var mail = new MimeMessage(Session.getInstance(settings));
        mail.setFrom("mayday@example.org");
        mail.setRecipient(RecipientType.TO, new InternetAddress(to));
        mail.setSubject(subject, "UTF-8");
        var plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        var html = new MimeBodyPart();
        html.setContent("<p>" + text + "</p>", "text/html; charset=UTF-8");
        mail.setContent(new MimeMultipart("alternative", plain, html));
        Transport.send(mail);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(at(path))
                        .header("webhook-id", "msg_1")
                        .header("webhook-signature", "v1,signature")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private URI at(String path) {
        return sandbox.inbox().resolve(path);
    }
}
