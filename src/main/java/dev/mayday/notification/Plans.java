package dev.mayday.notification;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Timer;
import dev.mayday.clock.Timers;
import dev.mayday.outbox.Topics;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
                                      created_at, state, tries)
                SELECT p.id, CAST(:alert AS uuid), p."contactId", p."channelId", p."contactName", p.channel, p.address, p.purpose,
                       p.round, p.step, CAST(:now AS timestamptz), CASE WHEN p.held THEN 'SUPPRESSED' ELSE 'QUEUED' END,
                       CASE WHEN p.held THEN 1 ELSE 0 END
                FROM json_to_recordset(CAST(CAST(:plans AS text) AS json)) AS p(id uuid, "contactId" uuid, "channelId" uuid,
                     "contactName" text, channel text, address text, purpose text, round integer, step integer, held boolean)
                ON CONFLICT DO NOTHING RETURNING id, channel, state
            ), held AS (
                INSERT INTO attempt (delivery_id, number, at, provider, outcome, detail)
                SELECT id, 1, CAST(:now AS timestamptz), :limit, 'rejected', :why FROM made WHERE state = 'SUPPRESSED'
            ), queued AS (
                INSERT INTO outbox (topic, key, event_id, type, subject, sequence, data)
                SELECT :topics || channel, :person, gen_random_uuid(), 'dev.mayday.delivery.queued', id, 1,
                       '{"deliveryId":"' || id || '"}' FROM made WHERE state = 'QUEUED'
            )
            SELECT CAST(id AS text) FROM made
            """;

    private final MaydayClock clock;
    private final Deliveries deliveries;
    private final DeliveryEvents events;
    private final Topics topics;
    private final AddressLimit limit;
    private final Timers timers;
    private final ObjectMapper json;

    Plans(
            MaydayClock clock,
            Deliveries deliveries,
            DeliveryEvents events,
            Topics topics,
            AddressLimit limit,
            Timers timers,
            ObjectMapper json) {
        this.clock = clock;
        this.deliveries = deliveries;
        this.events = events;
        this.topics = topics;
        this.limit = limit;
        this.timers = timers;
        this.json = json;
    }

    /** Makes those of them that are not there yet. */
    Uni<Void> make(LockedAlert alert, List<Plan> plans) {
        if (plans.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return limit.held(alert, plans)
                .flatMap(
                        held -> make(alert, plans, held).flatMap(made -> begin(alert, made, held)));
    }

    private Uni<List<UUID>> make(LockedAlert alert, List<Plan> plans, Set<UUID> held) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(MAKE, String.class)
                                .setParameter("alert", alert.id().toString())
                                .setParameter("person", alert.person().toString())
                                .setParameter("topics", topics.notifications(""))
                                .setParameter("now", now(alert))
                                .setParameter("limit", AddressLimit.PROVIDER)
                                .setParameter("why", limit.why())
                                .setParameter("plans", write(plans, held))
                                .getResultList())
                .map(made -> made.stream().map(UUID::fromString).toList());
    }

    private Uni<Void> begin(LockedAlert alert, List<UUID> made, Set<UUID> held) {
        return deliveries
                .byId(made)
                .flatMap(rows -> events.append(alert, rows))
                .flatMap(done ->
                        held.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : timers.plan(
                                        Timer.ofAlert(
                                                HeldBack.KIND, alert.id().value(), 0, now(alert))));
    }

    /** Never before the end that the owner was shown, whichever node's clock says so. */
    private Instant now(LockedAlert alert) {
        var now = clock.now();
        var end = alert.ownerEndedAt();
        return end != null && now.isBefore(end) ? end : now;
    }

    private String write(List<Plan> plans, Set<UUID> held) {
        var rows = json.createArrayNode();
        for (Plan plan : plans) {
            rows.add(json.<ObjectNode>valueToTree(plan).put("held", held.contains(plan.id())));
        }
        return rows.toString();
    }
}
