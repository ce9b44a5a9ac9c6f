package dev.mayday.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.AlertState;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.wire.AlertId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A contact said to be going, and in a minute that is too old to rely on: it is asked whether it
 * still holds. To acknowledge again confirms it.
 */
@ApplicationScoped
class Reminders implements TimerHandler {
    private static final Logger LOG = Logger.getLogger(Reminders.class);
    private static final String GOES =
            """
            SELECT CAST(row_to_json(v) AS text) FROM (
                SELECT at, eta_minutes AS "etaMinutes" FROM response
                WHERE alert_id = :alert AND contact_id = :contact AND kind = 'acknowledged') v
            """;

    private final AlertDesk desk;
    private final ReachedContacts reached;
    private final Reach reach;
    private final Plans plans;
    private final ObjectMapper json;
    private final MeterRegistry metrics;

    Reminders(
            AlertDesk desk,
            ReachedContacts reached,
            Reach reach,
            Plans plans,
            ObjectMapper json,
            MeterRegistry metrics) {
        this.desk = desk;
        this.reached = reached;
        this.reach = reach;
        this.plans = plans;
        this.json = json;
        this.metrics = metrics;
    }

    @Override
    public String kind() {
        return "reminder";
    }

    /** That a contact is going, since when, and how soon it is there. */
    record Going(Instant at, @Nullable Integer etaMinutes) {
        Instant staleAt() {
            return AlertState.staleAt(at, etaMinutes);
        }
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        var contact = timer.subject();
        return desk.lock(new AlertId(timer.ofAlert()))
                .flatMap(alert ->
                        alert == null || contact == null || !alert.acknowledged()
                                ? Uni.createFrom().voidItem()
                                : remind(alert, contact, timer));
    }

    private Uni<Void> remind(LockedAlert alert, UUID contact, Timer timer) {
        return answer(alert, contact)
                .flatMap(going ->
                        going == null || !isDue(going, timer)
                                ? Uni.createFrom().voidItem()
                                : way(alert, contact)
                                        .flatMap(way -> remind(alert, contact, going, way)));
    }

    /** A newer answer of the same contact has a timer of its own. */
    private static boolean isDue(Going going, Timer timer) {
        return !going.staleAt().isAfter(timer.dueAt().plus(AlertState.REMINDED_BEFORE));
    }

    private Uni<Void> remind(LockedAlert alert, UUID contact, Going going, Optional<Reached> way) {
        metrics.counter("mayday.acknowledgements.reminded").increment();
        LOG.infof(
                "event=acknowledgement-reminded alert=%s contact=%s told=%s",
                alert.id(), contact, way.isPresent());
        return plans.make(
                alert, way.map(by -> Plan.reminder(alert, by, going.staleAt())).stream().toList());
    }

    /** The channel that reached it, else, where it came by itself, what wakes it first. */
    private Uni<Optional<Reached>> way(LockedAlert alert, UUID contact) {
        return reached.of(alert)
                .map(all -> all.stream().filter(one -> contact.equals(one.contactId())).findFirst())
                .flatMap(found ->
                        found.isPresent()
                                ? Uni.createFrom().item(found)
                                : reach.of(alert)
                                        .map(all ->
                                                all.stream()
                                                        .filter(one ->
                                                                contact.equals(one.contactId()))
                                                        .min(Reachable.WAKES_FIRST)
                                                        .map(one -> Reached.by(one, 0))));
    }

    private Uni<@Nullable Going> answer(LockedAlert alert, UUID contact) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(GOES, String.class)
                                .setParameter("alert", alert.id().value())
                                .setParameter("contact", contact)
                                .getSingleResultOrNull())
                .map(row -> row == null ? null : read(row));
    }

    private Going read(String row) {
        try {
            return json.readValue(row, Going.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer can't be read", e);
        }
    }
}
