package dev.mayday.alert;

import dev.mayday.alert.AlertView.Raiser;
import dev.mayday.alert.Alerts.Asked;
import dev.mayday.alert.Alerts.Before;
import dev.mayday.alert.Trigger.Warning;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Together;
import dev.mayday.clock.Transactions;
import dev.mayday.identity.SystemPerson;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.PersonId;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private static final Duration HOUR = Duration.ofHours(1);

    /**
     * Transactions at once: few, so that those of a crowd go together, and two, so that one that is
     * stuck does not hold up every press. And presses in each.
     */
    private static final int LANES = 2;

    private static final int MOST = 64;

    private final Transactions transactions;
    private final Alerts alerts;
    private final AlertLog log;
    private final Views views;
    private final FreshAlerts fresh;
    private final MeterRegistry metrics;
    private final List<String> channels;
    private final @Nullable Long anHour;
    private final Together<Pressed, Accepted> presses = new Together<>(LANES, MOST, this::raise);

    AlertDesk(
            Transactions transactions,
            Alerts alerts,
            AlertLog log,
            Views views,
            FreshAlerts fresh,
            AlertSettings settings,
            MeterRegistry metrics,
            @ConfigProperty(name = "mayday.channels") List<String> channels,
            @ConfigProperty(name = "mayday.local") boolean local) {
        this.transactions = transactions;
        this.alerts = alerts;
        this.log = log;
        this.views = views;
        this.fresh = fresh;
        this.metrics = metrics;
        this.channels = channels;
        this.anHour = local && !settings.limitedLocally() ? null : Long.valueOf(settings.anHour());
    }

    /** Who pressed what on which app. */
    private record Pressed(PersonId owner, String installation, Trigger trigger) {
        /** What makes two the same. */
        Object key() {
            return List.of(owner, trigger.clientAlertId());
        }
    }

    /** What one is answered, and what is to be written first; null where it has come before. */
    private record Met(Accepted accepted, @Nullable Raised raised) {}

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

    /** Those of a crowd that wait together, each once. */
    private Uni<List<Accepted>> raise(List<Pressed> pressed) {
        var first = new LinkedHashMap<Object, Pressed>();
        pressed.forEach(one -> first.putIfAbsent(one.key(), one));
        var each = List.copyOf(first.values());
        return raiseEach(each)
                .map(accepted -> {
                    var answers = new HashMap<Object, Accepted>();
                    for (int i = 0; i < each.size(); i++) {
                        answers.put(each.get(i).key(), accepted.get(i));
                    }
                    return pressed.stream().map(one -> next(answers, one.key())).toList();
                });
    }

    /** The first who asks is told that it is new, if it is. */
    private static Accepted next(Map<Object, Accepted> answers, Object key) {
        var answer = Objects.requireNonNull(answers.get(key));
        answers.put(key, answer.again());
        return answer;
    }

    /**
     * In one transaction. Where the same has come elsewhere since the look, a second one sees it.
     */
    private Uni<List<Accepted>> raiseEach(List<Pressed> pressed) {
        return transactions
                .write(
                        () -> before(pressed).flatMap(before -> meet(pressed, before)),
                        met ->
                                fresh.insert(
                                                met.stream()
                                                        .map(Met::raised)
                                                        .filter(Objects::nonNull)
                                                        .toList())
                                        .replaceWith(met.stream().map(Met::accepted).toList()))
                .onFailure(Sql::isDuplicate)
                .retry()
                .atMost(1);
    }

    private Uni<List<Met>> meet(List<Pressed> pressed, List<Before> before) {
        return Multi.createFrom()
                .range(0, pressed.size())
                .onItem()
                .transformToUniAndConcatenate(i -> meet(pressed.get(i), before.get(i)))
                .collect()
                .asList();
    }

    private Uni<Met> meet(Pressed pressed, Before before) {
        if (before.pressed()) {
            return first(pressed).map(accepted -> new Met(accepted, null));
        }
        var raised = fresh.pressed(before, pressed.trigger, pressed.installation);
        return Uni.createFrom().item(new Met(accepted(raised.alert(), true), raised));
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
                    var alert = fresh.entity(person, trigger, List.of());
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
                    return fresh.insert(List.of(new Raised(alert, history, "", null)))
                            .flatMap(done -> alerts.missed(alert, missed));
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
                                        one.trigger.clientAlertId(),
                                        one.trigger.drill(),
                                        one.trigger.receivedAt().minus(HOUR)))
                        .toList(),
                channels,
                anHour);
    }

    /** Holds the alert's row until the ambient transaction ends; null where there is none. */
    public Uni<@Nullable LockedAlert> lock(AlertId id) {
        return LockedAlerts.lock(id.value())
                .map(alert -> alert == null ? null : LockedAlert.of(alert));
    }

    /** Holds all of these until then. Those that are there, by their ids. */
    public Uni<Map<AlertId, LockedAlert>> lock(Collection<AlertId> ids) {
        return LockedAlerts.lock(ids.stream().map(AlertId::value).toList())
                .map(found ->
                        found.stream()
                                .map(LockedAlert::of)
                                .collect(Collectors.toMap(LockedAlert::id, Function.identity())));
    }

    /** The one that was there. */
    private Uni<Accepted> first(Pressed pressed) {
        return alerts.ofClient(pressed.owner.value(), pressed.trigger.clientAlertId())
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("an alert that was there can't be read"))
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
