package dev.mayday.outbox;

import dev.mayday.clock.Roles;
import dev.mayday.clock.Roles.Role;
import dev.mayday.clock.Turns;
import dev.mayday.clock.Wakeups;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is unsent to Kafka, in order, and forgets it once it is acknowledged. Woken by the
 * commit; a slow look backs it. One relay at a time holds the lock, for one batch: another one
 * waits for the next. A row that fails holds back that key's later ones; a batch that is sent twice
 * is harmless, since consumers know the last sequence that they applied. A lone alert waits for
 * nothing; under load what comes within some milliseconds goes together, since a batch costs the
 * database and the broker much and a row little.
 */
@ApplicationScoped
class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 500;
    private static final int BUSY = -1;
    private static final int REFUSED = -2;
    private static final long LOOK_MILLIS = 1_000;
    private static final long BUSY_MILLIS = 20;
    private static final Duration EVERY = Duration.ofMillis(30);
    private static final long LOCK = 0x6d617964_0001L;

    private static final String TAKE_LOCK =
            // whatever a crash of the database brings back is sent once more
            "SELECT pg_try_advisory_xact_lock($1), set_config('synchronous_commit', 'off', true)";

    private final Vertx vertx;
    private final Pool pool;
    private final Roles roles;
    private final Wakeups wakeups;
    private final KafkaLog kafka;
    private final MeterRegistry metrics;
    private final AtomicBoolean running = new AtomicBoolean();
    private final Turns turns;
    private volatile boolean again;
    private volatile boolean stopped;
    private KafkaLog.@Nullable Writer writer;

    OutboxRelay(
            Vertx vertx,
            Pool pool,
            Roles roles,
            Wakeups wakeups,
            KafkaLog kafka,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.pool = pool;
        this.roles = roles;
        this.wakeups = wakeups;
        this.kafka = kafka;
        this.metrics = metrics;
        this.turns = new Turns(vertx, EVERY, this::batch);
    }

    void start(@Observes StartupEvent event) {
        if (roles.has(Role.RELAY)) {
            writer = kafka.writer("relay", Duration.ZERO, Duration.ofSeconds(5));
            wakeups.onWork(this::look);
            vertx.setPeriodic(LOOK_MILLIS, timer -> look());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void look() {
        again = true;
        if (!stopped && running.compareAndSet(false, true)) {
            vertx.runOnContext(ignored -> turns.ask());
        }
    }

    private void batch() {
        again = false;
        pool.withTransaction(this::batch)
                .subscribe()
                .with(
                        this::after,
                        failure -> {
                            LOG.warnf(
                                    "event=relay-failed reason=%s",
                                    failure.getClass().getSimpleName());
                            after(REFUSED);
                        });
    }

    private void after(int sent) {
        if (sent == BATCH || again && sent > 0) {
            turns.ask();
            return;
        }
        if (sent == REFUSED) {
            // not again with each commit, all that waits at once
            vertx.setTimer(LOOK_MILLIS, timer -> rest());
            return;
        }
        running.set(false);
        if (sent == BUSY) {
            vertx.setTimer(
                    BUSY_MILLIS,
                    timer -> look()); // the other one may have looked before the last commit
        } else if (again) { // said since it was asked above
            look();
        }
    }

    private void rest() {
        running.set(false);
        look();
    }

    /**
     * @return how many were sent; {@link #BUSY} where another relay is at it, {@link #REFUSED}
     *     where the broker takes nothing
     */
    private Uni<Integer> batch(SqlConnection connection) {
        return connection
                .preparedQuery(TAKE_LOCK)
                .execute(Tuple.of(LOCK))
                .flatMap(rows ->
                        rows.iterator().next().getBoolean(0)
                                ? connection
                                        .preparedQuery(
                                                "SELECT id, topic, key, event_id, type, subject, sequence, data, created_at"
                                                        + " FROM outbox ORDER BY id LIMIT $1")
                                        .execute(Tuple.of(BATCH))
                                        .flatMap(found -> send(connection, rowsOf(found)))
                                : Uni.createFrom().item(BUSY));
    }

    private Uni<Integer> send(SqlConnection connection, List<Row> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        var context = Vertx.currentContext();
        var open = Objects.requireNonNull(writer);
        var sends = rows.stream().map(row -> send(open, row)).toList();
        return Uni.combine()
                .all()
                .unis(sends)
                .with(acknowledged -> sent(rows, acknowledged))
                .emitOn(command -> context.runOnContext(ignored -> command.run()))
                .flatMap(ids -> {
                    metrics.counter("mayday.outbox.sent").increment(ids.length);
                    if (ids.length < rows.size()) {
                        metrics.counter("mayday.outbox.failed").increment(rows.size() - ids.length);
                        LOG.warnf("event=relay-held-back rows=%d", rows.size() - ids.length);
                    }
                    return connection
                            .preparedQuery("DELETE FROM outbox WHERE id = ANY($1)")
                            .execute(Tuple.of(ids))
                            .replaceWith(ids.length == 0 ? REFUSED : ids.length);
                });
    }

    private static Uni<Boolean> send(KafkaLog.Writer open, Row row) {
        return open.send(
                        row.getString("topic"),
                        row.getString("key"),
                        KafkaLog.cloudEvent(
                                row.getUUID("event_id"),
                                row.getString("type"),
                                row.getString("subject"),
                                row.getLong("sequence"),
                                row.getOffsetDateTime("created_at").toInstant()),
                        row.getString("data"))
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(false);
    }

    /** The ids of what was acknowledged, but of a key with a failure only those before it. */
    private static Long[] sent(List<Row> rows, List<?> acknowledged) {
        var failed = new HashSet<String>();
        var ids = new ArrayList<Long>();
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            if (!Boolean.TRUE.equals(acknowledged.get(i))) {
                failed.add(row.getString("key"));
            } else if (!failed.contains(row.getString("key"))) {
                ids.add(row.getLong("id"));
            }
        }
        return ids.toArray(Long[]::new);
    }

    private static List<Row> rowsOf(Iterable<Row> found) {
        var rows = new ArrayList<Row>();
        found.forEach(rows::add);
        return rows;
    }
}
