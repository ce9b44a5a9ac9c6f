package dev.mayday.local;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A push service (RFC 8030) and the browsers behind it. It is strict where a real one is: about who
 * sends, the size and the headers; and it reads what a real one can't.
 *
 * <pre>
 * POST /push         a new browser; {"applicationServerKey": …} is optional. Its PushSubscription
 * POST /push/&lt;id&gt;   a message for it, shown with channel push and to = the id
 * </pre>
 */
final class SandboxPush {
    private static final int MOST_BYTES = 4096;

    private final SandboxMessages messages;
    private final SandboxFaults faults;
    private final Map<String, PushBrowser> browsers = new ConcurrentHashMap<>();

    SandboxPush(SandboxMessages messages, SandboxFaults faults) {
        this.messages = messages;
        this.faults = faults;
    }

    PushBrowser browser(String origin, String applicationServerKey) {
        var browser = PushBrowser.at(origin, applicationServerKey);
        browsers.put(browser.id(), browser);
        return browser;
    }

    void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var origin = "http://" + exchange.getRequestHeaders().getFirst("Host");
        var body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (path.equals("/push")) {
            subscribe(exchange, origin, body);
            return;
        }
        if (faults.spoil(SandboxFaults.PUSH, exchange)) {
            return;
        }
        var browser = browsers.get(path.substring("/push/".length()));
        if (browser == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        var answer = messages.answerOf(browser.id());
        if (answer != null) {
            SandboxWeb.pause(answer.afterMillis());
        }
        int status =
                answer != null && answer.status() >= 300
                        ? answer.status()
                        : take(browser, origin, headers(exchange), body);
        if (status == 201) {
            exchange.getResponseHeaders()
                    .set("Location", origin + "/push-message/" + UUID.randomUUID());
        }
        exchange.sendResponseHeaders(status, -1);
    }

    private void subscribe(HttpExchange exchange, String origin, byte[] body) throws IOException {
        var key =
                Json.read(new String(body, StandardCharsets.UTF_8))
                        .path("applicationServerKey")
                        .asText("");
        var made = browser(origin, key).subscription().toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(201, made.length);
        exchange.getResponseBody().write(made);
    }

    private int take(PushBrowser browser, String origin, Map<String, String> headers, byte[] body) {
        if (body.length > MOST_BYTES) {
            return 413;
        }
        if (!headers.getOrDefault("ttl", "").matches("[0-9]+")
                || !headers.getOrDefault("topic", "t").matches("[A-Za-z0-9_-]{1,32}")
                || !headers.getOrDefault("urgency", "normal").matches("very-low|low|normal|high")
                || !headers.getOrDefault("content-encoding", "").equals("aes128gcm")) {
            return 400;
        }
        try {
            var sender =
                    VapidHeader.check(
                            headers.getOrDefault("authorization", ""), origin, Instant.now());
            if (!browser.sender().isEmpty() && !browser.sender().equals(sender.key())) {
                return 403;
            }
        } catch (GeneralSecurityException e) {
            return 401;
        }
        try {
            show(browser, headers, new String(browser.decrypt(body), StandardCharsets.UTF_8));
            return 201;
        } catch (GeneralSecurityException e) {
            return 400;
        }
    }

    private void show(PushBrowser browser, Map<String, String> headers, String text) {
        messages.add(
                new SandboxMessage(
                        "push",
                        browser.id(),
                        headers.get("topic"),
                        Json.read(text).path("title").asText(null),
                        text,
                        Instant.now(),
                        headers));
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(Locale.ROOT), String.join("\n", values)));
        return headers;
    }
}
