package dev.mayday.clock;

import io.smallrye.mutiny.Uni;

/**
 * Does one kind of due work. It runs inside the transaction that removes the timer, so it happens
 * once: what it changes in the database is there exactly if the timer is gone. It plans its next
 * timer itself.
 */
public interface TimerHandler {
    String kind();

    Uni<Void> fire(Timer timer);
}
