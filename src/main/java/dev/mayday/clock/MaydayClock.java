package dev.mayday.clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/**
 * The time, by the database's clock: this node's own, corrected by what the database last said.
 * Nodes' clocks differ and tests shift the database's offset; both are followed within a second.
 */
@ApplicationScoped
public class MaydayClock {
    private static final Logger LOG = Logger.getLogger(MaydayClock.class);
    private static final long LOOK_MILLIS = 1_000;

    private final Vertx vertx;
    private final Pool pool;
    private volatile Duration offset = Duration.ZERO;
    private volatile boolean set;

    MaydayClock(Vertx vertx, Pool pool, MeterRegistry metrics) {
        this.vertx = vertx;
        this.pool = pool;
        metrics.gauge(
                "mayday.clock.offset.seconds", this, clock -> clock.offset.toMillis() / 1_000.0);
    }

    void start(@Observes @Priority(10) StartupEvent event) {
        vertx.setPeriodic(0, LOOK_MILLIS, timer -> look());
    }

    /** Now, to the millisecond, as everything that is stored or sent has it. */
    public Instant now() {
        return Instant.now().plus(offset).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Whether the database has said once what time it is. */
    boolean set() {
        return set;
    }

    private void look() {
        var before = Instant.now();
        pool.query("SELECT mayday_now()")
                .execute()
                .subscribe()
                .with(
                        rows -> {
                            var there =
                                    rows.iterator().next().get(OffsetDateTime.class, 0).toInstant();
                            var after = Instant.now();
                            var middle = before.plus(Duration.between(before, after).dividedBy(2));
                            var seen = Duration.between(middle, there);
                            // within the trip's own length it can't be told from zero, and a steady
                            // clock is worth more
                            if (seen.minus(offset)
                                            .abs()
                                            .compareTo(
                                                    Duration.between(before, after).plusMillis(2))
                                    > 0) {
                                offset = seen;
                            }
                            set = true;
                        },
                        failure -> LOG.debugf("event=clock-look-failed"));
    }
}
