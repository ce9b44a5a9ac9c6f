package dev.mayday.notification;

import dev.mayday.alert.AlertLog;
import dev.mayday.alert.AlertLog.Note;
import dev.mayday.alert.LockedAlert;
import dev.mayday.identity.SystemPerson;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** The last resort: the operator is told, when nobody can be reached or nobody answered. */
@ApplicationScoped
class Fallback {
    static final String ENTRY = "contacts-used-up";
    private static final Logger LOG = Logger.getLogger(Fallback.class);

    private final FallbackSettings settings;
    private final Senders senders;
    private final Plans plans;
    private final AlertLog log;
    private final MeterRegistry metrics;

    Fallback(
            FallbackSettings settings,
            Senders senders,
            Plans plans,
            AlertLog log,
            MeterRegistry metrics) {
        this.settings = settings;
        this.senders = senders;
        this.plans = plans;
        this.log = log;
        this.metrics = metrics;
    }

    /**
     * @param usedUp the step after which nobody is left, of each alert; all of them are held still
     */
    Uni<Void> tell(Map<LockedAlert, Integer> usedUp) {
        var told = new LinkedHashMap<LockedAlert, List<Plan>>();
        usedUp.forEach((alert, step) -> {
            // a heartbeat that does not arrive has an alarm
            if (!alert.person().equals(SystemPerson.ID)) {
                told.put(alert, plans(alert, step));
            }
        });
        var notes = told.entrySet().stream().map(of -> note(of.getKey(), of.getValue())).toList();
        return log.add(notes).flatMap(done -> plans.make(told));
    }

    private List<Plan> plans(LockedAlert alert, int step) {
        var told = new ArrayList<Plan>();
        settings.email()
                .filter(address -> senders.channels().contains("email"))
                .ifPresent(address -> told.add(Plan.fallback(alert, step, "email", address)));
        settings.webhook()
                .filter(address -> senders.channels().contains("webhook"))
                .ifPresent(address -> told.add(Plan.fallback(alert, step, "webhook", address)));
        metrics.counter("mayday.escalations.used.up").increment();
        LOG.warnf(
                "event=escalation-used-up alert=%s round=%d told=%d",
                alert.id(), alert.round(), told.size());
        if (told.isEmpty()) {
            LOG.errorf("event=nobody-left-to-tell alert=%s", alert.id());
        }
        return told;
    }

    private static Note note(LockedAlert alert, List<Plan> told) {
        return new Note(
                alert.id().value(),
                ENTRY,
                told.isEmpty()
                        ? "nobody is left to tell, and the operator has set no fallback"
                        : "nobody is left to tell; the operator is told",
                !alert.ownerEnded());
    }
}
