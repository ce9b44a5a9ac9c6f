package dev.mayday.notification.push;

import dev.mayday.notification.Courier.Reply;
import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.Accepted;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of a message to one browser. */
sealed interface PushAnswer {
    String NOBODY = "no browser is subscribed";

    /** The push service took it. */
    record Took() implements PushAnswer {}

    /** There is no such subscription any more. */
    record Gone() implements PushAnswer {}

    /** It may work later. @param after not before */
    record Later(@Nullable Duration after, String why) implements PushAnswer {}

    /** It will not work. */
    record Refused(String why) implements PushAnswer {}

    /** RFC 8030: 201 is taken, 404 and 410 are over, 413 too large, 429 too many. */
    static PushAnswer of(Reply reply, Instant now) {
        return switch (reply) {
            case Reply.Answered answer ->
                    of(answer.status(), answer.headers().get("retry-after"), now);
            case Reply.Unanswered silence -> new Later(null, "the push service: " + silence.why());
        };
    }

    static PushAnswer of(int status, @Nullable String retryAfter, Instant now) {
        var why = "the push service answered " + status;
        if (status / 100 == 2) {
            return new Took();
        }
        return switch (status) {
            case 404, 410 -> new Gone();
            case 408, 425, 429 -> new Later(RetryAfter.of(retryAfter, now), why);
            default ->
                    status >= 500
                            ? new Later(RetryAfter.of(retryAfter, now), why)
                            : new Refused(why);
        };
    }

    /**
     * One browser that is told is enough. Else it is tried again where that may help: push services
     * are many, so that one which does not work says nothing of the others, and the provider is not
     * called unavailable. A push message's URL lets whoever has it take the message back, so it is
     * not kept as its reference.
     */
    static Outcome together(List<PushAnswer> answers) {
        if (answers.stream().anyMatch(Took.class::isInstance)) {
            return new Accepted(null);
        }
        var later =
                answers.stream()
                        .filter(Later.class::isInstance)
                        .map(Later.class::cast)
                        .min(
                                Comparator.comparing(one ->
                                        Objects.requireNonNullElse(one.after(), Duration.ZERO)));
        if (later.isPresent()) {
            return new RetryLater(later.get().after(), later.get().why());
        }
        return answers.stream()
                .filter(Refused.class::isInstance)
                .map(Refused.class::cast)
                .findFirst()
                .map(one -> new Rejected(one.why()))
                .orElseGet(() -> new Rejected(NOBODY));
    }
}
