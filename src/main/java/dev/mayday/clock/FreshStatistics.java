package dev.mayday.clock;

import dev.mayday.clock.Roles.Role;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Keeps what the database's planner knows of the tables near the truth while a crowd comes. A
 * statement is planned once a connection, by the sizes known then; of a table that was last looked
 * at when it was nearly empty, reading all of it seems as good as any way, and each press would
 * read all those before it until the database looks again, which it does once a minute. So a table
 * that has outgrown its statistics is looked at at once, whereupon everybody plans anew.
 */
@ApplicationScoped
class FreshStatistics {
    private static final Logger LOG = Logger.getLogger(FreshStatistics.class);
    private static final long LOOK_MILLIS = 1_000;

    /** Those of ours that have eight times the pages that they had, and more than sixteen. */
    private static final String OUTGROWN =
            """
            SELECT CAST(CAST(c.oid AS regclass) AS text) FROM pg_class c
            WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind = 'r'
              AND pg_has_role(c.relowner, 'USAGE')
              AND pg_relation_size(c.oid) > 8 * greatest(c.relpages, 2) * CAST(current_setting('block_size') AS bigint)
            """;

    private final Vertx vertx;
    private final Pool pool;
    private final Roles roles;
    private final Wakeups wakeups;
    private final MeterRegistry metrics;

    /** Something was committed since the last look. */
    private final AtomicBoolean written = new AtomicBoolean();

    private final OneAtATime refresh;

    FreshStatistics(Vertx vertx, Pool pool, Roles roles, Wakeups wakeups, MeterRegistry metrics) {
        this.vertx = vertx;
        this.pool = pool;
        this.roles = roles;
        this.wakeups = wakeups;
        this.metrics = metrics;
        this.refresh =
                new OneAtATime(
                        this::refresh,
                        failure ->
                                LOG.warnf(
                                        "event=statistics-not-refreshed reason=%s",
                                        failure.getClass().getSimpleName()));
    }

    void start(@Observes StartupEvent event) {
        if (roles.has(Role.CLOCK)) {
            wakeups.onWork(() -> written.set(true));
            vertx.setPeriodic(LOOK_MILLIS, timer -> refresh.run());
        }
    }

    private Uni<Void> refresh() {
        if (!written.getAndSet(false)) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(OUTGROWN)
                .execute()
                .flatMap(rows -> {
                    var tables = new ArrayList<String>();
                    rows.forEach(row -> tables.add(row.getString(0)));
                    return tables.isEmpty() ? Uni.createFrom().voidItem() : analyze(tables);
                });
    }

    /** Leaves out one that somebody else is at: another node, or the database itself. */
    private Uni<Void> analyze(List<String> tables) {
        var names = String.join(", ", tables);
        return pool.query("ANALYZE (SKIP_LOCKED) " + names)
                .execute()
                .invoke(() -> {
                    metrics.counter("mayday.statistics.refreshed").increment(tables.size());
                    LOG.infof("event=statistics-refreshed tables=\"%s\"", names);
                })
                .replaceWithVoid();
    }
}
