package dev.mayday.notification;

import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.wire.AlertId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Nothing was heard for so long that the alert is about to expire: who was told of it is warned.
 */
@ApplicationScoped
class ExpiryWarnings implements TimerHandler {
    private static final Logger LOG = Logger.getLogger(ExpiryWarnings.class);

    private final AlertDesk desk;
    private final ReachedContacts reached;
    private final Plans plans;

    ExpiryWarnings(AlertDesk desk, ReachedContacts reached, Plans plans) {
        this.desk = desk;
        this.reached = reached;
        this.plans = plans;
    }

    @Override
    public String kind() {
        return "expiring";
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        return desk.lock(new AlertId(timer.ofAlert()))
                .flatMap(alert ->
                        alert == null || alert.ended()
                                ? Uni.createFrom().voidItem()
                                : warn(alert, timer));
    }

    private Uni<Void> warn(LockedAlert alert, Timer timer) {
        LOG.infof("event=expiry-warning alert=%s", alert.id());
        return reached.of(alert)
                .flatMap(all ->
                        plans.make(
                                alert,
                                all.stream()
                                        .map(one -> Plan.expiring(alert, one, timer.dueAt()))
                                        .toList()));
    }
}
