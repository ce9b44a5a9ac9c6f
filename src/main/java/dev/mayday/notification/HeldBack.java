package dev.mayday.notification;

import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.clock.Timers;
import dev.mayday.wire.AlertId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * While all messages of an alert are held back by a limit it has reached nobody: the next step
 * begins now, and after the last one the fallback is told.
 */
@ApplicationScoped
class HeldBack implements TimerHandler {
    static final String KIND = "held-back";

    private static final String GOES_ON =
            """
            SELECT EXISTS (SELECT FROM delivery d
                           WHERE d.alert_id = :alert AND d.purpose = 'alert-raised' AND d.round = :round
                             AND d.state IN ('QUEUED', 'SENT', 'DELIVERED'))
            """;

    private final AlertDesk desk;
    private final Timers timers;
    private final MaydayClock clock;

    HeldBack(AlertDesk desk, Timers timers, MaydayClock clock) {
        this.desk = desk;
        this.timers = timers;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        return desk.lock(new AlertId(timer.ofAlert()))
                .flatMap(alert ->
                        alert == null || !alert.active()
                                ? Uni.createFrom().voidItem()
                                : goOn(alert));
    }

    private Uni<Void> goOn(LockedAlert alert) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(GOES_ON, Boolean.class)
                                .setParameter("alert", alert.id().value())
                                .setParameter("round", alert.round())
                                .getSingleResult())
                .flatMap(goesOn ->
                        goesOn
                                ? Uni.createFrom().voidItem()
                                : timers.hasten(
                                        alert.id().value(), EscalationStep.KIND, clock.now()));
    }
}
