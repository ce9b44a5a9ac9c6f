package dev.mayday.notification;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How long a server asks us to wait before the next try. */
public final class RetryAfter {
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /**
     * RFC 9110: seconds, or a date. What can't be read, or asks for more than an hour, is not
     * heeded beyond that.
     *
     * @param header as it came
     */
    public static @Nullable Duration of(@Nullable String header, Instant now) {
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
