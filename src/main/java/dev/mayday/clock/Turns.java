package dev.mayday.clock;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets something be done at its pace: at once where that has been seldom of late, else when its
 * next turn comes. Whoever asks while a turn is waited for is part of it.
 */
public final class Turns {
    /** Before there are more than these, none waits. */
    private static final int AT_ONCE = 4;

    private final Vertx vertx;
    private final Pace pace;
    private final Runnable work;
    private final AtomicBoolean asked = new AtomicBoolean();

    /**
     * @param interval between two turns, under load
     * @param work run on a context, or by whoever asks
     */
    public Turns(Vertx vertx, Duration interval, Runnable work) {
        this.vertx = vertx;
        this.pace = new Pace(interval, AT_ONCE);
        this.work = work;
    }

    /** What is there to be done by now is done in this turn or an earlier one. */
    public void ask() {
        if (asked.compareAndSet(false, true)) {
            long wait = pace.next(System.nanoTime()).toMillis();
            if (wait > 0) {
                vertx.setTimer(wait, timer -> go());
            } else {
                go();
            }
        }
    }

    private void go() {
        asked.set(false); // first: what comes from here on needs a turn of its own
        work.run();
    }
}
