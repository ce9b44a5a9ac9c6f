package dev.mayday.notification.webhook;

import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.Delivered;
import dev.mayday.notification.Outcome.Gone;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What a webhook's answer means. */
final class Answers {
    private static final Duration LONGEST = Duration.ofHours(1);

    private Answers() {}

    /**
     * @param retryAfter the header, as it came
     */
    static Outcome of(int status, @Nullable String retryAfter, Instant now) {
        var why = "the webhook answered " + status;
        if (status / 100 == 2) {
            return new Delivered();
        }
        return switch (status) {
            case 410 -> new Gone(why);
            case 408, 425, 429 -> new RetryLater(wait(retryAfter, now), why);
            default ->
                    status >= 500 ? new RetryLater(wait(retryAfter, now), why) : new Rejected(why);
        };
    }

    /**
     * RFC 9110: seconds, or a date. What can't be read, or asks for more than an hour, is not
     * heeded beyond that.
     */
    private static @Nullable Duration wait(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        try {
            var asked =
                    header.strip().matches("\\d{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(header.strip()))
                            : Duration.between(
                                    now,
                                    ZonedDateTime.parse(
                                            header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
            return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
