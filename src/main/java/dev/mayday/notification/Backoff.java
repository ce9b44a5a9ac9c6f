package dev.mayday.notification;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before a message is tried again. */
final class Backoff {
    private static final int[] SECONDS = {2, 5, 15, 60, 120, 300, 600};

    private Backoff() {}

    /**
     * Seconds at first, minutes later, shortened by up to a fifth so that a crowd does not come
     * back at once.
     *
     * @param tries how often it has been tried, from 1
     */
    static Duration after(int tries, RandomGenerator random) {
        int seconds = SECONDS[Math.min(tries, SECONDS.length) - 1];
        return Duration.ofMillis(Math.round(seconds * 1_000 * (1 - random.nextDouble() / 5)));
    }
}
