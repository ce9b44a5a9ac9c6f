package dev.mayday.notification;

import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
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
    private final ReachedContacts reached;
    private final Plans plans;

    ClosingNotices(
            AlertDesk desk,
            Deliveries deliveries,
            DeliveryEvents events,
            ReachedContacts reached,
            Plans plans) {
        this.desk = desk;
        this.deliveries = deliveries;
        this.events = events;
        this.reached = reached;
        this.plans = plans;
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

    /** One for each who was told and isn't told of the end yet. */
    Uni<Void> notices(LockedAlert alert) {
        return reached.of(alert)
                .flatMap(all ->
                        plans.make(
                                alert, all.stream().map(one -> Plan.ended(alert, one)).toList()));
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
}
