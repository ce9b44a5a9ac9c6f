package dev.mayday.local;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the service answered.
 *
 * @param asked the method and path, for the error text
 * @param body JSON; a missing node if there is none
 */
public record Answer(String asked, int status, JsonNode body) {

    /** The body. @throws IllegalStateException if the answer is a refusal */
    public JsonNode ok() {
        if (status < 200 || status > 299) {
            throw new IllegalStateException(asked + " was answered with " + status + " " + body);
        }
        return body;
    }

    /** The contract's code of a refusal, such as {@code wrong-pin}; empty if it is none. */
    public String code() {
        return body.path("type").asText("").replaceFirst("^urn:mayday:problem:", "");
    }
}
