package dev.mayday.alert;

import dev.mayday.alert.AlertState.Event;
import dev.mayday.alert.AlertState.Next;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.clock.Timers;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Nobody has given a sign for a day: the alert expires. A sign since then moves it. */
@ApplicationScoped
class SilentTooLong implements TimerHandler {
    static final String KIND = "expiry";

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
                    if (alert == null
                            || !(alert.state().on(new Event.SilentTooLong())
                                    instanceof Next.To(var next))) {
                        return Uni.createFrom().voidItem();
                    }
                    return lastSign(alert)
                            .flatMap(sign -> {
                                var due = sign.plus(settings.expiresAfter());
                                return due.isAfter(clock.now())
                                        ? timers.plan(Timer.ofAlert(KIND, alert.id, 0, due))
                                        : transition.apply(
                                                alert,
                                                next,
                                                "expired",
                                                By.SYSTEM,
                                                "no sign of anybody for a day");
                            });
                });
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
