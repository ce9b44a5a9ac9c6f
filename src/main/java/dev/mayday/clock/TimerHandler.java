package dev.mayday.clock;

import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Does one kind of due work. It runs inside the transaction that removes the timer, so it happens
 * once: what it changes in the database is there exactly if the timer is gone. It plans its next
 * timer itself.
 */
public interface TimerHandler {
    String kind();

    Uni<Void> fire(Timer timer);

    /**
     * Work that comes in crowds: those that wait together are done in one transaction. Where that
     * fails, each is done by itself.
     */
    interface OfMany extends TimerHandler {
        Uni<Void> fire(List<Timer> timers);

        @Override
        default Uni<Void> fire(Timer timer) {
            return fire(List.of(timer));
        }
    }
}
