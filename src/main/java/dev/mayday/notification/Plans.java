package dev.mayday.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.MaydayClock;
import dev.mayday.outbox.Topics;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Puts deliveries on record and on their way, in the transaction that holds the alert's lock: so
 * many as there are, always the same number of statements.
 */
@ApplicationScoped
class Plans {
    private static final String MAKE =
            """
            WITH made AS (
                INSERT INTO delivery (id, alert_id, contact_id, channel_id, contact_name, channel, address, purpose, round, step,
                                      created_at)
                SELECT p.id, CAST(:alert AS uuid), p."contactId", p."channelId", p."contactName", p.channel, p.address, p.purpose,
                       p.round, p.step, CAST(:now AS timestamptz)
                FROM json_to_recordset(CAST(CAST(:plans AS text) AS json)) AS p(id uuid, "contactId" uuid, "channelId" uuid,
                     "contactName" text, channel text, address text, purpose text, round integer, step integer)
                ON CONFLICT DO NOTHING RETURNING id, channel
            ), queued AS (
                INSERT INTO outbox (topic, key, event_id, type, subject, sequence, data)
                SELECT :topics || channel, :person, gen_random_uuid(), 'dev.mayday.delivery.queued', id, 1,
                       '{"deliveryId":"' || id || '"}' FROM made
            )
            SELECT CAST(id AS text) FROM made
            """;

    private final MaydayClock clock;
    private final Deliveries deliveries;
    private final DeliveryEvents events;
    private final Topics topics;
    private final ObjectMapper json;

    Plans(
            MaydayClock clock,
            Deliveries deliveries,
            DeliveryEvents events,
            Topics topics,
            ObjectMapper json) {
        this.clock = clock;
        this.deliveries = deliveries;
        this.events = events;
        this.topics = topics;
        this.json = json;
    }

    /** Makes those of them that are not there yet. */
    Uni<Void> make(LockedAlert alert, List<Plan> plans) {
        if (plans.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(MAKE, String.class)
                                .setParameter("alert", alert.id().toString())
                                .setParameter("person", alert.person().toString())
                                .setParameter("topics", topics.notifications(""))
                                .setParameter("now", now(alert))
                                .setParameter("plans", write(plans))
                                .getResultList())
                .flatMap(made -> deliveries.byId(made.stream().map(UUID::fromString).toList()))
                .flatMap(made -> events.append(alert, made));
    }

    /** Never before the end that the owner was shown, whichever node's clock says so. */
    private Instant now(LockedAlert alert) {
        var now = clock.now();
        var end = alert.ownerEndedAt();
        return end != null && now.isBefore(end) ? end : now;
    }

    private String write(List<Plan> plans) {
        try {
            return json.writeValueAsString(plans);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
