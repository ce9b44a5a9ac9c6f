package dev.mayday.notification.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mayday.notification.Outcome.Accepted;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.push.PushAnswer.Gone;
import dev.mayday.notification.push.PushAnswer.Later;
import dev.mayday.notification.push.PushAnswer.Refused;
import dev.mayday.notification.push.PushAnswer.Took;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushAnswerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "200, Took",
        "201, Took",
        "202, Took",
        "204, Took",
        "404, Gone",
        "410, Gone",
        "408, Later",
        "425, Later",
        "429, Later",
        "500, Later",
        "503, Later",
        "301, Refused",
        "307, Refused",
        "400, Refused",
        "401, Refused",
        "403, Refused",
        "413, Refused"
    })
    void aStatusMeansWhatTheRfcSays(int status, String answer) {
        assertEquals(answer, PushAnswer.of(status, null, NOW).getClass().getSimpleName());
    }

    @Test
    void whoAsksForPatienceIsGivenIt() {
        assertEquals(
                new Later(Duration.ofSeconds(30), "the push service answered 429"),
                PushAnswer.of(429, "30", NOW));
    }

    @Test
    void oneBrowserThatIsToldIsEnough() {
        assertInstanceOf(
                Accepted.class,
                PushAnswer.together(
                        List.of(new Gone(), new Later(null, "b"), new Took(), new Refused("c"))));
    }

    @Test
    void whereNoneIsToldItIsTriedAgainIfThatMayHelp() {
        var soon = new Later(Duration.ofSeconds(3), "soon");
        var late = new Later(Duration.ofMinutes(3), "late");
        assertEquals(
                new RetryLater(Duration.ofSeconds(3), "soon"),
                PushAnswer.together(List.of(new Refused("no"), late, new Gone(), soon)));
    }

    @Test
    void whereItMayNotAnotherChannelIsNext() {
        assertEquals(
                new Rejected("no"), PushAnswer.together(List.of(new Gone(), new Refused("no"))));
        assertEquals(
                new Rejected("no browser is subscribed"),
                PushAnswer.together(List.of(new Gone(), new Gone())));
    }
}
