package dev.mayday.clock;

import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Says after a commit that there may be work: at once to those who wait in this process, and by a
 * coalesced NOTIFY to the others. It may get lost; a slow look of everyone who waits backs it.
 * Never inside the transaction: a transactional NOTIFY takes a global lock to the end of the
 * commit.
 */
@ApplicationScoped
public class Wakeups {
    public static final String CHANNEL = "mayday_work";
    private static final Logger LOG = Logger.getLogger(Wakeups.class);
    private static final long COALESCE_MILLIS = 5;

    private final Vertx vertx;
    private final Pool pool;
    private final boolean alone;
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
    private final List<Consumer<List<Due>>> timers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean notifying = new AtomicBoolean();

    Wakeups(Vertx vertx, Pool pool, Roles roles) {
        this.vertx = vertx;
        this.pool = pool;
        this.alone = roles.all();
    }

    /**
     * Runs the given from now on whenever there may be work. It must return at once and bear being
     * called too often.
     */
    public void onWork(Runnable look) {
        waiting.add(look);
    }

    /**
     * Runs the given with the timers that have just been committed and are due; with none of them
     * where another process may have something.
     */
    void onDue(Consumer<List<Due>> take) {
        timers.add(take);
    }

    /** There may be work: something has just been committed. */
    public void work() {
        work(List.of());
    }

    /**
     * @param due timers that were committed with it and are due
     */
    void work(List<Due> due) {
        waiting.forEach(Runnable::run);
        if (!due.isEmpty()) {
            timers.forEach(take -> take.accept(due));
        }
        if (!alone && notifying.compareAndSet(false, true)) {
            vertx.setTimer(
                    COALESCE_MILLIS,
                    timer -> {
                        notifying.set(false);
                        pool.query("NOTIFY " + CHANNEL)
                                .execute()
                                .subscribe()
                                .with(rows -> {}, failure -> LOG.debugf("event=notify-failed"));
                    });
        }
    }

    /** Another process said that there may be work. */
    void heard() {
        waiting.forEach(Runnable::run);
        timers.forEach(take -> take.accept(List.of()));
    }
}
