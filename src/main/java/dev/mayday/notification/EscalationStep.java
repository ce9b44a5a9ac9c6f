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
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Steps that are due: who is told now, and when the next is told. */
@ApplicationScoped
class EscalationStep implements TimerHandler.OfMany {
    static final String KIND = "step";
    private static final Logger LOG = Logger.getLogger(EscalationStep.class);

    /** How many steps each alert took in its last round that told anybody. */
    private static final String TAKEN =
            """
            SELECT DISTINCT ON (alert_id) alert_id, step + 1 FROM delivery
            WHERE alert_id = ANY($1) AND purpose = 'alert-raised' ORDER BY alert_id, round DESC, step DESC
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

    /** A step of an alert that is held still. */
    private record Due(LockedAlert alert, Timer timer) {
        boolean goesOn() {
            return timer.number() == AlertDesk.GOES_ON;
        }
    }

    /** What comes of it. */
    private record Taken(LockedAlert alert, int step, Turn turn) {}

    @Override
    public Uni<Void> fire(List<Timer> due) {
        return desk.lock(due.stream().map(EscalationStep::alert).distinct().toList())
                .flatMap(alerts -> inTurns(wanted(due, alerts)));
    }

    private static List<Due> wanted(List<Timer> due, Map<AlertId, LockedAlert> alerts) {
        var wanted = new ArrayList<Due>();
        for (var timer : due) {
            var alert = alerts.get(alert(timer));
            if (alert != null && alert.active() && !ofAnotherRound(alert, timer)) {
                wanted.add(new Due(alert, timer));
            }
        }
        return wanted;
    }

    /** Of each person one at a time: what limits their messages sees those of the one before. */
    private Uni<Void> inTurns(List<Due> due) {
        if (due.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var people = new HashSet<PersonId>();
        var each =
                due.stream()
                        .collect(Collectors.partitioningBy(one -> people.add(one.alert.person())));
        return together(each.getOrDefault(true, List.of()))
                .flatMap(done -> inTurns(each.getOrDefault(false, List.of())));
    }

    private Uni<Void> together(List<Due> due) {
        var alerts = due.stream().map(Due::alert).toList();
        return Uni.combine()
                .all()
                .unis(policies.of(alerts), reach.of(alerts), taken(due))
                .with((policies, reach, taken) ->
                        due.stream()
                                .map(one -> {
                                    var id = one.alert.id();
                                    return take(
                                            one,
                                            taken.getOrDefault(id, 0),
                                            policies.getOrDefault(id, Policy.DEFAULT),
                                            reach.getOrDefault(id, List.of()));
                                })
                                .toList())
                .flatMap(this::follow);
    }

    /** For those that go on where they were. */
    private static Uni<Map<AlertId, Integer>> taken(List<Due> due) {
        var goOn = due.stream().filter(Due::goesOn).toList();
        return goOn.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : Sql.rows(
                                TAKEN,
                                (Object) Sql.column(goOn, UUID[]::new, one -> one.timer.ofAlert()))
                        .map(rows ->
                                rows.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        row -> new AlertId((UUID) row[0]),
                                                        row -> (Integer) row[1])));
    }

    private Taken take(Due due, int taken, Policy policy, List<Reachable> all) {
        var timer = due.timer;
        var begun = due.alert.activatedAt();
        if (begins(timer) && begun != null && timer.dueAt().isBefore(begun.plus(policy.first()))) {
            var first = new Next(timer.number(), begun.plus(policy.first()));
            return new Taken(due.alert, timer.number(), new Turn(List.of(), first));
        }
        int step = due.goesOn() ? taken : timer.number();
        var turn =
                due.goesOn()
                        ? policy.goOn(taken, later(timer), all)
                        : policy.turn(step, timer.dueAt(), later(timer), all);
        LOG.infof(
                "event=escalation-step alert=%s round=%d step=%d told=%d",
                due.alert.id(), due.alert.round(), step, turn.tell().size());
        return new Taken(due.alert, step, turn);
    }

    private Uni<Void> follow(List<Taken> taken) {
        var told = new LinkedHashMap<LockedAlert, List<Plan>>();
        var next = new ArrayList<Timer>();
        var usedUp = new LinkedHashMap<LockedAlert, Integer>();
        for (var one : taken) {
            told.put(one.alert, plans(one.alert, one.turn));
            var then = one.turn.next();
            if (then == null) {
                usedUp.put(one.alert, one.step);
            } else {
                next.add(next(one.alert, then));
            }
        }
        return plans.make(told)
                .flatMap(done -> timers.change(null, List.of(), next))
                .flatMap(done -> fallback.tell(usedUp));
    }

    private static Timer next(LockedAlert alert, Next next) {
        return Timer.ofAlert(KIND, alert.id().value(), round(alert), next.step(), next.dueAt());
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

    private static AlertId alert(Timer timer) {
        return new AlertId(timer.ofAlert());
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
