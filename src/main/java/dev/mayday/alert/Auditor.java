package dev.mayday.alert;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.OneAtATime;
import dev.mayday.clock.Roles;
import dev.mayday.clock.Roles.Role;
import dev.mayday.clock.Timer;
import dev.mayday.clock.Timers;
import dev.mayday.clock.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Looks for open alerts that nothing would ever happen to again: without the timer that their state
 * asks for. That is a bug, or a hand in the database; it is said loudly and mended. One process at
 * a time looks, by an advisory lock.
 */
@ApplicationScoped
class Auditor {
    private static final Logger LOG = Logger.getLogger(Auditor.class);
    private static final long LOCK = 0x6d617964_0002L;
    private static final int AT_ONCE = 200;

    /** A timer that fails is put off by 15 s at most: so often is five minutes. */
    private static final int OFTEN = 25;

    static final Duration OVERDUE = Duration.ofMinutes(5);

    /**
     * What each state asks for. An alert whose contacts are used up since it last became ACTIVE has
     * no step left.
     */
    private static final String MISSING =
            """
            SELECT a.id, w.kind, CAST(extract(epoch FROM coalesce(w.due, mayday_now())) * 1000 AS bigint)
            FROM alert a CROSS JOIN LATERAL (VALUES
                ('countdown', a.activates_at, a.state = 'PENDING'),
                ('step', a.activated_at, a.state = 'ACTIVE' AND NOT EXISTS (
                    SELECT FROM timeline u WHERE u.alert_id = a.id AND u.type = 'contacts-used-up'
                      AND NOT EXISTS (SELECT FROM timeline b
                                      WHERE b.alert_id = a.id AND b.to_state = 'ACTIVE' AND b.seq > u.seq))),
                ('stale', a.stale_at, a.state = 'ACKNOWLEDGED'),
                ('expiry', a.activates_at + CAST(:expires AS double precision) * interval '1 second', true)
            ) w(kind, due, wanted)
            WHERE a.ended_at IS NULL AND w.wanted
              AND NOT EXISTS (SELECT FROM timer t WHERE t.alert_id = a.id AND t.kind = w.kind)
            """;

    private static final String ANYWHERE = MISSING + "ORDER BY a.id LIMIT " + AT_ONCE;
    private static final String OF_ONE = MISSING + "AND a.id = :alert";

    private static final String OVERDUE_TIMERS =
            """
            SELECT CAST(alert_id AS text), kind, failures FROM timer
            WHERE alert_id IS NOT NULL AND (due_at < :before OR failures >= :often) ORDER BY due_at LIMIT
            """
                    + AT_ONCE;

    private final Vertx vertx;
    private final Roles roles;
    private final Transactions transactions;
    private final Alerts alerts;
    private final Timers timers;
    private final MaydayClock clock;
    private final AlertSettings settings;
    private final MeterRegistry metrics;
    private final OneAtATime look;
    private final AtomicLong overdue = new AtomicLong();

    Auditor(
            Vertx vertx,
            Roles roles,
            Transactions transactions,
            Alerts alerts,
            Timers timers,
            MaydayClock clock,
            AlertSettings settings,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.roles = roles;
        this.transactions = transactions;
        this.alerts = alerts;
        this.timers = timers;
        this.clock = clock;
        this.settings = settings;
        this.metrics = metrics;
        this.look =
                new OneAtATime(
                        () -> transactions.write(this::alone),
                        failure -> LOG.errorf(failure, "event=audit-failed"));
    }

    /** A timer that is not there. */
    private record Missing(UUID alert, String kind, Instant due) {
        static Missing of(Object[] row) {
            return new Missing((UUID) row[0], (String) row[1], Instant.ofEpochMilli((Long) row[2]));
        }

        /**
         * The first step again, at its own time: whoever was told already has a delivery of that
         * name and is not told twice, so the escalation runs up to where it was and goes on.
         */
        Timer timer() {
            return Timer.ofAlert(kind, alert, 0, due);
        }
    }

    void start(@Observes StartupEvent event) {
        if (!roles.has(Role.CLOCK) || settings.auditEvery().isZero()) {
            return;
        }
        metrics.gauge("mayday.audit.overdue", overdue);
        for (var kind :
                List.of(CountdownOver.KIND, Transition.STEP, NobodyGoes.KIND, SilentTooLong.KIND)) {
            metrics.counter("mayday.audit.repaired", "what", kind);
        }
        vertx.setPeriodic(settings.auditEvery().toMillis(), timer -> look.run());
    }

    private Uni<Void> alone() {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        "SELECT pg_try_advisory_xact_lock(:lock)", Boolean.class)
                                .setParameter("lock", LOCK)
                                .getSingleResult())
                .flatMap(mine ->
                        mine
                                ? repair().flatMap(done -> sayWhatIsOverdue())
                                : Uni.createFrom().voidItem());
    }

    private Uni<Void> repair() {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(ANYWHERE, Object[].class)
                                .setParameter("expires", settings.expiresAfter().toSeconds())
                                .getResultList())
                .flatMap(rows ->
                        Multi.createFrom()
                                .items(rows.stream().map(row -> (UUID) row[0]).distinct())
                                .onItem()
                                .transformToUniAndConcatenate(this::repair)
                                .collect()
                                .last()
                                .replaceWithVoid());
    }

    /** Under its lock the alert is looked at again: what was due may just have been done. */
    private Uni<Void> repair(UUID alert) {
        return alerts.lock(alert)
                .flatMap(locked -> Panache.getSession())
                .flatMap(session ->
                        session.createNativeQuery(OF_ONE, Object[].class)
                                .setParameter("expires", settings.expiresAfter().toSeconds())
                                .setParameter("alert", alert)
                                .getResultList())
                .map(rows -> rows.stream().map(Missing::of).toList())
                .call(missing ->
                        timers.change(
                                alert, List.of(), missing.stream().map(Missing::timer).toList()))
                .invoke(missing -> missing.forEach(this::say))
                .replaceWithVoid();
    }

    private void say(Missing missing) {
        metrics.counter("mayday.audit.repaired", "what", missing.kind).increment();
        LOG.errorf("event=alert-repaired alert=%s missing=%s", missing.alert, missing.kind);
    }

    /** It is there and is not done: by nobody, or by somebody who fails. */
    private Uni<Void> sayWhatIsOverdue() {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(OVERDUE_TIMERS, Object[].class)
                                .setParameter(
                                        "before",
                                        clock.now().minus(OVERDUE).atOffset(ZoneOffset.UTC))
                                .setParameter("often", OFTEN)
                                .getResultList())
                .invoke(rows -> {
                    overdue.set(rows.size());
                    rows.forEach(row ->
                            LOG.errorf(
                                    "event=timer-overdue alert=%s kind=%s failures=%d",
                                    row[0], row[1], row[2]));
                })
                .replaceWithVoid();
    }
}
