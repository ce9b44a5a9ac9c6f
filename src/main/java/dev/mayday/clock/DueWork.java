package dev.mayday.clock;

import dev.mayday.clock.Roles.Role;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does what is due, on whichever node is alive: woken by a commit, by another process, or by its
 * own look. Taking a timer, doing what it says and removing it is one transaction, so any number of
 * these may run.
 */
@ApplicationScoped
class DueWork {
    private static final Logger LOG = Logger.getLogger(DueWork.class);
    private static final int LANES = 8;
    private static final long LOOK_MILLIS = 200;

    private static final String TAKE =
            """
            DELETE FROM timer WHERE key = (
                SELECT key FROM timer WHERE due_at <= mayday_now() ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING key, kind, CAST(extract(epoch FROM due_at) * 1000 AS bigint), alert_id, subject_id, number
            """;

    /**
     * One that was committed here a moment ago. The due time is by this node's clock, so a moment
     * is granted; where it was put off since, it is not taken.
     */
    private static final String TAKE_THIS =
            """
            DELETE FROM timer WHERE key = (
                SELECT key FROM timer WHERE key = $1 AND due_at <= mayday_now() + interval '100 milliseconds' FOR UPDATE SKIP LOCKED)
            RETURNING key, kind, CAST(extract(epoch FROM due_at) * 1000 AS bigint), alert_id, subject_id, number
            """;

    private static final String OVERDUE =
            "SELECT EXISTS (SELECT FROM timer WHERE due_at <= mayday_now() - interval '1 second' AND failures = 0)";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final long startedAt = System.nanoTime();
    private final Vertx vertx;
    private final Roles roles;
    private final Transactions transactions;
    private final Wakeups wakeups;
    private final MaydayClock clock;
    private final MeterRegistry metrics;
    private final Map<String, TimerHandler> handlers;
    private final AtomicInteger busy = new AtomicInteger();
    private final Queue<String> due = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean unseen = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile boolean caughtUp;

    DueWork(
            Vertx vertx,
            Roles roles,
            Transactions transactions,
            Wakeups wakeups,
            MaydayClock clock,
            MeterRegistry metrics,
            @All List<TimerHandler> handlers) {
        this.vertx = vertx;
        this.roles = roles;
        this.transactions = transactions;
        this.wakeups = wakeups;
        this.clock = clock;
        this.metrics = metrics;
        this.handlers =
                handlers.stream()
                        .collect(Collectors.toMap(TimerHandler::kind, Function.identity()));
    }

    void start(@Observes StartupEvent event) {
        if (roles.has(Role.CLOCK)) {
            wakeups.onDue(this::due);
            vertx.setPeriodic(0, LOOK_MILLIS, timer -> look());
        } else {
            caughtUp = true;
        }
    }

    /**
     * Whether all that had become due before this process started has been done, here or elsewhere.
     */
    boolean caughtUp() {
        return caughtUp;
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void due(List<String> keys) {
        due.addAll(keys);
        if (keys.isEmpty()) {
            look();
        } else {
            keys.forEach(key -> lane());
        }
    }

    /** One may be due that nobody has named. */
    private void look() {
        unseen.set(true);
        lane();
    }

    /** One more lane, unless all are there: these take what there is before they end. */
    private void lane() {
        while (!stopped) {
            int lanes = busy.get();
            if (lanes >= LANES) {
                return;
            }
            if (busy.compareAndSet(lanes, lanes + 1)) {
                vertx.runOnContext(ignored -> next());
                return;
            }
        }
    }

    /** Takes one timer after another until none is due: first those that are named. */
    private void next() {
        var key = due.poll();
        if (key == null && !unseen.getAndSet(false) || stopped) {
            busy.decrementAndGet();
            if (!stopped && (!due.isEmpty() || unseen.get())) {
                lane(); // it came meanwhile, and met a full house
            }
            return;
        }
        var taken = new Taken();
        transactions
                .quietly(() -> take(key, taken))
                .subscribe()
                .with(done -> after(taken), failure -> failed(taken, failure));
    }

    private Uni<Void> take(@Nullable String key, Taken taken) {
        return (key == null ? Sql.row(TAKE) : Sql.row(TAKE_THIS, key))
                .flatMap(row -> {
                    if (row == null) {
                        return caughtUp || key != null ? Uni.createFrom().voidItem() : catchUp();
                    }
                    var timer =
                            new Timer(
                                    (String) row[0],
                                    (String) row[1],
                                    Instant.ofEpochMilli((Long) row[2]),
                                    (UUID) row[3],
                                    (UUID) row[4],
                                    (Integer) row[5]);
                    taken.timer = timer;
                    if (key == null) {
                        look(); // where one is due there may be more: another lane takes the next
                    }
                    var handler = handlers.get(timer.kind());
                    if (handler == null) {
                        return Uni.createFrom()
                                .failure(new IllegalStateException("nobody does " + timer.kind()));
                    }
                    return handler.fire(timer);
                });
    }

    /**
     * None is to be had, but another lane or node may still be at one: its row is there until it is
     * done. A crowd of them keeps nobody from becoming ready for long.
     */
    private Uni<Void> catchUp() {
        return Sql.row(OVERDUE)
                .invoke(row ->
                        caughtUp =
                                row == null
                                        || Boolean.FALSE.equals(row[0])
                                        || System.nanoTime() - startedAt > PATIENCE.toNanos())
                .replaceWithVoid();
    }

    private void after(Taken taken) {
        var timer = taken.timer;
        if (timer != null) {
            metrics.timer("mayday.timers.lateness", "kind", timer.kind()).record(late(timer));
            wakeups.work();
        }
        next();
    }

    private Duration late(Timer timer) {
        var late = Duration.between(timer.dueAt(), clock.now());
        return late.isNegative() ? Duration.ZERO : late;
    }

    /**
     * The transaction is undone, so the timer is still there: it is put off a little, so that it
     * holds up no other.
     */
    private void failed(Taken taken, Throwable failure) {
        var timer = taken.timer;
        if (timer == null) {
            LOG.warnf("event=due-work-unreachable reason=%s", failure.getClass().getSimpleName());
            busy.decrementAndGet();
            return;
        }
        metrics.counter("mayday.timers.failed", "kind", timer.kind()).increment();
        LOG.errorf(failure, "event=timer-failed kind=%s alert=%s", timer.kind(), timer.alert());
        transactions
                .quietly(() -> putOff(timer))
                .subscribe()
                .with(done -> next(), unreachable -> busy.decrementAndGet());
    }

    private static Uni<Integer> putOff(Timer timer) {
        return Sql.change(
                """
                UPDATE timer SET failures = failures + 1,
                       due_at = mayday_now() + least(power(2, failures), 60) * interval '0.25 seconds'
                WHERE key = $1
                """,
                timer.key());
    }

    /** What a transaction took, for when it fails. */
    private static final class Taken {
        private @Nullable Timer timer;
    }
}
