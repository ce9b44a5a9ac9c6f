package dev.mayday.alert;

import dev.mayday.alert.AlertState.Active;
import dev.mayday.alert.AlertState.Pending;
import dev.mayday.alert.AlertView.Raiser;
import dev.mayday.alert.Alerts.Before;
import dev.mayday.alert.Trigger.Warning;
import dev.mayday.clock.Timer;
import dev.mayday.clock.Timers;
import dev.mayday.identity.SystemPerson;
import dev.mayday.location.Tracks;
import dev.mayday.wire.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;

/** How an alert begins: all that is written with it. */
@ApplicationScoped
class FreshAlerts {
    /** A timer that the notification package handles: what is to be told of a drill afterwards. */
    private static final String DRILL_REPORT = "drill-report";

    private final Alerts alerts;
    private final AlertLog log;
    private final Views views;
    private final Timers timers;
    private final Tracks tracks;
    private final AlertSettings settings;

    FreshAlerts(
            Alerts alerts,
            AlertLog log,
            Views views,
            Timers timers,
            Tracks tracks,
            AlertSettings settings) {
        this.alerts = alerts;
        this.log = log;
        this.views = views;
        this.timers = timers;
        this.tracks = tracks;
        this.settings = settings;
    }

    /** An alert of who has just pressed this. */
    Raised pressed(Before before, Trigger trigger, String installation) {
        var person = before.person();
        var alert = entity(person, trigger, before.warnings(trigger));
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
        return new Raised(alert, history, installation, trigger.location());
    }

    /** Its row, as far as the trigger says. */
    AlertEntity entity(Raiser person, Trigger trigger, List<Warning> warnings) {
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

    /**
     * Each with its place, its history, its timers and its outbox rows, in the ambient transaction
     * and all sent at once. Fails if one of them is there already.
     */
    Uni<Void> insert(List<Raised> raised) {
        if (raised.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var planned = raised.stream().flatMap(one -> planned(one.alert()).stream()).toList();
        return Uni.join()
                .all(
                        alerts.insert(raised),
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
}
