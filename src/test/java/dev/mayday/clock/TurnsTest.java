package dev.mayday.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final int AT_ONCE = 4;
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aFewHaveTheirTurnAtOnceAndWhoeverAsksThenSharesTheNext() {
        var taken = new AtomicInteger();
        var turns = new Turns(vertx, Duration.ofHours(1), taken::incrementAndGet);
        for (int i = 0; i < AT_ONCE + 5; i++) {
            turns.ask();
        }
        assertEquals(AT_ONCE, taken.get());
    }

    @Test
    void whoeverWaitsHasATurnAndWhoeverAsksAfterItAnother() throws InterruptedException {
        var taken = new CountDownLatch(AT_ONCE + 2);
        var all = new Turns[1];
        all[0] =
                new Turns(
                        vertx,
                        Duration.ofMillis(20),
                        () -> {
                            taken.countDown();
                            if (taken.getCount() == 1) {
                                all[0].ask(); // something came while it worked
                            }
                        });
        for (int i = 0; i < AT_ONCE + 1; i++) {
            all[0].ask();
        }
        assertTrue(taken.await(30, TimeUnit.SECONDS));
    }
}
