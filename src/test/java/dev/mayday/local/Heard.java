package dev.mayday.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What somebody has heard, in order. Who waits for something is woken when it arrives. */
public final class Heard<T> {

    private final List<T> all = new ArrayList<>();

    public synchronized void add(T one) {
        all.add(one);
        notifyAll();
    }

    public synchronized List<T> all() {
        return List.copyOf(all);
    }

    /** The first that fits, heard already or in time. */
    public synchronized Optional<T> find(Predicate<? super T> wanted, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        for (int next = 0; ; next++) {
            while (next == all.size()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return Optional.empty();
                }
                await(left);
            }
            if (wanted.test(all.get(next))) {
                return Optional.of(all.get(next));
            }
        }
    }

    /**
     * @throws TooLate if it does not come in time
     */
    public T await(String what, Predicate<? super T> wanted, Duration within) {
        return find(wanted, within)
                .orElseThrow(() ->
                        new TooLate(what, within, all().stream().map(Object::toString).toList()));
    }

    private void await(long nanos) {
        try {
            wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
