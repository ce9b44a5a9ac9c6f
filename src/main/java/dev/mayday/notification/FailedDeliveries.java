package dev.mayday.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Timers;
import dev.mayday.notification.Turn.Told;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A message of an alert has failed by every provider, or its contact has stopped the channel before
 * it heard of the end: it is told, or asked, by another channel; and where a step has reached
 * nobody at all, the next one begins at once.
 */
@ApplicationScoped
class FailedDeliveries {
    private static final String PLACE =
            """
            SELECT CAST(row_to_json(v) AS text) FROM (
                SELECT d.contact_id AS "contactId", d.step,
                       (SELECT json_agg(o.channel_id) FROM delivery o
                        WHERE o.alert_id = d.alert_id AND o.contact_id = d.contact_id AND o.purpose = d.purpose
                          AND o.round = d.round AND o.step = d.step) AS tried,
                       EXISTS (SELECT FROM delivery o
                               WHERE o.alert_id = d.alert_id AND o.purpose = d.purpose AND o.round = d.round
                                 AND (o.step > d.step OR o.step = d.step AND o.state IN ('QUEUED', 'SENT', 'DELIVERED'))) AS "goesOn"
                FROM delivery d WHERE d.id = :id AND d.contact_id IS NOT NULL) v
            """;

    private final Reach reach;
    private final Plans plans;
    private final FailedReminders reminders;
    private final ClosingNotices closing;
    private final Timers timers;
    private final MaydayClock clock;
    private final ObjectMapper json;

    FailedDeliveries(
            Reach reach,
            Plans plans,
            FailedReminders reminders,
            ClosingNotices closing,
            Timers timers,
            MaydayClock clock,
            ObjectMapper json) {
        this.reach = reach;
        this.plans = plans;
        this.reminders = reminders;
        this.closing = closing;
        this.timers = timers;
        this.clock = clock;
        this.json = json;
    }

    /**
     * @param tried channels of the contact that this step has used
     * @param goesOn whether somebody else may still be reached by this step, or a later one has
     *     begun
     */
    record Place(UUID contactId, int step, Set<UUID> tried, boolean goesOn) {}

    /** Does nothing for a delivery that has not failed, or that nobody waits for any more. */
    Uni<Void> follow(LockedAlert alert, Delivery delivery) {
        boolean stopped =
                delivery.purpose.equals(Purpose.ENDED)
                        && delivery.state.equals(Delivery.SUPPRESSED);
        if (!stopped && !delivery.state.equals("FAILED")
                || !Purpose.wanted(delivery.purpose, alert)) {
            return Uni.createFrom().voidItem();
        }
        return switch (delivery.purpose) {
            case Purpose.RAISED -> raised(alert, delivery.id);
            case Purpose.ENDED -> closing.notices(alert);
            case Purpose.REMINDER -> reminders.follow(alert, delivery.id);
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> raised(LockedAlert alert, UUID delivery) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(PLACE, String.class)
                                .setParameter("id", delivery)
                                .getSingleResultOrNull())
                .flatMap(row ->
                        row == null
                                ? Uni.createFrom().voidItem()
                                : reach.of(alert).flatMap(all -> goOn(alert, read(row), all)));
    }

    private Uni<Void> goOn(LockedAlert alert, Place place, List<Reachable> all) {
        var next = Reachable.next(all, place.contactId, place.tried);
        if (next.isPresent()) {
            return plans.make(alert, List.of(Plan.raised(alert, new Told(place.step, next.get()))));
        }
        return place.goesOn
                ? Uni.createFrom().voidItem()
                : timers.hasten(alert.id().value(), EscalationStep.KIND, clock.now());
    }

    private Place read(String row) {
        try {
            return json.readValue(row, Place.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a failed delivery can't be read", e);
        }
    }
}
