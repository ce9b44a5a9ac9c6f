package dev.mayday.notification.heartbeat;

import dev.mayday.clock.MaydayClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How long ago the last heartbeat arrived, on whichever node: each one reads it from the database,
 * and where it can't, what it knows gets older.
 */
@ApplicationScoped
class HeartbeatAge {
    private static final Logger LOG = Logger.getLogger(HeartbeatAge.class);
    private static final long LOOK_MILLIS = 5_000;
    private static final int LATE = 5_000;

    private static final String LAST =
            """
            SELECT CAST(extract(epoch FROM max(delivered_at)) * 1000 AS bigint) FROM delivery
            WHERE channel = 'heartbeat' AND purpose = 'alert-raised'
            """;

    private final Vertx vertx;
    private final Pool pool;
    private final MaydayClock clock;
    private final HeartbeatSettings settings;
    private final MeterRegistry metrics;
    private volatile @Nullable Instant last;

    HeartbeatAge(
            Vertx vertx,
            Pool pool,
            MaydayClock clock,
            HeartbeatSettings settings,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.pool = pool;
        this.clock = clock;
        this.settings = settings;
        this.metrics = metrics;
    }

    void start(@Observes @Priority(LATE) StartupEvent event) {
        if (settings.on()) {
            var since = clock.now();
            metrics.gauge("mayday.heartbeat.age.seconds", this, it -> it.seconds(since));
            vertx.setPeriodic(0, LOOK_MILLIS, timer -> look());
        }
    }

    /** While none ever came, since this process began to wait for one. */
    private double seconds(Instant since) {
        var known = last;
        return Duration.between(known == null ? since : known, clock.now()).toMillis() / 1_000.0;
    }

    private void look() {
        pool.query(LAST)
                .execute()
                .subscribe()
                .with(
                        rows -> {
                            var millis = rows.iterator().next().getLong(0);
                            last = millis == null ? null : Instant.ofEpochMilli(millis);
                        },
                        failure -> LOG.debugf("event=heartbeat-look-failed"));
    }
}
