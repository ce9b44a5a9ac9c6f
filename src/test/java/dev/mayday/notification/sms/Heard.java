package dev.mayday.notification.sms;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayday.notification.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** Hears what the SMSC brings instead of the database, and can be as if that were away. */
final class Heard implements Arrivals {
    private final List<String> words = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    void goesAway() {
        away = true;
    }

    void comesBack() {
        away = false;
    }

    List<String> words() {
        return List.copyOf(words);
    }

    void becomes(String... expected) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertEquals(List.of(expected), words));
    }

    @Override
    public void taken(String id, String to) {
        words.add("taken " + id + " " + to);
    }

    @Override
    public void receipt(String id, String from, Receipt receipt) {
        record("receipt " + id + " " + from + " " + receipt.getClass().getSimpleName());
    }

    @Override
    public void text(String from, String to, String text) {
        record("text " + from + " " + to + " " + text);
    }

    private void record(String what) {
        if (away) {
            throw new IllegalStateException("the database is away");
        }
        words.add(what);
    }
}
