package dev.mayday.alert;

import dev.mayday.alert.AlertState.Active;
import dev.mayday.alert.AlertState.Pending;
import dev.mayday.alert.AlertView.Raiser;
import dev.mayday.alert.Alerts.Asked;
import dev.mayday.alert.Alerts.Before;
import dev.mayday.alert.Trigger.Warning;
import dev.mayday.clock.Timer;
import dev.mayday.clock.Timers;
import dev.mayday.clock.Together;
import dev.mayday.clock.Transactions;
import dev.mayday.identity.SystemPerson;
import dev.mayday.location.Tracks;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.Ids;
import dev.mayday.wire.PersonId;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Raises alerts, and lets others hold one still while they plan what follows from it. */
@ApplicationScoped
public class AlertDesk {
    private static final Logger LOG = Logger.getLogger(AlertDesk.class);

    /**
     * In place of the number of a step that is due: the escalation goes on where it was, since the
     * last one who was going can't after all.
     */
    public static final int GOES_ON = -1;

    /** A timer that the notification package handles: what is to be told of a drill afterwards. */
    private static final String DRILL_REPORT = "drill-report";

    private static final Duration HOUR = Duration.ofHours(1);

    /** Transactions at once, and presses in each: what a database of two cores does well. */
    private static final int LANES = 4;

    private static final int MOST = 64;

    private final Transactions transactions;
    private final Alerts alerts;
    private final AlertLog log;
    private final Views views;
    private final Timers timers;
    private final Tracks tracks;
    private final AlertSettings settings;
    private final MeterRegistry metrics;
    private final List<String> channels;
    private final int anHour;
    private final Together<Pressed, Accepted> presses = new Together<>(LANES, MOST, this::raise);

    AlertDesk(
            Transactions transactions,
            Alerts alerts,
            AlertLog log,
            Views views,
            Timers timers,
            Tracks tracks,
            AlertSettings settings,
            MeterRegistry metrics,
            @ConfigProperty(name = "mayday.channels") List<String> channels,
            @ConfigProperty(name = "mayday.local") boolean local) {
        this.transactions = transactions;
        this.alerts = alerts;
        this.log = log;
        this.views = views;
        this.timers = timers;
        this.tracks = tracks;
        this.settings = settings;
        this.metrics = metrics;
        this.channels = channels;
        this.anHour = settings.anHour() * (local ? settings.localFactor() : 1);
    }

    /** Who pressed what on which app. */
    private record Pressed(PersonId owner, String installation, Trigger trigger) {}

    /**
     * Commits an alert with its place, its history, its timers and its outbox rows. The same {@code
     * clientAlertId} of the same person again, on any connection and at any time, makes nothing and
     * answers with the first.
     *
     * @param installation the app that pressed, for the fix of the track
     */
    public Uni<Accepted> raise(PersonId owner, String installation, Trigger trigger) {
        return presses.add(new Pressed(owner, installation, trigger))
                .invoke(accepted -> record(owner, accepted));
    }

    /** Those of a crowd that wait together, in one transaction. */
    private Uni<List<Accepted>> raise(List<Pressed> pressed) {
        return transactions.write(() ->
                before(pressed)
                        .flatMap(before -> {
                            var raised = new ArrayList<Raised>();
                            for (int i = 0; i < pressed.size(); i++) {
                                raised.add(raised(pressed.get(i), before.get(i)));
                            }
                            return commit(raised);
                        }));
    }

    /**
     * Raises the alert of somebody who was not heard of, in the ambient transaction: it holds what
     * the alert comes from and ends that with it, so it happens once.
     */
    public Uni<Void> raise(PersonId owner, Missed missed) {
        var trigger = missed.trigger();
        return before(List.of(new Pressed(owner, "", trigger)))
                .map(List::getFirst)
                .flatMap(before -> {
                    var person = before.person();
                    var alert = entity(person, trigger, List.of());
                    alert.id = missed.id().value();
                    alert.restrained = before.tooMany();
                    alert.duressAt = missed.duressAt();
                    if (!missed.ownerKnows()) {
                        alert.ownerState = "CANCELLED";
                        alert.ownerEndedAt = missed.duressAt();
                        alert.ownerByPin = true;
                        alert.ownerFrozen =
                                views.write(
                                        views.owner(alert, person, List.of())
                                                .as(alert.ownerState, 1, null));
                    }
                    var history = history(alert, person, missed);
                    var raised = List.of(new Raised(alert, history, "", null));
                    return alerts.insertUnlessThere(raised)
                            .flatMap(isNew -> alerts.missed(alert, missed))
                            .flatMap(done -> begin(raised));
                })
                .invoke(() -> LOG.infof("event=alert-raised alert=%s missed=true", missed.id()));
    }

    private AlertLog.Change history(AlertEntity alert, Raiser person, Missed missed) {
        var change =
                log.change(alert)
                        .entry(
                                "raised",
                                By.SYSTEM,
                                null,
                                alert.state,
                                missed.ownerKnows()
                                        ? "a check-in was not answered in time"
                                        : "a check-in was called off",
                                missed.ownerKnows());
        if (missed.pinLocked()) {
            change.entry("pin-locked", By.SYSTEM, null, null, "five wrong PINs before", false);
        }
        if (missed.duressAt() != null) {
            change.entry(
                    "duress",
                    By.user(person.id(), person.name()),
                    null,
                    null,
                    "the duress PIN was given: do not call this person",
                    false);
        }
        return change.alert(
                views.guardian(alert, person, List.of()),
                missed.ownerKnows() ? views.owner(alert, person, List.of()) : null);
    }

    private Uni<List<Before>> before(List<Pressed> pressed) {
        return alerts.before(
                pressed.stream()
                        .map(one ->
                                new Asked(
                                        one.owner.value(),
                                        one.trigger.drill(),
                                        one.trigger.receivedAt().minus(HOUR)))
                        .toList(),
                channels,
                anHour);
    }

    private Raised raised(Pressed pressed, Before before) {
        var person = before.person();
        var alert = entity(person, pressed.trigger, before.warnings(pressed.trigger));
        alert.restrained = before.tooMany();
        var history =
                log.change(alert)
                        .entry(
                                "raised",
                                By.user(person.id(), person.name()),
                                null,
                                alert.state,
                                null,
                                true)
                        .alert(
                                views.guardian(alert, person, List.of()),
                                views.owner(alert, person, List.of()));
        return new Raised(alert, history, pressed.installation, pressed.trigger.location());
    }

    private Uni<List<Accepted>> commit(List<Raised> raised) {
        return alerts.insertUnlessThere(raised)
                .flatMap(isNew ->
                        begin(
                                        raised.stream()
                                                .filter(one -> isNew.contains(one.alert().id))
                                                .toList())
                                .flatMap(done -> accepted(raised, isNew)));
    }

    private Uni<List<Accepted>> accepted(List<Raised> raised, Set<UUID> isNew) {
        return Multi.createFrom()
                .iterable(raised)
                .onItem()
                .transformToUniAndConcatenate(one ->
                        isNew.contains(one.alert().id)
                                ? Uni.createFrom().item(accepted(one.alert(), true))
                                : acceptedBefore(one.alert()))
                .collect()
                .asList();
    }

    private AlertEntity entity(Raiser person, Trigger trigger, List<Warning> warnings) {
        var alert = new AlertEntity();
        alert.id = Ids.next();
        alert.person = person.id().value();
        alert.clientAlertId = trigger.clientAlertId();
        alert.kind = trigger.kind();
        alert.silent = trigger.silent();
        alert.drill = trigger.drill();
        alert.note = trigger.note();
        alert.raisedAt = trigger.at();
        alert.receivedAt = trigger.receivedAt();
        alert.activatesAt = trigger.activatesAt();
        alert.location = trigger.location() == null ? null : views.write(trigger.location());
        alert.warnings = views.write(warnings);
        alert.version = 1;
        alert.ownerVersion = 1;
        boolean counting = trigger.activatesAt().isAfter(trigger.receivedAt());
        alert.become(counting ? new Pending(alert.activatesAt) : new Active(1));
        alert.activatedAt = counting ? null : trigger.receivedAt();
        alert.ownerState = alert.state;
        return alert;
    }

    private Uni<Void> begin(List<Raised> raised) {
        if (raised.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var planned = raised.stream().flatMap(one -> planned(one.alert()).stream()).toList();
        return Uni.join()
                .all(
                        log.append(raised.stream().map(Raised::history).toList()),
                        timers.change(null, List.of(), planned),
                        tracks.pressedAt(
                                raised.stream()
                                        .map(Raised::pressedAt)
                                        .filter(Objects::nonNull)
                                        .toList()))
                .andFailFast()
                .replaceWithVoid();
    }

    private List<Timer> planned(AlertEntity alert) {
        var next =
                alert.activatedAt == null
                        ? Timer.ofAlert(CountdownOver.KIND, alert.id, 0, alert.activatesAt)
                        : Timer.ofAlert(Transition.STEP, alert.id, 0, alert.receivedAt);
        var expiry =
                Timer.ofAlert(
                        SilentTooLong.KIND,
                        alert.id,
                        0,
                        alert.activatesAt
                                .plus(settings.expiresAfter())
                                .minus(settings.warnBeforeExpiry()));
        var report = Timer.ofAlert(DRILL_REPORT, alert.id, 0, alert.activatesAt);
        return alert.drill && !alert.person.equals(SystemPerson.ID.value())
                ? List.of(next, expiry, report)
                : List.of(next, expiry);
    }

    /** Holds the alert's row until the ambient transaction ends; null where there is none. */
    public Uni<@Nullable LockedAlert> lock(AlertId id) {
        return alerts.lock(id.value()).map(alert -> alert == null ? null : LockedAlert.of(alert));
    }

    /** Holds all of these until then. Those that are there, by their ids. */
    public Uni<Map<AlertId, LockedAlert>> lock(Collection<AlertId> ids) {
        return alerts.lock(ids.stream().map(AlertId::value).toList())
                .map(found ->
                        found.stream()
                                .map(LockedAlert::of)
                                .collect(Collectors.toMap(LockedAlert::id, Function.identity())));
    }

    /** The one that was there. */
    private Uni<Accepted> acceptedBefore(AlertEntity alert) {
        return alerts.ofClient(alert.person, alert.clientAlertId)
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("an alert that conflicts can't be read"))
                .map(first -> accepted(first, false));
    }

    private Accepted accepted(AlertEntity alert, boolean created) {
        var warnings =
                alert.warnings == null
                        ? List.<Warning>of()
                        : List.of(views.read(alert.warnings, Warning[].class));
        return new Accepted(
                new AlertId(alert.id),
                alert.clientAlertId,
                alert.ownerState,
                alert.activatesAt,
                alert.receivedAt,
                warnings,
                created);
    }

    private void record(PersonId owner, Accepted accepted) {
        if (!owner.equals(SystemPerson.ID)) {
            metrics.counter("mayday.alerts.raised", "new", Boolean.toString(accepted.created()))
                    .increment();
        }
        LOG.infof(
                "event=alert-raised alert=%s new=%s state=%s",
                accepted.alertId(), accepted.created(), accepted.state());
    }
}
