package dev.mayday.alert;

import dev.mayday.alert.AlertLog.Note;
import dev.mayday.alert.AlertState.Active;
import dev.mayday.alert.AlertState.Event;
import dev.mayday.alert.AlertState.Next;
import dev.mayday.alert.AlertState.Reason;
import dev.mayday.alert.AlertState.Resolved;
import dev.mayday.alert.AlertView.Resolution;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Timer;
import dev.mayday.clock.Timers;
import dev.mayday.clock.Transactions;
import dev.mayday.identity.PinCheck;
import dev.mayday.identity.Pins;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Ids;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The person calls the alert off: truly, or under duress. Both take the same way: the same checks
 * on what the owner is shown, the same number of statements and records, the same answer.
 */
@ApplicationScoped
public class OwnerEnding {
    private static final Logger LOG = Logger.getLogger(OwnerEnding.class);

    private final Transactions transactions;
    private final MaydayClock clock;
    private final Pins pins;
    private final Alerts alerts;
    private final AlertLog log;
    private final Views views;
    private final Timers timers;
    private final Transition transition;

    OwnerEnding(
            Transactions transactions,
            MaydayClock clock,
            Pins pins,
            Alerts alerts,
            AlertLog log,
            Views views,
            Timers timers,
            Transition transition) {
        this.transactions = transactions;
        this.clock = clock;
        this.pins = pins;
        this.alerts = alerts;
        this.log = log;
        this.views = views;
        this.timers = timers;
        this.transition = transition;
    }

    /**
     * Calls off a countdown.
     *
     * @param either the alert's id or its clientAlertId
     * @return what the owner is shown; refused with not-found, illegal-transition, wrong-pin
     */
    public Uni<AlertView> cancel(PersonId owner, UUID either, @Nullable String pin) {
        return end(owner, either, pin, new Event.Cancel());
    }

    /** Ends an alert that people were told of. As {@link #cancel}. */
    public Uni<AlertView> resolve(
            PersonId owner, UUID either, @Nullable String pin, Reason reason) {
        return end(owner, either, pin, new Event.Resolve(reason));
    }

    private Uni<AlertView> end(PersonId owner, UUID either, @Nullable String pin, Event event) {
        return transactions
                .quietly(() -> alerts.ofOwner(owner, either))
                .invoke(alert -> shownNext(alert, event))
                .flatMap(alert ->
                        pins.check(owner, pin)
                                .flatMap(check -> end(alert.id, owner, event, check)));
    }

    private Uni<AlertView> end(UUID alert, PersonId owner, Event event, PinCheck check) {
        return switch (check) {
            case RIGHT -> under(alert, found -> truly(found, owner, event, true));
            case NOT_SET -> under(alert, found -> truly(found, owner, event, false));
            case DURESS -> under(alert, found -> underDuress(found, owner, event));
            case WRONG -> Uni.createFrom().failure(Problem.wrongPin().refused());
            case LOCKED_NOW ->
                    transactions
                            .write(() ->
                                    log.add(
                                            List.of(
                                                    new Note(
                                                            alert,
                                                            "pin-locked",
                                                            "five wrong PINs: no PIN is taken for 15 minutes",
                                                            false))))
                            .flatMap(
                                    done -> Uni.createFrom().failure(Problem.wrongPin().refused()));
            case LOCKED_DURESS ->
                    transactions
                            .write(() -> alerts.lock(alert).flatMap(found -> markDuress(found)))
                            .flatMap(
                                    done -> Uni.createFrom().failure(Problem.wrongPin().refused()));
        };
    }

    private Uni<AlertView> under(UUID id, Function<AlertEntity, Uni<Void>> change) {
        return transactions.write(() ->
                alerts.lock(id)
                        .flatMap(alert -> {
                            if (alert == null) {
                                throw Problem.notFound().refused();
                            }
                            return change.apply(alert)
                                    .flatMap(done -> alerts.raiser(alert.person))
                                    .flatMap(person ->
                                            alerts.responses(id)
                                                    .map(answers ->
                                                            views.owner(alert, person, answers)));
                        }));
    }

    private Uni<Void> truly(AlertEntity alert, PersonId owner, Event event, boolean byPin) {
        var next = shownNext(alert, event);
        return alerts.raiser(owner.value())
                .flatMap(person -> {
                    // changed after the reading: each reading writes first what was changed before
                    alert.ownerByPin = byPin;
                    return transition.apply(
                            alert, person, next, type(event), By.user(owner, person.name()), null);
                });
    }

    /** The owner is shown the end; for the guardians the alert goes on, marked, or begins. */
    private Uni<Void> underDuress(AlertEntity alert, PersonId owner, Event event) {
        var shown = shownNext(alert, event);
        var now = clock.now();
        return alerts.raiser(owner.value())
                .flatMap(person ->
                        alerts.responses(alert.id)
                                .flatMap(answers -> {
                                    var by = By.user(owner, person.name());
                                    var from = alert.state;
                                    var before = views.owner(alert, person, answers);
                                    boolean begins = alert.activatedAt == null;
                                    alert.version++;
                                    alert.duressAt = now;
                                    if (begins) {
                                        alert.become(new Active(1));
                                        alert.activatedAt = now;
                                    }
                                    alert.ownerState = shown.wire();
                                    alert.ownerVersion++;
                                    alert.ownerEndedAt = now;
                                    alert.ownerByPin = true;
                                    var frozen =
                                            before.as(
                                                    alert.ownerState,
                                                    alert.ownerVersion,
                                                    shown instanceof Resolved resolved
                                                            ? new Resolution(
                                                                    resolved.reason().wire, now, by)
                                                            : null);
                                    alert.ownerFrozen = views.write(frozen);
                                    var entryOfGuardians =
                                            new TimelineEntry(
                                                    Ids.next(),
                                                    now,
                                                    "duress",
                                                    by,
                                                    begins ? from : null,
                                                    begins ? alert.state : null,
                                                    alert.version,
                                                    "called off with the duress PIN: do not call this person");
                                    var entryOfOwner =
                                            new TimelineEntry(
                                                    Ids.next(),
                                                    now,
                                                    type(event),
                                                    by,
                                                    from,
                                                    alert.ownerState,
                                                    alert.ownerVersion,
                                                    null);
                                    return log.change(alert)
                                            .entries(entryOfGuardians, entryOfOwner)
                                            .alert(views.guardian(alert, person, answers), frozen)
                                            .append()
                                            .flatMap(done -> planAfterDuress(alert, begins, now));
                                }));
    }

    private Uni<Void> planAfterDuress(AlertEntity alert, boolean begins, Instant now) {
        var closing = Timer.ofAlert(Transition.CLOSING, alert.id, 0, now);
        return timers.change(
                        alert.id,
                        List.of(CountdownOver.KIND),
                        begins
                                ? List.of(closing, Timer.ofAlert(Transition.STEP, alert.id, 0, now))
                                : List.of(closing))
                .invoke(() ->
                        LOG.infof(
                                "event=alert-%s alert=%s version=%d",
                                "ended", alert.id, alert.ownerVersion));
    }

    /** A duress PIN while PINs are locked: answered as wrong, and the guardians know. */
    private Uni<Void> markDuress(@Nullable AlertEntity alert) {
        if (alert == null || alert.duressAt != null || alert.endedAt != null) {
            return Uni.createFrom().voidItem();
        }
        alert.duressAt = clock.now();
        alert.version++;
        return alerts.raiser(alert.person)
                .flatMap(person ->
                        alerts.responses(alert.id)
                                .flatMap(answers ->
                                        log.change(alert)
                                                .entry(
                                                        "duress",
                                                        By.user(alert.person, person.name()),
                                                        null,
                                                        null,
                                                        "the duress PIN was given",
                                                        false)
                                                .alert(views.guardian(alert, person, answers), null)
                                                .append()));
    }

    /**
     * What the owner is to be shown next; judged by what it is shown now, so that nothing tells the
     * two ways apart.
     */
    private static AlertState shownNext(AlertEntity alert, Event event) {
        if (alert.frozen()) {
            throw illegal("it has ended");
        }
        return switch (alert.state().on(event)) {
            case Next.To to -> to.state();
            case Next.Stays stays -> stays.state();
            case Next.Illegal refused ->
                    throw illegal(alert.endedAt != null ? "it has ended" : refused.why());
        };
    }

    private static RuntimeException illegal(String why) {
        return Problem.conflict("illegal-transition", why).refused();
    }

    private static String type(Event event) {
        return event instanceof Event.Cancel ? "cancelled" : "resolved";
    }
}
