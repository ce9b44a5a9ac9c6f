package dev.mayday.local;

import static dev.mayday.local.Patience.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The way to one server: HTTP with JSON, and sockets.
 *
 * @param base its address, such as {@code http://127.0.0.1:8080}
 */
public record Wire(URI base) {

    static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    /**
     * @throws UncheckedIOException if nobody answers
     */
    public Answer call(
            String method, String path, Optional<JsonNode> body, Optional<String> token) {
        var request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(PATIENCE)
                        .header("Accept", "application/json, application/problem+json")
                        .method(
                                method,
                                body.map(json -> BodyPublishers.ofString(json.toString()))
                                        .orElseGet(BodyPublishers::noBody));
        body.ifPresent(any -> request.header("Content-Type", "application/json"));
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        var response = send(request.build());
        return new Answer(method + " " + path, response.statusCode(), Json.read(response.body()));
    }

    /** The text at this path, as a browser that is not signed in gets it. */
    public String page(String path) {
        return send(HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).build()).body();
    }

    /**
     * @throws UncheckedIOException if the handshake is refused, or nobody answers
     */
    Socket socket(String path, String token) {
        var scheme = base.getScheme().equals("https") ? "wss" : "ws";
        return Socket.open(URI.create(scheme + "://" + base.getAuthority()).resolve(path), token);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
