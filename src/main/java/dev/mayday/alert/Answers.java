package dev.mayday.alert;

import dev.mayday.alert.Access.Role;
import dev.mayday.alert.AlertState.Acknowledged;
import dev.mayday.alert.AlertState.Event;
import dev.mayday.alert.AlertState.Next;
import dev.mayday.alert.AlertState.Reason;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Timer;
import dev.mayday.clock.Timers;
import dev.mayday.clock.Transactions;
import dev.mayday.identity.Caller;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Text;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What the people who were told say: I'm going, I can't, it is over. */
@ApplicationScoped
public class Answers {
    /**
     * The same answer again within this time is a repeated message; later, it confirms that the
     * person is still going.
     */
    private static final Duration REPEATED = Duration.ofMinutes(1);

    private final Transactions transactions;
    private final MaydayClock clock;
    private final Access access;
    private final Alerts alerts;
    private final Transition transition;
    private final Timers timers;
    private final Views views;
    private final MeterRegistry metrics;

    Answers(
            Transactions transactions,
            MaydayClock clock,
            Access access,
            Alerts alerts,
            Transition transition,
            Timers timers,
            Views views,
            MeterRegistry metrics) {
        this.transactions = transactions;
        this.clock = clock;
        this.access = access;
        this.alerts = alerts;
        this.transition = transition;
        this.timers = timers;
        this.views = views;
        this.metrics = metrics;
    }

    /** What somebody says with an answer. @param etaMinutes 0..1440 */
    public record Said(@Nullable String note, @Nullable Integer etaMinutes) {
        public Said {
            if (note != null && note.length() > 2_000) {
                throw Problem.invalid("note", "must have at most 2000 characters").refused();
            }
            if (note != null) {
                Text.of("note", note);
            }
            if (etaMinutes != null && (etaMinutes < 0 || etaMinutes > 1_440)) {
                throw Problem.invalid("etaMinutes", "must lie in 0..1440").refused();
            }
        }
    }

    /**
     * I'm going. The first one stops the escalation; the same person again updates note and ETA.
     */
    public Uni<AlertView> acknowledge(Caller caller, UUID alert, Said said) {
        return answer(caller, alert, (found, guardian) -> acknowledge(found, guardian, said));
    }

    /** I can't, or can't after all: others are told at once if nobody else is going. */
    public Uni<AlertView> decline(Caller caller, UUID alert, Said said) {
        return answer(caller, alert, (found, guardian) -> decline(found, guardian, said));
    }

    /** It is over. */
    public Uni<AlertView> resolve(Caller caller, UUID alert, Reason reason) {
        return answer(
                caller,
                alert,
                (found, guardian) ->
                        transition.apply(
                                found,
                                to(found, new Event.Resolve(reason)),
                                "resolved",
                                guardian.by(),
                                null));
    }

    private Uni<AlertView> answer(
            Caller caller, UUID either, BiFunction<AlertEntity, Role.Guardian, Uni<Void>> change) {
        return access.of(caller, either)
                .flatMap(role ->
                        switch (role) {
                            case Role.Guardian guardian ->
                                    transactions.write(() ->
                                            alerts.lock(guardian.alert().value())
                                                    .onItem()
                                                    .ifNull()
                                                    .failWith(() -> Problem.notFound().refused())
                                                    .flatMap(alert ->
                                                            change.apply(alert, guardian)
                                                                    .flatMap(done -> view(alert))));
                            case Role.Owner owner ->
                                    refused("the owner can't answer the own alert");
                            case Role.Guest guest -> refused("this link may only view");
                        });
    }

    private Uni<Void> acknowledge(AlertEntity alert, Role.Guardian guardian, Said said) {
        var now = clock.now();
        return alerts.responses(alert.id)
                .flatMap(answers -> {
                    var own = AlertState.staleAt(now, said.etaMinutes);
                    var next = to(alert, new Event.Acknowledge(latest(answers, guardian, own)));
                    var before = of(answers, guardian);
                    if (before != null
                            && before.goes()
                            && same(before, said)
                            && now.isBefore(before.at.plus(REPEATED))) {
                        return Uni.createFrom().voidItem();
                    }
                    metrics.counter("mayday.alerts.acknowledged").increment();
                    return say(alert, guardian, before, ResponseEntity.ACKNOWLEDGED, said, now)
                            .flatMap(done ->
                                    transition.apply(
                                            alert,
                                            next,
                                            "acknowledged",
                                            guardian.by(),
                                            detail(said),
                                            reminder(alert, guardian, own)));
                });
    }

    private Uni<Void> decline(AlertEntity alert, Role.Guardian guardian, Said said) {
        var now = clock.now();
        if (alert.state().ended()) {
            throw illegal("it has ended");
        }
        return alerts.responses(alert.id)
                .flatMap(answers -> {
                    var before = of(answers, guardian);
                    if (before != null
                            && before.kind.equals(ResponseEntity.DECLINED)
                            && same(before, said)) {
                        return Uni.createFrom().voidItem();
                    }
                    var others = othersGoUntil(answers, guardian);
                    return say(alert, guardian, before, ResponseEntity.DECLINED, said, now)
                            .flatMap(done -> without(alert, guardian, others, said, now));
                });
    }

    /**
     * What a decline leads to. @param others until when those who go besides can be relied on; null
     * where there are none
     */
    private Uni<Void> without(
            AlertEntity alert,
            Role.Guardian guardian,
            @Nullable Instant others,
            Said said,
            Instant now) {
        if (!(alert.state() instanceof Acknowledged)) {
            return alerts.raiser(alert.person)
                    .flatMap(person ->
                            transition.history(
                                    alert,
                                    person,
                                    "declined",
                                    guardian.by(),
                                    null,
                                    null,
                                    detail(said)))
                    .flatMap(told -> timers.hasten(alert.id, Transition.STEP, now));
        }
        return others == null
                ? transition.apply(
                        alert,
                        to(alert, new Event.NobodyGoes()),
                        "declined",
                        guardian.by(),
                        detail(said),
                        Timer.ofAlert(Transition.STEP, alert.id, AlertDesk.GOES_ON, now))
                : transition.apply(
                        alert,
                        to(alert, new Event.Acknowledge(others)),
                        "declined",
                        guardian.by(),
                        detail(said));
    }

    private static Timer reminder(AlertEntity alert, Role.Guardian guardian, Instant staleAt) {
        return Timer.ofAlert(
                Transition.REMINDER,
                alert.id,
                guardian.contact().value(),
                0,
                staleAt.minus(AlertState.REMINDED_BEFORE));
    }

    private Uni<Void> say(
            AlertEntity alert,
            Role.Guardian guardian,
            @Nullable ResponseEntity before,
            String kind,
            Said said,
            Instant now) {
        var answer = before == null ? new ResponseEntity() : before;
        answer.kind = kind;
        answer.name = guardian.name();
        answer.note = said.note;
        answer.etaMinutes = kind.equals(ResponseEntity.ACKNOWLEDGED) ? said.etaMinutes : null;
        answer.at = now;
        if (before != null) {
            return Uni.createFrom().voidItem();
        }
        answer.alert = alert.id;
        answer.contact = guardian.contact().value();
        return Panache.getSession().flatMap(session -> session.persist(answer));
    }

    private Uni<AlertView> view(AlertEntity alert) {
        return alerts.raiser(alert.person)
                .flatMap(person ->
                        alerts.responses(alert.id)
                                .map(answers -> views.guardian(alert, person, answers)));
    }

    private static @Nullable ResponseEntity of(
            List<ResponseEntity> answers, Role.Guardian guardian) {
        return answers.stream()
                .filter(answer -> answer.contact.equals(guardian.contact().value()))
                .findFirst()
                .orElse(null);
    }

    /** When the last acknowledgement of all goes stale, this one with them. */
    private static Instant latest(
            List<ResponseEntity> answers, Role.Guardian guardian, Instant own) {
        var others = othersGoUntil(answers, guardian);
        return others != null && others.isAfter(own) ? others : own;
    }

    /** When the last acknowledgement of the others goes stale; null where none of them goes. */
    private static @Nullable Instant othersGoUntil(
            List<ResponseEntity> answers, Role.Guardian guardian) {
        return answers.stream()
                .filter(answer ->
                        answer.goes() && !answer.contact.equals(guardian.contact().value()))
                .map(answer -> AlertState.staleAt(answer.at, answer.etaMinutes))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static AlertState to(AlertEntity alert, Event event) {
        return switch (alert.state().on(event)) {
            case Next.To to -> to.state();
            case Next.Stays stays -> stays.state();
            case Next.Illegal refused -> throw illegal(refused.why());
        };
    }

    private static boolean same(ResponseEntity before, Said said) {
        return Objects.equals(before.note, said.note)
                && Objects.equals(before.etaMinutes, said.etaMinutes);
    }

    private static @Nullable String detail(Said said) {
        return said.note;
    }

    private static RuntimeException illegal(String why) {
        return Problem.conflict("illegal-transition", why).refused();
    }

    private static <T> Uni<T> refused(String why) {
        return Uni.createFrom().failure(Problem.notAllowed(why).refused());
    }
}
