package dev.mayday.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A message that came over a socket.
 *
 * @param at when it came, by this machine's clock
 */
public record Message(JsonNode body, Instant at) {

    public String type() {
        return text("type");
    }

    /** The field's text; empty if it is not there. */
    public String text(String field) {
        return body.path(field).asText("");
    }

    /** This message. @throws IllegalStateException if it is an error */
    public Message ok() {
        if (type().equals("error")) {
            throw new IllegalStateException("refused: " + body);
        }
        return this;
    }
}
