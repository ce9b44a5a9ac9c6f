package dev.mayday.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.notification.Outcome.Accepted;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.Silent;
import dev.mayday.notification.Outcome.Unavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may wrap
    private final Breaker breaker = new Breaker(3, Duration.ofSeconds(15), nanos::get);

    @Test
    void afterSoManyFailuresInARowNothingIsLetByForAWhile() {
        fails(2);
        assertTrue(breaker.lets());
        fails(1);
        assertFalse(breaker.lets());
        assertTrue(breaker.broken());
    }

    @Test
    void anAnswerOfAnyKindBreaksTheRow() {
        fails(2);
        breaker.saw(new Rejected("no such number"));
        fails(2);
        assertTrue(breaker.lets());
    }

    @Test
    void afterTheWhileOneIsLetByAndNoOther() {
        fails(3);
        nanos.addAndGet(Duration.ofSeconds(15).toNanos());

        var let = IntStream.range(0, 10).filter(i -> breaker.lets()).count();

        assertEquals(1, let);
    }

    @Test
    void theOneThatGetsThroughOpensTheWayForAll() {
        fails(3);
        nanos.addAndGet(Duration.ofSeconds(15).toNanos());
        breaker.lets();
        breaker.saw(new Accepted(null));

        assertTrue(breaker.lets());
        assertFalse(breaker.broken());
    }

    @Test
    void whoKeepsMessagesAndSaysNothingFails() {
        for (int i = 0; i < 3; i++) {
            breaker.saw(new Silent("no answer in time", new CompletableFuture<>()));
        }
        assertTrue(breaker.broken());
    }

    private void fails(int times) {
        for (int i = 0; i < times; i++) {
            breaker.saw(new Unavailable("down"));
        }
    }
}
