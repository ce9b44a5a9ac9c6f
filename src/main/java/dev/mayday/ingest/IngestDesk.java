package dev.mayday.ingest;

import dev.mayday.alert.Accepted;
import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.Trigger;
import dev.mayday.alert.Trigger.Warning;
import dev.mayday.clock.MaydayClock;
import dev.mayday.identity.DeviceTokens;
import dev.mayday.identity.DeviceTokens.Known;
import dev.mayday.location.Fix;
import dev.mayday.location.LocationLog;
import dev.mayday.problem.Problem;
import dev.mayday.problem.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes what apps report: a call for help whatever else is wrong with it, a place if it is good.
 */
@ApplicationScoped
class IngestDesk {
    private static final Logger LOG = Logger.getLogger(IngestDesk.class);

    private final DeviceTokens tokens;
    private final AlarmNames names;
    private final AlertDesk alerts;
    private final LocationLog log;
    private final Refusals refusals;
    private final MaydayClock clock;
    private final MeterRegistry metrics;

    IngestDesk(
            DeviceTokens tokens,
            AlarmNames names,
            AlertDesk alerts,
            LocationLog log,
            Refusals refusals,
            MaydayClock clock,
            MeterRegistry metrics) {
        this.tokens = tokens;
        this.names = names;
        this.alerts = alerts;
        this.log = log;
        this.refusals = refusals;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Done once it can't be lost: an alert committed, a place acknowledged by Kafka. A place that
     * belongs to nothing is done at once, for it is not kept.
     *
     * @param app for the metrics
     * @return the alert that it raised, or had raised before; null for a place. Fails with
     *     not-signed-in, wrong-credentials, too-many-attempts, invalid-…, too-old, try-later
     */
    Uni<@Nullable Accepted> take(String app, HttpServerRequest request, AppReport report) {
        return tokens.of(request, report.token())
                .flatMap(device -> take(app, device, report))
                .onFailure(failure -> !(failure instanceof Refused))
                .transform(IngestDesk::later);
    }

    private Uni<@Nullable Accepted> take(String app, Known device, AppReport report) {
        var now = clock.now();
        var kind = report.alarm(device.manualAlarm());
        if (kind != null) {
            return raise(app, device, kind, report, now).map(accepted -> accepted);
        }
        try {
            var fix = report.fix(now, null);
            if (fix == null) {
                return Uni.createFrom().nullItem();
            }
            log.check(fix, now);
            return keep(app, device, fix).map(kept -> null);
        } catch (Refused e) {
            return refuse(device, report, e);
        }
    }

    private Uni<@Nullable Accepted> refuse(Known device, AppReport report, Refused why) {
        if (!refusals.isStuck(device.id(), report)) {
            return Uni.createFrom().failure(why);
        }
        LOG.infof("event=report-let-go device=%s reason=%s", device.id(), why.problem().code());
        return Uni.createFrom().nullItem();
    }

    private Uni<Boolean> keep(String app, Known device, Fix fix) {
        return log.append(device.person(), installation(device), List.of(fix))
                .map(List::getFirst)
                .invoke(kept -> {
                    if (kept) {
                        metrics.counter("mayday.ingest.fixes", "app", app).increment();
                    }
                });
    }

    private Uni<Accepted> raise(
            String app, Known device, String kind, AppReport report, Instant now) {
        var warnings = new ArrayList<Warning>();
        var pressed = pressedAt(report, now, warnings);
        var place = place(report, now, warnings);
        return names.of(device, pressed, now)
                .map(id -> trigger(id, kind, report.note(), pressed, now, place, warnings))
                .flatMap(trigger -> alerts.raise(device.person(), installation(device), trigger))
                .invoke(accepted -> raised(app, device, accepted))
                .call(accepted ->
                        accepted.created() || place == null
                                ? Uni.createFrom().voidItem()
                                : also(app, device, place, now));
    }

    private static Trigger trigger(
            UUID id,
            String kind,
            @Nullable String note,
            Instant pressed,
            Instant now,
            @Nullable Fix place,
            List<Warning> warnings) {
        return new Trigger(
                id,
                kind,
                false,
                false,
                Duration.ZERO,
                note == null ? null : Trigger.note(note, warnings),
                pressed,
                now,
                place,
                List.copyOf(warnings));
    }

    private static Instant pressedAt(AppReport report, Instant now, List<Warning> warnings) {
        var said = report.pressedAt();
        if (said != null && said.isAfter(now)) {
            warnings.add(
                    new Warning(
                            "invalid-at", "at: lies in the future; the time of receipt is taken"));
        }
        return said == null || said.isAfter(now) ? now : said;
    }

    /** Wherever it can be told, if need be with the time of receipt. */
    private static @Nullable Fix place(AppReport report, Instant now, List<Warning> warnings) {
        try {
            return inTime(report, now);
        } catch (Refused e) {
            warnings.add(
                    new Warning("invalid-location", "location left out: " + e.problem().detail()));
            return null;
        }
    }

    private static @Nullable Fix inTime(AppReport report, Instant now) {
        try {
            var fix = report.fix(now, null);
            if (fix == null
                    || !fix.at().isAfter(now) && !fix.at().isBefore(AppTime.CLOCKS_ARE_SET)) {
                return fix;
            }
        } catch (Refused e) {
            // perhaps it is only the time that is bad
        }
        return report.fix(now, now);
    }

    /** The alert stands already: its next place is a place like others, and no reason to fail. */
    private Uni<Boolean> also(String app, Known device, Fix place, Instant now) {
        return Uni.createFrom()
                .deferred(() -> {
                    log.check(place, now);
                    return keep(app, device, place);
                })
                .onFailure()
                .recoverWithItem(false);
    }

    private void raised(String app, Known device, Accepted accepted) {
        metrics.counter("mayday.ingest.alarms", "app", app).increment();
        LOG.infof(
                "event=alarm-taken app=%s device=%s alert=%s new=%s",
                app, device.id(), accepted.alertId(), accepted.created());
    }

    /** Such a device has no installation of an app: it is its own. */
    private static String installation(Known device) {
        return device.id().toString();
    }

    private static Refused later(Throwable failure) {
        LOG.warnf("event=report-not-taken reason=%s", failure.getClass().getSimpleName());
        return Problem.tryLater("it could not be kept; send it again").refused();
    }
}
