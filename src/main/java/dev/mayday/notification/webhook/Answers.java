package dev.mayday.notification.webhook;

import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.Delivered;
import dev.mayday.notification.Outcome.Gone;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.RetryAfter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a webhook's answer means. */
final class Answers {
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
            case 408, 425, 429 -> new RetryLater(RetryAfter.of(retryAfter, now), why);
            default ->
                    status >= 500
                            ? new RetryLater(RetryAfter.of(retryAfter, now), why)
                            : new Rejected(why);
        };
    }
}
