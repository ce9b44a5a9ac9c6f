package dev.mayday.notification.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.Outcome.Unavailable;
import dev.mayday.notification.Samples;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How fast, and what is made of a refusal. */
class WindowTest {

    @Test
    void noMoreThanItsWidthAreUnderWay() throws Exception {
        var window = new Window(2);
        assertTrue(window.enter(now()));
        assertTrue(window.enter(now()));
        assertFalse(window.enter(now()), "there is no room, and no time to wait for it");

        var third = new CompletableFuture<Boolean>();
        Thread.ofVirtual().start(() -> third.complete(enters(window)));
        window.leave();

        assertTrue(third.get(20, TimeUnit.SECONDS));
    }

    @Test
    void patienceThatIsAskedForHalvesItAndWhatGoesWellWidensIt() {
        var window = new Window(10);
        window.throttled();
        assertEquals(5, window.width());
        window.throttled();
        window.throttled();
        window.throttled();
        assertEquals(1, window.width());

        window.wentWell();
        assertEquals(2, window.width());
        window.wentWell();
        assertEquals(2, window.width());
        window.wentWell();
        assertEquals(3, window.width());
        for (int i = 0; i < 100; i++) {
            window.wentWell();
        }
        assertEquals(10, window.width());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x58, 0x14})
    void whoAsksForPatienceIsAskedAgainSoon(int status) {
        var later = assertInstanceOf(RetryLater.class, CommandStatus.refusal(status));
        assertEquals(Duration.ofSeconds(1), later.after());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x0A, 0x0B, 0x33, 0x65, 0x66, 0xC4})
    void whatIsWrongWithTheMessageIsSoForEver(int status) {
        assertInstanceOf(Rejected.class, CommandStatus.refusal(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x04, 0x08, 0x45, 0x64, 0xFF, 0x400, 0x4FF, 0x1234, -1})
    void whatIsWrongWithTheSmscOrCanNotBeReadIsTriedElsewhere(int status) {
        assertInstanceOf(Unavailable.class, CommandStatus.refusal(status));
    }

    @Test
    void thePauseBeforeTheNextBindGrowsToItsBoundAndIsNeverTheSameForAll() {
        var settings =
                Samples.mapping(
                        SmppSettings.class,
                        "mayday.smpp",
                        "reconnect-after",
                        "PT1S",
                        "reconnect-at-most",
                        "PT10S");
        assertEquals(Duration.ofMillis(500), SmppLink.pause(settings, 0, fixed(0)));
        assertEquals(Duration.ofMillis(750), SmppLink.pause(settings, 1, fixed(0.5)));
        assertEquals(Duration.ofSeconds(2), SmppLink.pause(settings, 3, fixed(0)));
        assertEquals(Duration.ofSeconds(5), SmppLink.pause(settings, 1_000, fixed(0)));
    }

    private static RandomGenerator fixed(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }

    private static boolean enters(Window window) {
        try {
            return window.enter(now() + TimeUnit.SECONDS.toNanos(20));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long now() {
        return System.nanoTime();
    }
}
