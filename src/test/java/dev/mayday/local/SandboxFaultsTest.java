package dev.mayday.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Scanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A provider that one makes fail does, until one lets it work again. */
class SandboxFaultsTest {

    private static final String TEXT = "/twilio/2010-04-01/Accounts/sandbox/Messages.json";

    private final Sandbox sandbox = Sandbox.start();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        sandbox.close();
        http.close();
    }

    @Test
    void eachProviderSaysHowItIs() throws Exception {
        assertEquals(204, set("webhook", "slow"));
        assertEquals(204, set("smpp", "dead"));

        assertEquals(
                "{\"smtp\":\"ok\",\"smpp\":\"dead\",\"twilio\":\"ok\",\"webhook\":\"slow\",\"push\":\"ok\"}",
                Json.read(get("/providers")).path("providers").toString());
        assertEquals(400, set("pigeon", "ok"));
        assertEquals(400, set("smtp", "tired"));
    }

    @Test
    void aDeadMailServerDoesNotListenAndComesBackToItsPort() throws Exception {
        int port = sandbox.mailPort();
        set("smtp", "dead");
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", port).close());

        set("smtp", "ok");
        assertTrue(smtp(port, "EHLO here").startsWith("250"));
    }

    @Test
    void aFailingMailServerTakesNothing() throws Exception {
        set("smtp", "failing");
        var answer = smtp(sandbox.mailPort(), "EHLO x", "MAIL FROM:<a@x.org>", "RCPT TO:<b@x.org>");
        assertTrue(answer.startsWith("421"), answer);
    }

    @Test
    void aDeadMessageCentreDoesNotListenAndComesBackToItsPort() throws Exception {
        int port = sandbox.smsPort();
        set("smpp", "dead");
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", port).close());

        set("smpp", "ok");
        new Socket("127.0.0.1", port).close();
    }

    @Test
    void aPushServiceFailsOrIsNotThere() throws Exception {
        var path = "/push/" + sandbox.browser("").id();
        set("push", "failing");
        assertEquals(503, post(path, "", "").statusCode());
        set("push", "dead");
        assertThrows(IOException.class, () -> post(path, "", ""));
        set("push", "ok");
        assertEquals(400, post(path, "", "").statusCode());
    }

    @Test
    void aWebhookFailsOrIsNotThere() throws Exception {
        set("webhook", "failing");
        assertEquals(503, post("/hook/anna", "{}", "").statusCode());
        set("webhook", "dead");
        assertThrows(IOException.class, () -> post("/hook/anna", "{}", ""));
        set("webhook", "ok");
        assertEquals(204, post("/hook/anna", "{}", "").statusCode());
        assertEquals(1, sandbox.messagesTo("/hook/anna").size());
    }

    @Test
    void textMessagesFailOrTheirProviderIsNotThere() throws Exception {
        var form = "To=%2B4915112345678&From=%2B15005550006&Body=hello";
        set("twilio", "failing");
        assertEquals(503, post(TEXT, form, "sandbox:sandbox-token").statusCode());
        set("twilio", "dead");
        assertThrows(IOException.class, () -> post(TEXT, form, "sandbox:sandbox-token"));
        set("twilio", "ok");
        assertEquals(401, post(TEXT, form, "sandbox:guessed").statusCode());
        assertEquals(201, post(TEXT, form, "sandbox:sandbox-token").statusCode());
        assertEquals("hello", sandbox.messagesTo("+4915112345678").getFirst().body());
    }

    private int set(String provider, String mode) throws Exception {
        return post("/providers/" + provider, "{\"mode\":\"" + mode + "\"}", "").statusCode();
    }

    private String get(String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(sandbox.inbox().resolve(path)).build(),
                        BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<String> post(String path, String body, String credentials)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(sandbox.inbox().resolve(path))
                        .POST(BodyPublishers.ofString(body));
        if (!credentials.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** The answer to the last of these commands. */
    private static String smtp(int port, String... commands) throws IOException {
        try (var socket = new Socket("127.0.0.1", port);
                var answers = new Scanner(socket.getInputStream(), StandardCharsets.US_ASCII)) {
            answers.nextLine();
            var last = "";
            for (var command : commands) {
                socket.getOutputStream()
                        .write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                last = answers.nextLine();
                while (last.startsWith("-", 3)) {
                    last = answers.nextLine();
                }
            }
            return last;
        }
    }
}
