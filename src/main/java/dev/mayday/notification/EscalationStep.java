package dev.mayday.notification;

import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.clock.Timers;
import dev.mayday.wire.AlertId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** A step that is due: who is told now, and when the next is told. */
@ApplicationScoped
class EscalationStep implements TimerHandler {
    static final String KIND = "step";
    private static final Logger LOG = Logger.getLogger(EscalationStep.class);

    private final MaydayClock clock;
    private final AlertDesk desk;
    private final Reach reach;
    private final Plans plans;
    private final Fallback fallback;
    private final Timers timers;

    EscalationStep(
            MaydayClock clock,
            AlertDesk desk,
            Reach reach,
            Plans plans,
            Fallback fallback,
            Timers timers) {
        this.clock = clock;
        this.desk = desk;
        this.reach = reach;
        this.plans = plans;
        this.fallback = fallback;
        this.timers = timers;
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
                                : step(alert, timer));
    }

    private Uni<Void> step(LockedAlert alert, Timer timer) {
        return reach.of(alert)
                .map(all -> Policy.DEFAULT.turn(timer.number(), timer.dueAt(), later(timer), all))
                .call(turn -> plans.make(alert, plans(alert, turn)))
                .flatMap(turn -> next(alert, timer, turn));
    }

    private Uni<Void> next(LockedAlert alert, Timer timer, Turn turn) {
        LOG.infof(
                "event=escalation-step alert=%s round=%d step=%d told=%d",
                alert.id(), alert.round(), timer.number(), turn.tell().size());
        var next = turn.next();
        return next == null
                ? fallback.tell(alert, timer.number())
                : timers.plan(Timer.ofAlert(KIND, alert.id().value(), next.step(), next.dueAt()));
    }

    private static List<Plan> plans(LockedAlert alert, Turn turn) {
        return turn.tell().stream().map(told -> Plan.raised(alert, told)).toList();
    }

    /** This node's clock may be a moment behind the one that found the timer due. */
    private Instant later(Timer timer) {
        var now = clock.now();
        return now.isBefore(timer.dueAt()) ? timer.dueAt() : now;
    }
}
