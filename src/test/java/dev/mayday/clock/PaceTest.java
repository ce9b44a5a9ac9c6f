package dev.mayday.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MILLI = 1_000_000;
    private final Pace pace = new Pace(Duration.ofMillis(20), 3);

    private List<Long> waits(long... atMillis) {
        return LongStream.of(atMillis).mapToObj(at -> pace.next(at * MILLI).toMillis()).toList();
    }

    @Test
    void aFewFollowEachOtherAtOnce() {
        assertEquals(List.of(0L, 0L, 0L), waits(0, 1, 2));
    }

    @Test
    void whatComesFasterThanThatIsSpaced() {
        assertEquals(List.of(0L, 0L, 0L, 15L, 20L, 10L), waits(0, 0, 0, 5, 20, 50));
    }

    @Test
    void aPauseGivesBackTheFew() {
        assertEquals(List.of(0L, 0L, 0L, 20L, 40L), waits(0, 0, 0, 0, 0));
        assertEquals(List.of(0L, 0L, 0L, 20L), waits(200, 200, 200, 200));
    }
}
