package dev.mayday.alert;

import dev.mayday.alert.AlertState.Acknowledged;
import dev.mayday.alert.AlertState.Active;
import dev.mayday.alert.AlertState.Cancelled;
import dev.mayday.alert.AlertState.Expired;
import dev.mayday.alert.AlertState.Pending;
import dev.mayday.alert.AlertState.Resolved;
import dev.mayday.alert.AlertView.Raiser;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Timer;
import dev.mayday.clock.Timers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes an alert to its next state, under its row's lock: the row, its history, and the timers that
 * follow from it.
 */
@ApplicationScoped
class Transition {
    /**
     * Timers that the notification package handles: the next step of the escalation, the notices of
     * who is going (its number is the round), the question to one of them whether that still holds
     * (its subject is the contact), the warning before an alert expires, the notices of an end.
     */
    static final String STEP = "step";

    static final String GOING = "going";
    static final String REMINDER = "reminder";
    static final String EXPIRING = "expiring";
    static final String CLOSING = "closing";
    private static final Logger LOG = Logger.getLogger(Transition.class);

    private final MaydayClock clock;
    private final Alerts alerts;
    private final AlertLog log;
    private final Views views;
    private final Timers timers;

    Transition(MaydayClock clock, Alerts alerts, AlertLog log, Views views, Timers timers) {
        this.clock = clock;
        this.alerts = alerts;
        this.log = log;
        this.views = views;
        this.timers = timers;
    }

    /**
     * @param type of the timeline entry
     * @param by who did it
     * @param more timers that follow from it, beside those that follow from the state; of one that
     *     becomes ACTIVE, in place of its first step
     */
    Uni<Void> apply(
            AlertEntity alert,
            AlertState next,
            String type,
            By by,
            @Nullable String detail,
            Timer... more) {
        return alerts.raiser(alert.person)
                .flatMap(person -> apply(alert, person, next, type, by, detail, more));
    }

    /** As the other, by somebody who knows already whose alert it is. */
    Uni<Void> apply(
            AlertEntity alert,
            Raiser person,
            AlertState next,
            String type,
            By by,
            @Nullable String detail,
            Timer... more) {
        var now = clock.now();
        var from = alert.state;
        alert.become(next);
        if (next instanceof Active) {
            alert.activatedAt = now;
        }
        if (next.ended()) {
            alert.endedAt = now;
            alert.endedBy = views.write(by);
        }
        boolean moved = !from.equals(alert.state);
        return history(
                        alert,
                        person,
                        type,
                        by,
                        moved ? from : null,
                        moved ? alert.state : null,
                        detail)
                .flatMap(done -> plan(alert, next, moved, now, List.of(more)))
                .invoke(() ->
                        LOG.infof(
                                "event=alert-%s alert=%s version=%d",
                                type, alert.id, alert.version));
    }

    /**
     * One more version of the alert with its timeline entry, for the guardians and, where nothing
     * is frozen, the owner.
     */
    Uni<Void> history(
            AlertEntity alert,
            Raiser person,
            String type,
            By by,
            @Nullable String from,
            @Nullable String to,
            @Nullable String detail) {
        alert.version++;
        if (!alert.frozen()) {
            alert.ownerState = alert.state;
            alert.ownerVersion++;
            alert.ownerEndedAt = alert.endedAt;
        }
        return alerts.responses(alert.id)
                .flatMap(responses ->
                        log.change(alert)
                                .entry(type, by, from, to, detail, !alert.frozen())
                                .alert(
                                        views.guardian(alert, person, responses),
                                        alert.frozen()
                                                ? null
                                                : views.owner(alert, person, responses))
                                .append());
    }

    private Uni<Void> plan(
            AlertEntity alert, AlertState next, boolean moved, Instant now, List<Timer> more) {
        return switch (next) {
            case Pending p -> Uni.createFrom().voidItem();
            case Active a ->
                    timers.change(
                            alert.id,
                            List.of(CountdownOver.KIND, NobodyGoes.KIND, GOING, REMINDER),
                            more.isEmpty() ? List.of(Timer.ofAlert(STEP, alert.id, 0, now)) : more);
            case Acknowledged a ->
                    timers.change(alert.id, List.of(STEP), answered(alert, a, moved, now, more));
            case Cancelled c -> end(alert, now);
            case Resolved r -> end(alert, now);
            case Expired e -> end(alert, now);
        };
    }

    /** The others hear once a round who is going: at its first acknowledgement. */
    private static List<Timer> answered(
            AlertEntity alert,
            Acknowledged acknowledged,
            boolean moved,
            Instant now,
            List<Timer> more) {
        var planned = new ArrayList<>(more);
        planned.add(Timer.ofAlert(NobodyGoes.KIND, alert.id, 0, acknowledged.staleAt()));
        if (moved) {
            planned.add(Timer.ofAlert(GOING, alert.id, acknowledged.round(), now));
        }
        return planned;
    }

    private Uni<Void> end(AlertEntity alert, Instant now) {
        return timers.change(
                alert.id,
                List.of(
                        CountdownOver.KIND,
                        NobodyGoes.KIND,
                        SilentTooLong.KIND,
                        STEP,
                        GOING,
                        REMINDER,
                        EXPIRING),
                List.of(Timer.ofAlert(CLOSING, alert.id, 0, now)));
    }
}
