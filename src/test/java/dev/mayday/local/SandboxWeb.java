package dev.mayday.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox's one web address: the inbox page, what it reads, the push service (see {@link
 * SandboxPush}), and the receiver of webhooks (a POST to any other path).
 *
 * <pre>
 * GET    /messages?to=&amp;channel=&amp;limit=   newest first
 * GET    /arrivals?to=&amp;after=&amp;limit=     oldest first: {number, channel, to, id, at in ms}
 * DELETE /messages                       forgets them
 * PUT    /answers?to=&amp;status=&amp;delay=     from now on this recipient answers so (an SMTP or HTTP code, ms)
 * DELETE /answers?to=                    and takes its messages again
 * </pre>
 *
 * What one can do about messages, and to providers, is in {@link SandboxControls}.
 */
final class SandboxWeb implements AutoCloseable {

    static {
        // otherwise an answer may wait 40 ms for its second packet
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int MOST_BYTES = 1 << 20;
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private final SandboxMessages messages;
    private final SandboxFaults faults;
    private final SandboxControls controls;
    private final SandboxPush push;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    SandboxWeb(
            String bind,
            int port,
            SandboxMessages messages,
            SandboxFaults faults,
            SandboxControls controls)
            throws IOException {
        this.messages = messages;
        this.faults = faults;
        this.controls = controls;
        push = new SandboxPush(messages, faults);
        server = HttpServer.create(new InetSocketAddress(bind, port), 1024);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    SandboxPush push() {
        return push;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    static void pause(long millis) {
        if (millis > 0) {
            LockSupport.parkNanos(millis * 1_000_000);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (controls.answers(exchange)) {
                return;
            }
            Map<String, String> query = query(exchange);
            switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
                case "GET /" -> page(exchange);
                case "GET /messages" -> listMessages(exchange, query);
                case "GET /arrivals" -> listArrivals(exchange, query);
                case "DELETE /messages" -> {
                    messages.clear();
                    exchange.sendResponseHeaders(204, -1);
                }
                case "PUT /answers" -> {
                    messages.answer(
                            recipient(query),
                            new SandboxMessages.Answer(
                                    (int) number(query, "status", 503), number(query, "delay", 0)));
                    exchange.sendResponseHeaders(204, -1);
                }
                case "DELETE /answers" -> {
                    messages.answer(recipient(query), null);
                    exchange.sendResponseHeaders(204, -1);
                }
                case String request when request.matches("POST /push(/.*)?") ->
                        push.answer(exchange);
                case String request when request.startsWith("POST ") -> webhook(exchange);
                default -> exchange.sendResponseHeaders(404, -1);
            }
        } catch (NumberFormatException e) {
            exchange.sendResponseHeaders(400, -1);
        }
    }

    private void page(HttpExchange exchange) throws IOException {
        try (var page = SandboxWeb.class.getResourceAsStream("/sandbox/inbox.html")) {
            send(
                    exchange,
                    "text/html; charset=utf-8",
                    page == null ? new byte[0] : page.readAllBytes());
        }
    }

    private void listMessages(HttpExchange exchange, Map<String, String> query) throws IOException {
        String state = "\"" + messages.version() + "\"";
        exchange.getResponseHeaders().set("ETag", state);
        if (state.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        @Nullable String to = query.containsKey("to") ? recipient(query) : null;
        @Nullable String channel = query.get("channel");
        List<SandboxMessage> found =
                messages.newest(
                        message ->
                                (to == null || to.equals(message.to()))
                                        && (channel == null || channel.equals(message.channel())),
                        (int) number(query, "limit", 100));
        send(exchange, "application/json", JSON.writeValueAsBytes(Map.of("items", found)));
    }

    private void listArrivals(HttpExchange exchange, Map<String, String> query) throws IOException {
        @Nullable String to = query.containsKey("to") ? recipient(query) : null;
        var found =
                messages.arrivals(
                        arrival -> to == null || to.equals(arrival.to()),
                        number(query, "after", 0),
                        (int) number(query, "limit", 10_000));
        send(exchange, "application/json", JSON.writeValueAsBytes(Map.of("items", found)));
    }

    private void webhook(HttpExchange exchange) throws IOException {
        if (faults.spoil(SandboxFaults.WEBHOOK, exchange)) {
            return;
        }
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            exchange.sendResponseHeaders(413, -1);
            return;
        }
        var answer = messages.answerOf(path);
        if (answer != null) {
            pause(answer.afterMillis());
        }
        if (answer == null || answer.status() < 300) {
            var headers = new HashMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) ->
                            headers.put(name.toLowerCase(Locale.ROOT), String.join("\n", values)));
            messages.add(
                    new SandboxMessage(
                            "webhook",
                            path,
                            headers.get("webhook-id"),
                            null,
                            new String(body, StandardCharsets.UTF_8),
                            Instant.now(),
                            headers));
        }
        exchange.sendResponseHeaders(answer == null ? 204 : answer.status(), -1);
    }

    /** E-mail addresses are compared without case; a webhook's path is as it is. */
    private static String recipient(Map<String, String> query) {
        String to = query.getOrDefault("to", "");
        return to.startsWith("/") ? to : to.toLowerCase(Locale.ROOT);
    }

    private static long number(Map<String, String> query, String name, long otherwise) {
        return query.containsKey(name) ? Long.parseLong(query.get(name)) : otherwise;
    }

    private static Map<String, String> query(HttpExchange exchange) {
        var query = new HashMap<String, String>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(
                    parts[0],
                    parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    static void sendJson(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] body = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
