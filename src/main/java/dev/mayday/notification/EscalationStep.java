package dev.mayday.notification;

import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.clock.Timers;
import dev.mayday.notification.Turn.Next;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** A step that is due: who is told now, and when the next is told. */
@ApplicationScoped
class EscalationStep implements TimerHandler {
    static final String KIND = "step";
    private static final Logger LOG = Logger.getLogger(EscalationStep.class);

    /** How many steps were taken in the last round that told anybody. */
    private static final String TAKEN =
            """
            SELECT step + 1 FROM delivery WHERE alert_id = $1 AND purpose = 'alert-raised'
            ORDER BY round DESC, step DESC LIMIT 1
            """;

    private final MaydayClock clock;
    private final AlertDesk desk;
    private final Policies policies;
    private final Reach reach;
    private final Plans plans;
    private final Fallback fallback;
    private final Timers timers;

    EscalationStep(
            MaydayClock clock,
            AlertDesk desk,
            Policies policies,
            Reach reach,
            Plans plans,
            Fallback fallback,
            Timers timers) {
        this.clock = clock;
        this.desk = desk;
        this.policies = policies;
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
                        alert == null || !alert.active() || ofAnotherRound(alert, timer)
                                ? Uni.createFrom().voidItem()
                                : Uni.combine()
                                        .all()
                                        .unis(policies.of(alert), reach.of(alert))
                                        .with((policy, all) -> step(alert, policy, all, timer))
                                        .flatMap(step -> step));
    }

    private Uni<Void> step(LockedAlert alert, Policy policy, List<Reachable> all, Timer timer) {
        var begun = alert.activatedAt();
        if (begins(timer) && begun != null && timer.dueAt().isBefore(begun.plus(policy.first()))) {
            return plan(alert, new Next(timer.number(), begun.plus(policy.first())));
        }
        if (timer.number() == AlertDesk.GOES_ON) {
            return Sql.row(TAKEN, alert.id().value())
                    .map(row -> row == null ? 0 : (int) row[0])
                    .flatMap(taken -> take(alert, taken, policy.goOn(taken, later(timer), all)));
        }
        return take(
                alert,
                timer.number(),
                policy.turn(timer.number(), timer.dueAt(), later(timer), all));
    }

    private Uni<Void> take(LockedAlert alert, int step, Turn turn) {
        return plans.make(alert, plans(alert, turn)).flatMap(done -> next(alert, step, turn));
    }

    private Uni<Void> next(LockedAlert alert, int step, Turn turn) {
        LOG.infof(
                "event=escalation-step alert=%s round=%d step=%d told=%d",
                alert.id(), alert.round(), step, turn.tell().size());
        var next = turn.next();
        return next == null ? fallback.tell(alert, step) : plan(alert, next);
    }

    private Uni<Void> plan(LockedAlert alert, Next next) {
        return timers.plan(
                Timer.ofAlert(KIND, alert.id().value(), round(alert), next.step(), next.dueAt()));
    }

    /** Planned by whoever made the alert ACTIVE, and not by a step before. */
    private static boolean begins(Timer timer) {
        return timer.subject() == null && timer.number() == 0;
    }

    /** It was waiting for the alert while somebody acknowledged and took it back. */
    private static boolean ofAnotherRound(LockedAlert alert, Timer timer) {
        return timer.subject() != null && !timer.subject().equals(round(alert));
    }

    private static UUID round(LockedAlert alert) {
        return Ids.named(alert.id(), KIND, alert.round());
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
