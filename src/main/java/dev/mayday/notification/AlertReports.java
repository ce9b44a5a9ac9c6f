package dev.mayday.notification;

import dev.mayday.alert.AlertReads;
import dev.mayday.notification.AlertReport.Named;
import dev.mayday.wire.AlertId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** How alerts went, as their owners may see it: three statements, however many were told. */
@ApplicationScoped
public class AlertReports {
    /** The contacts that the owner has: what a duress PIN keeps beyond their removal is not his. */
    private static final String CONTACTS =
            """
            SELECT c.id, c.name, c.declined_at IS NOT NULL AS declined,
                   EXISTS (SELECT FROM channel ch WHERE ch.contact_id = c.id AND ch.removed_at IS NULL
                           AND ch.type = ANY($2) AND ch.state NOT IN ('opted-out', 'failing')
                           AND (ch.state = 'verified' OR NOT a.drill)) AS usable
            FROM alert a JOIN contact c ON c.person_id = a.person_id
            WHERE a.id = $1 AND c.removed_at IS NULL AND c.created_at <= coalesce(a.owner_ended_at, 'infinity')
            ORDER BY c.tier, c.created_at, c.id
            """;

    private final Pool pool;
    private final AlertReads alerts;
    private final Deliveries deliveries;
    private final Senders senders;

    AlertReports(Pool pool, AlertReads alerts, Deliveries deliveries, Senders senders) {
        this.pool = pool;
        this.alerts = alerts;
        this.deliveries = deliveries;
        this.senders = senders;
    }

    /** The owner's projection, outside any right: for whoever has looked at the right. */
    public Uni<@Nullable AlertReport> of(AlertId alert) {
        return alerts.state(pool, alert, true)
                .flatMap(state ->
                        state == null
                                ? Uni.createFrom().nullItem()
                                : deliveries
                                        .of(alert, true)
                                        .flatMap(sent ->
                                                contacts(alert)
                                                        .map(contacts ->
                                                                AlertReport.of(
                                                                        state.view(),
                                                                        state.ownerEndedAt(),
                                                                        sent,
                                                                        contacts))));
    }

    private Uni<List<Named>> contacts(AlertId alert) {
        return pool.preparedQuery(CONTACTS)
                .execute(Tuple.of(alert.value(), senders.channels().toArray(String[]::new)))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row ->
                                        new Named(
                                                row.getUUID("id"),
                                                row.getString("name"),
                                                row.getBoolean("usable"),
                                                row.getBoolean("declined")))
                                .toList());
    }
}
