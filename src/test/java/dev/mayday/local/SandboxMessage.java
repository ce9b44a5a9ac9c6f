package dev.mayday.local;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message that the sandbox took in place of a person.
 *
 * @param channel {@code email}, {@code webhook} or {@code push}, as in a contact's channels
 * @param to the address it was sent to; a webhook's is its path, a push message's its browser
 * @param id what the sender calls it: the mail's Message-ID, the {@code webhook-id}, the topic
 * @param body the text of a mail, the JSON of a webhook or of a push message, decrypted
 * @param at when it had arrived whole, to the millisecond
 * @param headers by lower-case name, as received
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"channel", "to", "id", "subject", "body", "at", "headers"})
public record SandboxMessage(
        String channel,
        String to,
        @Nullable String id,
        @Nullable String subject,
        String body,
        @JsonProperty("at") Instant at,
        Map<String, String> headers) {

    public SandboxMessage {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        headers = Map.copyOf(headers);
    }

    int size() {
        return body.length() + headers.toString().length() + 200;
    }
}
