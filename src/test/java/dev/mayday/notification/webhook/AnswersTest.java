package dev.mayday.notification.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mayday.notification.Outcome.Delivered;
import dev.mayday.notification.Outcome.Gone;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void twoHundredAndSomethingIsDelivered(int status) {
        assertInstanceOf(Delivered.class, Answers.of(status, null, NOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 401, 404, 405, 413})
    void aRedirectAndARefusalAreRejections(int status) {
        assertInstanceOf(Rejected.class, Answers.of(status, null, NOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void whatMayPassIsTriedAgain(int status) {
        assertInstanceOf(RetryLater.class, Answers.of(status, null, NOW));
    }

    @Test
    void goneIsGone() {
        assertInstanceOf(Gone.class, Answers.of(410, null, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "120, 120",
        "' 7 ', 7",
        "86400, 3600",
        "'Mon, 23 Nov 2026 10:00:30 GMT', 30",
        "soon,",
        "-5,",
        "99999999999999999999,"
    })
    void theTimeToWaitIsHeeded(String header, @Nullable Long seconds) {
        var outcome = assertInstanceOf(RetryLater.class, Answers.of(429, header, NOW));

        assertEquals(seconds == null ? null : Duration.ofSeconds(seconds), outcome.after());
    }
}
