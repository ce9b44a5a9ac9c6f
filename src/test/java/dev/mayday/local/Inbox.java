package dev.mayday.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** What the sandbox got for people: their mails, and what their webhooks were sent. */
public record Inbox(URI base) {

    /**
     * @param to the mail's address, or the webhook's path
     * @param id the sender's name for it: a mail's {@code Message-ID}, a webhook's {@code
     *     webhook-id}
     * @param body the mail's text, or the webhook's JSON
     * @param at when the sandbox had it
     */
    public record Letter(
            String channel, String to, String id, String subject, String body, Instant at) {

        /** The token of the link {@code /a/…} or {@code /i/…} in it. */
        public Optional<String> token(char kind) {
            var link = Pattern.compile("/" + kind + "/([A-Za-z0-9_-]{8,})").matcher(body);
            return Optional.of(link).filter(Matcher::find).map(found -> found.group(1));
        }

        /** A webhook's {@code type}; empty for a mail. */
        public String type() {
            return Json.read(body).path("type").asText("");
        }
    }

    /** Everything for this recipient, the oldest first. */
    public List<Letter> of(String to) {
        var query = "/messages?limit=1000&to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
        var items =
                new Wire(base)
                        .call("GET", query, Optional.empty(), Optional.empty())
                        .ok()
                        .path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(Inbox::letter)
                .toList()
                .reversed();
    }

    public Optional<Letter> find(String to, Predicate<Letter> wanted) {
        return of(to).stream().filter(wanted).findFirst();
    }

    /**
     * @throws TooLate if none such comes in time
     */
    public Letter await(String to, String what, Predicate<Letter> wanted, Duration within) {
        return await(to, what, 1, wanted, within).getFirst();
    }

    /** Waits for so many of them. @throws TooLate if fewer come in time */
    public List<Letter> await(
            String to, String what, int count, Predicate<Letter> wanted, Duration within) {
        try {
            return Awaitility.await()
                    .atMost(within)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(
                            () -> of(to).stream().filter(wanted).toList(),
                            found -> found.size() >= count);
        } catch (ConditionTimeoutException e) {
            throw new TooLate(
                    what + " for " + to, within, of(to).stream().map(Letter::toString).toList());
        }
    }

    private static Letter letter(JsonNode item) {
        var body = item.path("body");
        return new Letter(
                item.path("channel").asText(),
                item.path("to").asText(),
                item.path("id").asText(""),
                item.path("subject").asText(""),
                body.isTextual() ? body.asText() : body.toString(),
                Instant.parse(item.path("at").asText()));
    }
}
