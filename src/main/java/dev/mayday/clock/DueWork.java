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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Does what is due, on whichever node is alive: woken by a commit, by another process, or by its
 * own look. Taking a timer, doing what it says and removing it is one transaction, so any number of
 * these may run.
 */
@ApplicationScoped
class DueWork {
    private static final Logger LOG = Logger.getLogger(DueWork.class);
    private static final int LANES = 8;

    /** Of a crowd, done in one transaction: more would hold their alerts for long. */
    private static final int TOGETHER = 32;

    private static final long LOOK_MILLIS = 200;

    /** How often those are taken that were named meanwhile, under load. */
    private static final Duration EVERY = Duration.ofMillis(30);

    private static final String TAKE =
            """
            DELETE FROM timer WHERE key = (
                SELECT key FROM timer WHERE due_at <= mayday_now() ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING key, kind, CAST(extract(epoch FROM due_at) * 1000 AS bigint), alert_id, subject_id, number
            """;

    /** More of the same kind that wait too. */
    private static final String TAKE_MORE =
            """
            DELETE FROM timer WHERE key IN (
                SELECT key FROM timer WHERE due_at <= mayday_now() AND kind = $1 ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            RETURNING key, kind, CAST(extract(epoch FROM due_at) * 1000 AS bigint), alert_id, subject_id, number
            """;

    /**
     * Those that were committed here a moment ago. The due time is by this node's clock, so a
     * moment is granted; where one was put off since, it is not taken.
     */
    private static final String TAKE_THESE =
            """
            DELETE FROM timer WHERE key IN (
                SELECT key FROM timer WHERE key = ANY($1) AND due_at <= mayday_now() + interval '100 milliseconds'
                FOR UPDATE SKIP LOCKED)
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
    private final Queue<Due> due = new ConcurrentLinkedQueue<>();
    private final Turns turns;

    /** Keys of those that failed together. */
    private final Queue<String> alone = new ConcurrentLinkedQueue<>();

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
        this.turns = new Turns(vertx, EVERY, this::takeNamed);
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

    private void due(List<Due> timers) {
        due.addAll(timers);
        if (timers.isEmpty()) {
            look();
        } else {
            turns.ask();
        }
    }

    /** A lane for each that is named, unless one does several. */
    private void takeNamed() {
        due.forEach(timer -> lane());
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

    /** Takes one after another until none is due: first those that are named. */
    private void next() {
        var keys = named();
        if (keys.isEmpty() && !unseen.getAndSet(false) || stopped) {
            busy.decrementAndGet();
            if (!stopped && (!due.isEmpty() || !alone.isEmpty() || unseen.get())) {
                lane(); // it came meanwhile, and met a full house
            }
            return;
        }
        var taken = new Taken();
        transactions
                .quietly(() -> take(keys, taken))
                .subscribe()
                .with(done -> after(taken), failure -> failed(taken, failure));
    }

    /** One that waits to be named, and those behind it that can be done together with it. */
    private synchronized List<String> named() {
        var single = alone.poll();
        if (single != null) {
            return List.of(single);
        }
        var keys = new ArrayList<String>();
        var first = due.poll();
        if (first != null) {
            keys.add(first.key());
            int most = most(first.kind());
            for (var next = due.peek();
                    keys.size() < most && next != null && next.kind().equals(first.kind());
                    next = due.peek()) {
                keys.add(due.remove().key());
            }
        }
        return keys;
    }

    private int most(String kind) {
        return handlers.get(kind) instanceof TimerHandler.OfMany ? TOGETHER : 1;
    }

    private Uni<Void> take(List<String> keys, Taken taken) {
        return (keys.isEmpty()
                        ? unnamed()
                        : Sql.rows(TAKE_THESE, (Object) keys.toArray(String[]::new)))
                .flatMap(rows -> {
                    if (rows.isEmpty()) {
                        return caughtUp || !keys.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : catchUp();
                    }
                    taken.timers = rows.stream().map(DueWork::timer).toList();
                    if (keys.isEmpty()) {
                        look(); // where one is due there may be more: another lane takes the next
                    }
                    return fire(taken.timers);
                });
    }

    private Uni<List<Object[]>> unnamed() {
        return Sql.rows(TAKE)
                .flatMap(first -> {
                    int more = first.isEmpty() ? 0 : most(timer(first.getFirst()).kind()) - 1;
                    return more == 0
                            ? Uni.createFrom().item(first)
                            : Sql.rows(TAKE_MORE, timer(first.getFirst()).kind(), (long) more)
                                    .map(others ->
                                            Stream.concat(first.stream(), others.stream())
                                                    .toList());
                });
    }

    private static Timer timer(Object[] row) {
        return new Timer(
                (String) row[0],
                (String) row[1],
                Instant.ofEpochMilli((Long) row[2]),
                (UUID) row[3],
                (UUID) row[4],
                (Integer) row[5]);
    }

    /** All of one kind; several only where its handler does several. */
    private Uni<Void> fire(List<Timer> timers) {
        var kind = timers.getFirst().kind();
        return switch (handlers.get(kind)) {
            case TimerHandler.OfMany many -> many.fire(timers);
            case TimerHandler one -> one.fire(timers.getFirst());
            case null -> Uni.createFrom().failure(new IllegalStateException("nobody does " + kind));
        };
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
        for (var timer : taken.timers) {
            metrics.timer("mayday.timers.lateness", "kind", timer.kind()).record(late(timer));
        }
        if (!taken.timers.isEmpty()) {
            wakeups.work();
        }
        next();
    }

    private Duration late(Timer timer) {
        var late = Duration.between(timer.dueAt(), clock.now());
        return late.isNegative() ? Duration.ZERO : late;
    }

    /**
     * The transaction is undone, so the timers are still there: of several each is done by itself,
     * and one alone is put off a little, so that it holds up no other. One that is late goes on,
     * and its timers are nobody else's until it ends; but its lane is free.
     */
    private void failed(Taken taken, Throwable failure) {
        if (taken.timers.isEmpty() || failure instanceof TimeoutException) {
            LOG.warnf("event=due-work-unreachable reason=%s", failure.getClass().getSimpleName());
            busy.decrementAndGet();
            return;
        }
        if (taken.timers.size() > 1) {
            LOG.warnf(
                    "event=timers-failed-together kind=%s count=%d reason=%s",
                    taken.timers.getFirst().kind(),
                    taken.timers.size(),
                    failure.getClass().getSimpleName());
            taken.timers.forEach(timer -> alone.add(timer.key()));
            next();
            return;
        }
        var timer = taken.timers.getFirst();
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
        private List<Timer> timers = List.of();
    }
}
