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
 * @param channel {@code email}, {@code sms}, {@code voice}, {@code push} or {@code webhook}, as in
 *     a contact's channels
 * @param provider which of several providers of a channel took it
 * @param from the number that a text message or a call comes from
 * @param to the address it was sent to; a webhook's is its path
 * @param id what the sender calls it: the mail's Message-ID, the {@code webhook-id}
 * @param body the text of a mail, the JSON of a webhook, what was heard in a call so far
 * @param state what became of a text message or a call: {@code delivered}, {@code ringing}, …
 * @param at when it had arrived whole, to the millisecond
 * @param headers by lower-case name, as received
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "channel",
    "provider",
    "from",
    "to",
    "id",
    "subject",
    "body",
    "state",
    "at",
    "headers"
})
public record SandboxMessage(
        String channel,
        @Nullable String provider,
        @Nullable String from,
        String to,
        @Nullable String id,
        @Nullable String subject,
        String body,
        @Nullable String state,
        @JsonProperty("at") Instant at,
        Map<String, String> headers) {

    public SandboxMessage {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        headers = Map.copyOf(headers);
    }

    /** One whose channel has one provider here, and that has arrived with that. */
    SandboxMessage(
            String channel,
            String to,
            @Nullable String id,
            @Nullable String subject,
            String body,
            Instant at,
            Map<String, String> headers) {
        this(channel, null, null, to, id, subject, body, null, at, headers);
    }

    /** The same after something became of it. */
    SandboxMessage as(String newState, String newBody) {
        return new SandboxMessage(
                channel, provider, from, to, id, subject, newBody, newState, at, headers);
    }

    int size() {
        return body.length() + headers.toString().length() + 200;
    }
}
