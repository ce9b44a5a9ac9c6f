package dev.mayday.notification;

import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.wire.AlertId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Somebody is going: the others who were told hear of it once a round, so that they neither set out
 * for nothing nor wonder. Who has answered knows.
 */
@ApplicationScoped
class GoingNotices implements TimerHandler {
    private final AlertDesk desk;
    private final ReachedContacts reached;
    private final Plans plans;

    GoingNotices(AlertDesk desk, ReachedContacts reached, Plans plans) {
        this.desk = desk;
        this.reached = reached;
        this.plans = plans;
    }

    @Override
    public String kind() {
        return "going";
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        return desk.lock(new AlertId(timer.ofAlert()))
                .flatMap(alert ->
                        alert == null || !alert.acknowledged() || alert.round() != timer.number()
                                ? Uni.createFrom().voidItem()
                                : notices(alert));
    }

    /** Those that are there already stay as they are. */
    Uni<Void> notices(LockedAlert alert) {
        return reached.of(alert)
                .flatMap(all ->
                        plans.make(
                                alert,
                                all.stream()
                                        .filter(one -> !one.answered())
                                        .map(one -> Plan.going(alert, one))
                                        .toList()));
    }
}
