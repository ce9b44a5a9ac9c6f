package dev.mayday.guardian;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.alert.AlertView;
import dev.mayday.location.Fix;
import dev.mayday.sharing.SharingView;
import dev.mayday.wire.WireJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The messages of the guardian's stream, as text. Each ends with its cursor. */
@ApplicationScoped
class StreamMessages {
    private final ObjectMapper json;
    private volatile @Nullable Place last;

    StreamMessages(ObjectMapper json) {
        this.json = json;
    }

    String ok(@Nullable String ref) {
        var ok = json.createObjectNode().put("type", "ok");
        return (ref == null ? ok : ok.put("ref", ref)).toString();
    }

    String ended(Watched.Kind kind, UUID subject, String code) {
        return json.createObjectNode()
                .put("type", "ended")
                .put(kind.field, subject.toString())
                .put("code", code)
                .toString();
    }

    String snapshot(@Nullable String ref, Readings.Snapshot snapshot, String cursor) {
        var message = json.createObjectNode().put("type", "snapshot");
        if (ref != null) {
            message.put("ref", ref);
        }
        if (snapshot.alert() != null) {
            message.set("alert", json.valueToTree(snapshot.alert()));
        }
        if (snapshot.sharing() != null) {
            message.set("sharing", json.valueToTree(snapshot.sharing()));
        }
        var track = message.putArray("track");
        snapshot.track().forEach(recorded -> track.add(json.<JsonNode>valueToTree(recorded.fix())));
        message.set("deliveries", json.valueToTree(snapshot.deliveries()));
        message.set("timeline", json.valueToTree(snapshot.timeline()));
        return message.put("cursor", cursor).toString();
    }

    /**
     * @param skipped how many places a slow reader was spared before this one
     */
    String location(Watched one, Fix fix, Instant receivedAt, int skipped, String cursor) {
        var before = last;
        if (before != null && before.isThat(one, fix, skipped, cursor)) {
            return before.text;
        }
        var text = text(one, fix, receivedAt, skipped, cursor);
        last = new Place(one.kind, one.id, fix, skipped, cursor, text);
        return text;
    }

    /**
     * The last that was written: a hundred guardians who stand alike are told in the same words.
     */
    private record Place(
            Watched.Kind kind, UUID subject, Fix fix, int skipped, String cursor, String text) {
        @SuppressWarnings("ReferenceEquality") // the log hands the same fix to each who follows
        boolean isThat(Watched one, Fix told, int left, String standing) {
            return fix == told
                    && kind == one.kind
                    && subject.equals(one.id)
                    && skipped == left
                    && cursor.equals(standing);
        }
    }

    private String text(Watched one, Fix fix, Instant receivedAt, int skipped, String cursor) {
        return "{\"type\":\"location\",\""
                + one.kind.field
                + "\":\""
                + one.id
                + "\",\"location\":"
                + text(fix)
                + ",\"receivedAt\":\""
                + WireJson.format(receivedAt)
                + "\""
                + (skipped > 0 ? ",\"skipped\":" + skipped : "")
                + ",\"cursor\":\""
                + cursor
                + "\"}";
    }

    /** What a sharing has become, without a cursor yet. */
    JsonNode changed(SharingView sharing) {
        var message = json.createObjectNode().put("type", "sharing");
        message.set("sharing", json.valueToTree(sharing));
        return message;
    }

    /** A stored event with its cursor; null where a guest is not shown it. */
    @Nullable String event(JsonNode stored, boolean guest, String cursor) {
        var message = ((ObjectNode) stored).deepCopy();
        if (guest) {
            switch (message.path("type").asText()) {
                case "delivery" -> {
                    return null;
                }
                case "alert" ->
                        message.set(
                                "alert",
                                json.valueToTree(view(message.get("alert")).withoutNames()));
                default -> anonymous(message.path("entry"));
            }
        }
        return message.put("cursor", cursor).toString();
    }

    private static void anonymous(JsonNode entry) {
        if (entry instanceof ObjectNode object && object.path("by").has("contactId")) {
            object.putObject("by").put("name", "a contact");
        }
    }

    /** When a stored alert says that it ended, or now if it does not say; null where it goes on. */
    @Nullable Instant endedAt(JsonNode stored, Instant now) {
        var alert = stored.path("alert");
        return switch (alert.path("state").asText()) {
            case "RESOLVED", "EXPIRED", "CANCELLED" -> {
                var at = alert.path("resolution").path("at").asText(null);
                yield at == null ? now : Instant.parse(at);
            }
            default -> null;
        };
    }

    private AlertView view(JsonNode alert) {
        try {
            return json.treeToValue(alert, AlertView.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored alert can't be read", e);
        }
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
