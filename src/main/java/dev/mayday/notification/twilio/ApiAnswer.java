package dev.mayday.notification.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.Accepted;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.Outcome.Unavailable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the provider's API answered. Of its body only the message's SID and an error's code are
 * read: its words may hold the number.
 *
 * @param retryAfter the header, as it came
 */
record ApiAnswer(int status, @Nullable String retryAfter, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Our own number may not send or call: then nothing goes by this provider. */
    private static final Set<Integer> NOT_OUR_NUMBER =
            Set.of(21210, 21212, 21603, 21606, 21659, 21660);

    /** The number can't be reached, though it comes with a status that says "not you". */
    private static final Set<Integer> NOT_THIS_NUMBER =
            Set.of(21211, 21214, 21215, 21216, 21217, 21219, 21408, 21608, 21610, 21612, 21614);

    Outcome outcome(Instant now) {
        var json = read();
        if (status / 100 == 2) {
            var sid = json.path("sid").asText("");
            return new Accepted(sid.isBlank() ? null : sid);
        }
        int code = json.path("code").asInt(0);
        var why = "the provider answered " + status + (code == 0 ? "" : ", error " + code);
        if (NOT_THIS_NUMBER.contains(code)) {
            return new Rejected(why);
        }
        if (NOT_OUR_NUMBER.contains(code)) {
            return new Unavailable(why);
        }
        return switch (status) {
            case 429 -> new RetryLater(wait(now), why);
            case 401, 403, 404, 407, 408 -> new Unavailable(why);
            default -> status / 100 == 4 ? new Rejected(why) : new Unavailable(why);
        };
    }

    private JsonNode read() {
        try {
            var json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** RFC 9110: seconds, or a date; more than an hour is not heeded beyond that. */
    private @Nullable Duration wait(Instant now) {
        if (retryAfter == null) {
            return null;
        }
        try {
            var text = retryAfter.strip();
            var asked =
                    text.matches("\\d{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : Duration.between(
                                    now,
                                    ZonedDateTime.parse(
                                            text, DateTimeFormatter.RFC_1123_DATE_TIME));
            return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
