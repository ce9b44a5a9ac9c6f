package dev.mayday.ingest;

import static dev.mayday.local.Patience.PATIENCE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * An app that knows nothing of Mayday but an address and a token.
 *
 * @param email of the account
 */
record App(URI server, HttpClient client, String email, String token) {
    static final String FORM = "application/x-www-form-urlencoded";
    static final String JSON = "application/json";

    static App with(URI server, String email, String token) {
        return new App(server, HttpClient.newHttpClient(), email, token);
    }

    /** The same from another address of this machine. */
    App from(String loopback) {
        try {
            var there = InetAddress.getByName(loopback);
            return new App(
                    server, HttpClient.newBuilder().localAddress(there).build(), email, token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    App at(URI other) {
        return new App(other, client, email, token);
    }

    App showing(String otherToken) {
        return new App(server, client, email, otherToken);
    }

    App of(String otherEmail) {
        return new App(server, client, otherEmail, token);
    }

    /** What came back. */
    record Said(int status, String type, String body, Map<String, String> headers) {
        String code() {
            try {
                return Payload.JSON
                        .readTree(body.isEmpty() ? "{}" : body)
                        .path("type")
                        .asText()
                        .replaceFirst("^urn:mayday:problem:", "");
            } catch (IOException e) {
                throw new UncheckedIOException(body, e);
            }
        }

        String refusal() {
            return status + " " + code();
        }
    }

    Said ownTracks(String payload, Instant at) {
        return ownTracks(new Payload(payload).of(token, at));
    }

    Said ownTracks(String body) {
        var basic =
                Base64.getEncoder()
                        .encodeToString((email + ":" + token).getBytes(StandardCharsets.UTF_8));
        return call("POST", "/v1/ingest/owntracks", JSON, body, "Authorization", "Basic " + basic);
    }

    Said osmAnd(String payload, Instant at) {
        var what = new Payload(payload);
        return call("POST", "/v1/ingest/osmand", what.isJson() ? JSON : FORM, what.of(token, at));
    }

    Said osmAndQuery(String payload, Instant at) {
        return get("/v1/ingest/osmand?" + new Payload(payload).of(token, at));
    }

    Said osmAndQuery(String query) {
        return get("/v1/ingest/osmand?id=" + token + "&" + query);
    }

    Said traccar(String payload, Instant at) {
        return call("POST", "/v1/ingest/traccar", JSON, new Payload(payload).of(token, at));
    }

    Said button(String query) {
        return get("/v1/ingest/button?id=" + token + query);
    }

    /** The status of a GET of an address that no decent client would ask for. */
    int raw(String path) {
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(
                            "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                    .formatted(path)
                                    .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Said get(String path, String... headers) {
        return call("GET", path, "", "", headers);
    }

    Said call(String method, String path, String type, String body, String... headers) {
        var request =
                HttpRequest.newBuilder(server.resolve(path))
                        .timeout(PATIENCE)
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            var fields = new HashMap<String, String>();
            answer.headers().map().forEach((name, values) -> fields.put(name, values.getFirst()));
            return new Said(
                    answer.statusCode(),
                    fields.getOrDefault("content-type", "").split(";")[0],
                    answer.body(),
                    fields);
        } catch (IOException e) {
            throw new UncheckedIOException(method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
