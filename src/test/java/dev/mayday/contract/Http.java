package dev.mayday.contract;

import static dev.mayday.local.Patience.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** HTTP calls with whatever bytes and headers, as somebody or as nobody. */
record Http(URI server, String token) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param type the answer's content type without its parameters
     */
    record Said(int status, String type, JsonNode body) {
        /** The contract's code of a refusal, or empty. */
        String code() {
            return body.path("type").asText().replaceFirst("^urn:mayday:problem:", "");
        }

        /** Whether it is a refusal as RFC 9457 and the contract have it. */
        boolean isProblem() {
            return type.equals("application/problem+json")
                    && body.path("type").asText().startsWith("urn:mayday:problem:")
                    && body.path("status").asInt() == status
                    && !body.path("detail").asText().isEmpty();
        }
    }

    Said call(String method, String path) {
        return send(method, path, "", new byte[0]);
    }

    Said call(String method, String path, String json) {
        return send(method, path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    Said send(String method, String path, String type, byte[] body) {
        var request =
                HttpRequest.newBuilder(URI.create(server + path))
                        .timeout(PATIENCE)
                        .method(
                                method,
                                body.length == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var answer = answer(request.build());
            var said = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
            return new Said(answer.statusCode(), said, read(answer.body(), said));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * A server may close a connection after what it could not read: the next request needs another.
     */
    private static HttpResponse<byte[]> answer(HttpRequest request)
            throws IOException, InterruptedException {
        try {
            return CLIENT.send(request, BodyHandlers.ofByteArray());
        } catch (IOException closed) {
            return CLIENT.send(request, BodyHandlers.ofByteArray());
        }
    }

    private static JsonNode read(byte[] body, String type) throws IOException {
        return type.endsWith("json") && body.length > 0
                ? Schemas.JSON.readTree(body)
                : MissingNode.getInstance();
    }
}
