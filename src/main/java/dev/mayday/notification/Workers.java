package dev.mayday.notification;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.OneAtATime;
import dev.mayday.clock.Roles;
import dev.mayday.clock.Roles.Role;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * The workers of this process, one a channel. Kafka tells them what is queued; once a second they
 * look in the database for what Kafka did not bring, for what is to be tried again, and for what a
 * dead worker left behind.
 */
@ApplicationScoped
class Workers {
    private static final Logger LOG = Logger.getLogger(Workers.class);

    /** What is for an alert goes before letters, then the oldest. */
    private static final String LEFT_LYING =
            """
            SELECT id, created_at FROM delivery
            WHERE state = 'QUEUED' AND channel = $1
              AND CASE WHEN leased_by IS NOT NULL THEN leased_until <= $2 OR leased_by = ANY($3)
                       WHEN retry_at IS NOT NULL THEN retry_at <= $2
                       ELSE created_at <= $4 END
            ORDER BY alert_id IS NULL, created_at LIMIT $5
            """;

    private final Vertx vertx;
    private final Pool pool;
    private final MaydayClock clock;
    private final WorkerLease lease;
    private final Providers providers;
    private final NotificationSettings settings;
    private final Map<String, ChannelWorker> byChannel = new TreeMap<>();
    private final OneAtATime look;
    private long looks = -1;

    Workers(
            Vertx vertx,
            Pool pool,
            MaydayClock clock,
            WorkerLease lease,
            Providers providers,
            NotificationSettings settings) {
        this.vertx = vertx;
        this.pool = pool;
        this.clock = clock;
        this.lease = lease;
        this.providers = providers;
        this.settings = settings;
        this.look =
                new OneAtATime(
                        this::look,
                        failure ->
                                LOG.warnf(
                                        "event=look-failed cause=%s",
                                        failure.getClass().getSimpleName()));
    }

    void start(
            @Observes StartupEvent event,
            Roles roles,
            Senders senders,
            Claims claims,
            Messages messages,
            Results results,
            MeterRegistry metrics) {
        if (!roles.has(Role.WORKER)) {
            return;
        }
        var database = new Semaphore(settings.databaseConcurrency(), true);
        for (String channel : senders.channels()) {
            byChannel.put(
                    channel,
                    new ChannelWorker(
                            channel,
                            senders.of(channel),
                            providers,
                            claims,
                            messages,
                            results,
                            settings,
                            database,
                            metrics));
        }
        looks = vertx.setPeriodic(0, settings.lookEvery().toMillis(), timer -> look.run());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(looks);
        byChannel.values().forEach(worker -> worker.close(settings.sendTimeout()));
    }

    /** A delivery is queued, says Kafka. Without the lock it waits for a look that has it. */
    void queued(String channel, UUID delivery) {
        var worker = byChannel.get(channel);
        if (worker != null && lease.held()) {
            worker.offer(delivery);
        }
    }

    private Uni<?> look() {
        return providers
                .read()
                .flatMap(read -> lease.renew())
                .flatMap(done ->
                        Multi.createFrom()
                                .iterable(byChannel.keySet())
                                .onItem()
                                .transformToUniAndConcatenate(this::leftLying)
                                .collect()
                                .last());
    }

    private Uni<Void> leftLying(String channel) {
        var now = clock.now();
        var worker = worker(channel);
        return pool.preparedQuery(LEFT_LYING)
                .execute(
                        Tuple.from(
                                new Object[] {
                                    channel,
                                    now.atOffset(ZoneOffset.UTC),
                                    lease.gone().toArray(Integer[]::new),
                                    now.minus(settings.unclaimedAfter()).atOffset(ZoneOffset.UTC),
                                    worker.room()
                                }))
                .invoke(rows -> {
                    var oldest = now;
                    for (var row : rows) {
                        worker.offer(row.getUUID(0));
                        var made = row.getOffsetDateTime(1).toInstant();
                        oldest = made.isBefore(oldest) ? made : oldest;
                    }
                    worker.overdue(Duration.between(oldest, now));
                })
                .replaceWithVoid();
    }

    private ChannelWorker worker(String channel) {
        return Objects.requireNonNull(byChannel.get(channel));
    }
}
