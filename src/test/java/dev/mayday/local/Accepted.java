package dev.mayday.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The service's word that an alert can no longer be lost.
 *
 * @param at when the phone had it
 */
public record Accepted(
        String alertId, String state, Instant activatesAt, Instant at, List<String> warnings) {

    static Accepted of(Message message) {
        var body = message.ok().body();
        return new Accepted(
                body.get("alertId").asText(),
                body.get("state").asText(),
                body.hasNonNull("activatesAt")
                        ? Instant.parse(body.get("activatesAt").asText())
                        : Instant.parse(body.get("at").asText()),
                message.at(),
                codes(body.path("warnings")));
    }

    private static List<String> codes(JsonNode warnings) {
        return StreamSupport.stream(warnings.spliterator(), false)
                .map(warning -> warning.path("code").asText())
                .toList();
    }
}
