package dev.mayday.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

/**
 * What an app sends, from {@code src/test/resources/ingest}.
 *
 * @param name of the file, which says whose shape it is
 */
record Payload(String name) {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String TOKEN = "{token}";

    private String text() {
        try (var file = Payload.class.getResourceAsStream("/ingest/" + name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    boolean isJson() {
        return name.endsWith(".json");
    }

    /** As the decoder is given it. */
    AppFields fields() {
        return new AppFields(isJson() ? json() : AppRequest.pairs(text()));
    }

    ObjectNode json() {
        try {
            return (ObjectNode) JSON.readTree(text());
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** As this device sends it, with the time of what happened moved to then. */
    String of(String token, Instant at) {
        if (!isJson()) {
            return text().replace(TOKEN, token)
                    .replaceFirst("timestamp=[^&]*", "timestamp=" + at.getEpochSecond());
        }
        var moved = json();
        move(moved, at);
        for (JsonNode position : moved.findParents("fixTime")) {
            move((ObjectNode) position, at);
        }
        moved.findParents("coords").forEach(location -> move((ObjectNode) location, at));
        return moved.toString().replace(TOKEN, token);
    }

    private static void move(ObjectNode node, Instant at) {
        if (node.has("tst")) {
            node.put("tst", at.getEpochSecond());
        }
        for (var field : new String[] {"fixTime", "deviceTime", "timestamp"}) {
            Optional.ofNullable(node.get(field))
                    .ifPresent(old -> {
                        if (old.isNumber()) {
                            node.put(field, at.toEpochMilli());
                        } else {
                            node.put(field, at.atOffset(ZoneOffset.ofHours(1)).toString());
                        }
                    });
        }
    }
}
