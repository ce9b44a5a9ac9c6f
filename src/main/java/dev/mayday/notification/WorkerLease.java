package dev.mayday.notification;

import dev.mayday.clock.ClockSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Binds what this process claims to its life: it holds an advisory lock by a connection of its own,
 * which the database lets go the moment the process dies. Others then see that its claims lead
 * nowhere, long before a lease by the clock would say so.
 */
@ApplicationScoped
class WorkerLease {
    private static final Logger LOG = Logger.getLogger(WorkerLease.class);
    private static final int LOCK_CLASS = 0x4d61;

    private static final String LOCK = "SELECT pg_try_advisory_lock($1, $2)";
    private static final String UNLOCK = "SELECT pg_advisory_unlock_all()";
    private static final String HOLDERS_GONE =
            """
            WITH holding AS MATERIALIZED (
                SELECT CAST(CAST(objid AS bigint) AS integer) AS node FROM pg_locks
                WHERE locktype = 'advisory' AND classid = CAST(CAST($1 AS integer) AS oid) AND objsubid = 2 AND granted
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            )
            SELECT DISTINCT leased_by FROM delivery
            WHERE state = 'QUEUED' AND leased_by IS NOT NULL AND leased_by NOT IN (SELECT node FROM holding)
            """;

    private final Pool pool;
    private final Duration patience;
    private volatile int node = number();
    private volatile @Nullable SqlConnection held;
    private Set<Integer> missing = Set.of();
    private volatile Set<Integer> gone = Set.of();

    WorkerLease(Pool pool, ClockSettings settings) {
        this.pool = pool;
        this.patience = settings.patience();
    }

    /** Under which this process claims; only while {@link #held()}. */
    int node() {
        return node;
    }

    boolean held() {
        return held != null;
    }

    /**
     * Nodes that had claimed something and are dead. Missed at two looks in a row: after a restart
     * of the database the living need a moment to take their locks again.
     */
    Set<Integer> gone() {
        return gone;
    }

    /** Takes the lock where it is not held, and looks who is gone. To be called again and again. */
    Uni<Void> renew() {
        return connection()
                .flatMap(connection ->
                        inTime(
                                connection
                                        .preparedQuery(HOLDERS_GONE)
                                        .execute(Tuple.of(LOCK_CLASS))))
                .invoke(rows -> {
                    var now =
                            StreamSupport.stream(rows.spliterator(), false)
                                    .map(row -> row.getInteger(0))
                                    .collect(Collectors.toSet());
                    var twice = new HashSet<>(now);
                    twice.retainAll(missing);
                    missing = now;
                    gone = Set.copyOf(twice);
                })
                .replaceWithVoid()
                .onFailure()
                .call(this::lost);
    }

    private Uni<SqlConnection> connection() {
        var there = held;
        return there != null
                ? Uni.createFrom().item(there)
                : pool.getConnection().flatMap(this::lock);
    }

    private Uni<SqlConnection> lock(SqlConnection connection) {
        return inTime(connection.preparedQuery(LOCK).execute(Tuple.of(LOCK_CLASS, node)))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .onFailure()
                .call(failure -> giveBack(connection))
                .flatMap(locked -> {
                    if (!locked) {
                        // a connection of ours that the network lost still holds it
                        node = number();
                        return connection.close().flatMap(done -> connection());
                    }
                    held = connection;
                    LOG.infof("event=worker-lease-held node=%d", node);
                    return Uni.createFrom().item(connection);
                });
    }

    private Uni<Void> lost(Throwable failure) {
        var there = held;
        held = null;
        gone = Set.of();
        if (there != null) {
            LOG.warnf(
                    "event=worker-lease-lost node=%d cause=%s",
                    node, failure.getClass().getSimpleName());
        }
        // a claim whose answer went down with the connection is nobody's: under a new number it is
        // found again like a dead worker's. What is really being sent is known to ChannelWorker
        node = number();
        return there == null ? Uni.createFrom().voidItem() : giveBack(there);
    }

    /** One that was only late must not go on to hold the lock, under a number that is nobody's. */
    private static Uni<Void> giveBack(SqlConnection connection) {
        connection
                .query(UNLOCK)
                .execute()
                .subscribe()
                .with(done -> {}, failure -> LOG.debugf("event=worker-lock-went-with-it"));
        return connection.close().onFailure().recoverWithNull();
    }

    private <T> Uni<T> inTime(Uni<T> answer) {
        return answer.ifNoItem().after(patience).fail();
    }

    private static int number() {
        return ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    }
}
