package dev.mayday.notification.webhook;

import static dev.mayday.notification.Samples.DELIVERY;
import static dev.mayday.notification.Samples.alert;
import static dev.mayday.notification.Samples.raised;
import static dev.mayday.notification.Samples.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.Delivered;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.Samples;
import dev.mayday.notification.SelfSigned;
import dev.mayday.wire.WireJson;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real HTTP server on the loopback. */
class WebhookSenderTest {
    private record Call(String path, String body, String id, String time, String signature) {}

    private final Vertx vertx = Vertx.vertx();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        answer("/fine", exchange -> exchange.sendResponseHeaders(204, -1));
        answer(
                "/redirect",
                exchange -> {
                    exchange.getResponseHeaders().set("Location", url("/fine"));
                    exchange.sendResponseHeaders(307, -1);
                });
        answer(
                "/flood",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    var chunk = new byte[1 << 16];
                    while (true) {
                        exchange.getResponseBody().write(chunk);
                    }
                });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void itIsSignedAndCarriesTheDeliveryAsItsKey() throws Exception {
        assertInstanceOf(Delivered.class, send(url("/fine?who=anna"), true));

        var call = calls.getFirst();
        assertEquals("/fine?who=anna", call.path());
        assertEquals(DELIVERY.toString(), call.id());
        assertEquals(
                Signature.of(
                        "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                        call.id(),
                        Instant.ofEpochSecond(Long.parseLong(call.time())),
                        call.body()),
                call.signature());
        var body = new ObjectMapper().readTree(call.body());
        assertEquals("alert.raised", body.path("type").asText());
        assertEquals("2026-11-23T10:00:01.000Z", body.path("timestamp").asText());
        assertEquals("Dana", body.path("data").path("alert").path("person").path("name").asText());
        assertEquals("https://mayday.example/a/token", body.path("data").path("link").asText());
        assertEquals(48.8584, body.path("data").path("location").path("lat").asDouble());
    }

    @Test
    void aRedirectIsNotFollowed() {
        assertInstanceOf(Rejected.class, send(url("/redirect"), true));
        assertEquals(1, calls.size());
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        assertInstanceOf(Delivered.class, send(url("/flood"), true));
        assertInstanceOf(Delivered.class, send(url("/fine"), true));
    }

    @Test
    void outsideLocalModeNothingInsideIsEvenConnectedTo() {
        assertInstanceOf(Rejected.class, send(url("/fine"), false));
        assertInstanceOf(
                Rejected.class,
                send("http://localhost:" + server.getAddress().getPort() + "/fine", false));
        assertEquals(List.of(), calls);
    }

    @Test
    void nobodyThereMayBeThereLater() {
        var url = url("/fine");
        server.stop(0);

        var outcome = assertInstanceOf(RetryLater.class, send(url, true));
        assertEquals("the webhook: no connection", outcome.why());
    }

    @Test
    void oneThatHangsUpIsNotCalledAbsent() {
        answer("/hang-up", exchange -> {});

        var outcome = assertInstanceOf(RetryLater.class, send(url("/hang-up"), true));
        assertEquals("the webhook: the connection was lost", outcome.why());
    }

    @Test
    void aCertificateThatNobodyTrustsIsSaidToBeWhy() throws Exception {
        var secure =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(SelfSigned.context()));
        secure.start();
        try {
            var url = "https://127.0.0.1:" + secure.getAddress().getPort() + "/fine";

            var outcome = assertInstanceOf(RetryLater.class, send(url, true));
            assertEquals("the webhook: its certificate is not trusted", outcome.why());
        } finally {
            secure.stop(0);
        }
    }

    private Outcome send(String url, boolean local) {
        var json = new ObjectMapper();
        new WireJson().customize(json);
        var sender = new WebhookSender(vertx, new WebhookBody(json), Samples.settings(), local);
        try {
            return sender.send(to(url, raised(alert("Dana", false, false, null))));
        } finally {
            sender.close();
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(String path, HttpHandler handler) {
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        calls.add(call(exchange));
                        handler.handle(exchange);
                    }
                });
    }

    private static Call call(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        return new Call(
                exchange.getRequestURI().toString(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"));
    }
}
