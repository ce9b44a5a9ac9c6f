package dev.mayday.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.notification.Plan.Reached;
import dev.mayday.wire.AlertId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * The end of an alert, or what looks like it under duress: what still waits is not sent any more,
 * and everyone who was told is told of the end, once.
 */
@ApplicationScoped
class ClosingNotices implements TimerHandler {
    /**
     * Of each contact's deliveries that reached it, the one to answer by: a person's channel before
     * another system's, what is known to have arrived before what a provider only took.
     */
    private static final String REACHED =
            """
            SELECT CAST(row_to_json(v) AS text) FROM (
                SELECT DISTINCT ON (d.contact_id)
                       d.contact_id AS "contactId", d.channel_id AS "channelId", d.contact_name AS "contactName", d.channel,
                       d.address, d.step
                FROM delivery d
                WHERE d.alert_id = :alert AND d.purpose IN ('alert-raised', 'operator-fallback')
                  AND (d.state IN ('SENT', 'DELIVERED')
                       OR EXISTS (SELECT FROM attempt t WHERE t.delivery_id = d.id
                                  AND (t.outcome IS NULL OR t.detail = 'the sender died or lost its connection before it could say')))
                ORDER BY d.contact_id, d.state IN ('SENT', 'DELIVERED') DESC, d.channel = 'webhook', d.state = 'DELIVERED' DESC,
                         d.created_at, d.id) v
            """;

    private static final String SUPPRESS =
            """
            UPDATE delivery SET state = 'SUPPRESSED', retry_at = NULL
            WHERE alert_id = :alert AND state = 'QUEUED' AND leased_by IS NULL
              AND purpose <> 'alert-ended'
            RETURNING CAST(id AS text)
            """;

    private static final String LOOK_SUPPRESSED =
            """
            UPDATE delivery d SET owner_state = 'SUPPRESSED' FROM alert a
            WHERE a.id = :alert AND d.alert_id = a.id AND d.state = 'QUEUED' AND d.leased_by IS NULL
              AND d.owner_state IS NULL AND d.created_at < a.owner_ended_at
            RETURNING CAST(d.id AS text)
            """;

    private final AlertDesk desk;
    private final Deliveries deliveries;
    private final DeliveryEvents events;
    private final Plans plans;
    private final ObjectMapper json;

    ClosingNotices(
            AlertDesk desk,
            Deliveries deliveries,
            DeliveryEvents events,
            Plans plans,
            ObjectMapper json) {
        this.desk = desk;
        this.deliveries = deliveries;
        this.events = events;
        this.plans = plans;
        this.json = json;
    }

    @Override
    public String kind() {
        return "closing";
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        return desk.lock(new AlertId(timer.ofAlert()))
                .flatMap(alert -> {
                    if (alert == null) {
                        return Uni.createFrom().voidItem();
                    }
                    if (alert.ended()) {
                        return suppress(alert).flatMap(done -> notices(alert));
                    }
                    return alert.ownerEnded() ? lookSuppressed(alert) : Uni.createFrom().voidItem();
                });
    }

    /** One for each who was told; those that are there already stay as they are. */
    Uni<Void> notices(LockedAlert alert) {
        return query(REACHED, alert)
                .flatMap(rows ->
                        plans.make(
                                alert,
                                rows.stream().map(row -> Plan.ended(alert, read(row))).toList()));
    }

    private Uni<Void> suppress(LockedAlert alert) {
        return query(SUPPRESS, alert)
                .flatMap(this::rows)
                .flatMap(rows ->
                        alert.duress()
                                ? events.appendForGuardians(alert, rows)
                                : events.append(alert, rows));
    }

    private Uni<Void> lookSuppressed(LockedAlert alert) {
        return query(LOOK_SUPPRESSED, alert)
                .flatMap(this::rows)
                .flatMap(rows -> events.appendForOwner(alert, rows));
    }

    private Uni<List<DeliveryRow>> rows(List<String> ids) {
        return deliveries.byId(ids.stream().map(UUID::fromString).toList());
    }

    private static Uni<List<String>> query(String sql, LockedAlert alert) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(sql, String.class)
                                .setParameter("alert", alert.id().value())
                                .getResultList());
    }

    private Reached read(String row) {
        try {
            return json.readValue(row, Reached.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a delivery can't be read", e);
        }
    }
}
