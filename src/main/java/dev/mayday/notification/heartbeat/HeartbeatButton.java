package dev.mayday.notification.heartbeat;

import dev.mayday.alert.Accepted;
import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.AlertState.Reason;
import dev.mayday.alert.OwnerEnding;
import dev.mayday.alert.Trigger;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Roles;
import dev.mayday.clock.Roles.Role;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.clock.Timers;
import dev.mayday.clock.Transactions;
import dev.mayday.identity.SystemPerson;
import dev.mayday.wire.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Raises an alert of nobody's at each full minute, by the desk that every trigger comes to. The
 * minute names both the timer and the alert, so there is one however many nodes plan it, and one
 * that fires twice raises it once.
 */
@ApplicationScoped
class HeartbeatButton implements TimerHandler {
    static final String KIND = "heartbeat";
    private static final Logger LOG = Logger.getLogger(HeartbeatButton.class);

    /**
     * Of those before, the last that arrived is kept: its age is what everybody looks at. So is the
     * one that this very timer raises: it is raised in a transaction of its own, which would wait
     * for this one.
     */
    private static final String FORGET =
            """
            DELETE FROM alert a WHERE a.person_id = :person AND a.ended_at IS NOT NULL
              AND a.received_at < mayday_now() - interval '2 minutes' AND a.client_alert_id <> :this
              AND NOT EXISTS (SELECT FROM timer t WHERE t.alert_id = a.id)
              AND NOT EXISTS (SELECT FROM delivery d WHERE d.alert_id = a.id AND d.state = 'QUEUED')
              AND a.id IS DISTINCT FROM (SELECT d.alert_id FROM delivery d
                                         WHERE d.channel = 'heartbeat' AND d.purpose = 'alert-raised' AND d.delivered_at IS NOT NULL
                                         ORDER BY d.delivered_at DESC LIMIT 1)
            """;

    private static final String LEFT_OPEN =
            "SELECT CAST(id AS text) FROM alert WHERE person_id = :person AND owner_ended_at IS NULL";

    private final Vertx vertx;
    private final Roles roles;
    private final Timers timers;
    private final Transactions transactions;
    private final AlertDesk desk;
    private final OwnerEnding ending;
    private final MaydayClock clock;
    private final HeartbeatSettings settings;

    HeartbeatButton(
            Vertx vertx,
            Roles roles,
            Timers timers,
            Transactions transactions,
            AlertDesk desk,
            OwnerEnding ending,
            MaydayClock clock,
            HeartbeatSettings settings) {
        this.vertx = vertx;
        this.roles = roles;
        this.timers = timers;
        this.transactions = transactions;
        this.desk = desk;
        this.ending = ending;
        this.clock = clock;
        this.settings = settings;
    }

    /** Each timer plans the next one; should the chain ever break, this begins it again. */
    void start(@Observes StartupEvent event) {
        if (settings.on() && roles.has(Role.CLOCK)) {
            vertx.setPeriodic(1_000, settings.every().toMillis(), timer -> begin());
        }
    }

    private void begin() {
        transactions
                .quietly(() -> timers.plan(next()))
                .subscribe()
                .with(
                        done -> {},
                        failure ->
                                LOG.warnf(
                                        "event=heartbeat-not-planned cause=%s",
                                        failure.getClass().getSimpleName()));
    }

    private Timer next() {
        long every = settings.every().toMillis();
        long slot = (clock.now().toEpochMilli() / every + 1) * every;
        return new Timer(KIND + ":" + slot, KIND, Instant.ofEpochMilli(slot), null, null, 0);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        if (!settings.on()) {
            return Uni.createFrom().voidItem();
        }
        return timers.plan(next())
                .flatMap(done -> forget(timer))
                .flatMap(done -> endWhatWasLeft())
                .flatMap(done -> press(timer))
                .replaceWithVoid();
    }

    /** In a transaction of its own, as anybody's. One that is too late has had its successor. */
    private Uni<Void> press(Timer timer) {
        var now = clock.now();
        var late = Duration.between(timer.dueAt(), now);
        return late.compareTo(settings.every()) > 0
                ? Uni.createFrom().voidItem()
                : desk.raise(SystemPerson.ID, KIND, trigger(timer, now))
                        .map(Accepted::alertId)
                        .replaceWithVoid();
    }

    private static UUID name(Timer timer) {
        return Ids.named(KIND, timer.dueAt());
    }

    private static Trigger trigger(Timer timer, Instant now) {
        return new Trigger(
                name(timer), "other", true, true, Duration.ZERO, null, now, now, null, List.of());
    }

    private static Uni<Void> forget(Timer timer) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(FORGET)
                                .setParameter("person", SystemPerson.ID.value())
                                .setParameter("this", name(timer))
                                .executeUpdate())
                .replaceWithVoid();
    }

    /** One that did not arrive before the next is closed: nobody is asked to answer it. */
    private Uni<Void> endWhatWasLeft() {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(LEFT_OPEN, String.class)
                                .setParameter("person", SystemPerson.ID.value())
                                .getResultList())
                .flatMap(open ->
                        Multi.createFrom()
                                .iterable(open)
                                .onItem()
                                .transformToUniAndConcatenate(this::end)
                                .collect()
                                .last()
                                .replaceWithVoid());
    }

    private Uni<Void> end(String alert) {
        LOG.warnf("event=heartbeat-did-not-arrive alert=%s", alert);
        return ending.resolve(SystemPerson.ID, UUID.fromString(alert), null, Reason.SAFE)
                .replaceWithVoid();
    }
}
