package dev.mayday.alert;

import dev.mayday.alert.AlertState.Event;
import dev.mayday.alert.AlertState.Next;
import dev.mayday.alert.AlertState.Pending;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.clock.Timers;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/**
 * Nobody has given a sign for a day: the alert expires, and everyone who was told is warned before.
 * A sign since then moves both. An alert never expires unwarned: where the warning's time fell into
 * an outage, it has its time all the same.
 */
@ApplicationScoped
class SilentTooLong implements TimerHandler {
    static final String KIND = "expiry";

    /** The number of a timer before which people were warned, and have been silent since. */
    private static final int WARNED = 1;

    private final MaydayClock clock;
    private final Alerts alerts;
    private final Transition transition;
    private final Timers timers;
    private final AlertSettings settings;

    SilentTooLong(
            MaydayClock clock,
            Alerts alerts,
            Transition transition,
            Timers timers,
            AlertSettings settings) {
        this.clock = clock;
        this.alerts = alerts;
        this.transition = transition;
        this.timers = timers;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        return alerts.lock(timer.ofAlert())
                .flatMap(alert -> {
                    if (alert == null || alert.state().ended()) {
                        return Uni.createFrom().voidItem();
                    }
                    if (alert.state() instanceof Pending) {
                        // after an outage its countdown may be taken later than this
                        return look(alert, clock.now().plus(settings.expiresAfter()));
                    }
                    return lastSign(alert).flatMap(sign -> after(sign, alert, timer));
                });
    }

    private Uni<Void> after(Instant sign, AlertEntity alert, Timer timer) {
        var now = clock.now();
        var due = sign.plus(settings.expiresAfter());
        var warning = due.minus(settings.warnBeforeExpiry());
        if (warning.isAfter(now)) {
            return look(alert, warning);
        }
        // a sign since the warning asks for another one, however late this is looked at
        boolean warned = timer.number() == WARNED && !due.isAfter(timer.dueAt());
        if (!warned) {
            return warn(alert, due, now);
        }
        if (due.isAfter(now)) {
            return timers.plan(Timer.ofAlert(KIND, alert.id, WARNED, due));
        }
        return alert.state().on(new Event.SilentTooLong()) instanceof Next.To(var next)
                ? transition.apply(
                        alert, next, "expired", By.SYSTEM, "no sign of anybody for a day")
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> look(AlertEntity alert, Instant at) {
        return timers.plan(Timer.ofAlert(KIND, alert.id, 0, at));
    }

    private Uni<Void> warn(AlertEntity alert, Instant due, Instant now) {
        var enough = now.plus(settings.warnBeforeExpiry());
        return timers.change(
                alert.id,
                List.of(),
                List.of(
                        Timer.ofAlert(Transition.EXPIRING, alert.id, 0, now),
                        Timer.ofAlert(KIND, alert.id, WARNED, enough.isAfter(due) ? enough : due)));
    }

    /** The last fix, and the last thing that the person or a guardian did. */
    private Uni<Instant> lastSign(AlertEntity alert) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        """
                                        SELECT greatest(
                                            CAST(CAST(:received AS text) AS timestamptz),
                                            (SELECT max(received_at) FROM fix WHERE subject_id = :alert),
                                            (SELECT max(at) FROM timeline WHERE alert_id = :alert AND by_kind <> 'system'))
                                        """,
                                        Instant.class)
                                .setParameter("received", alert.receivedAt.toString())
                                .setParameter("alert", alert.id)
                                .getSingleResult());
    }
}
