package dev.mayday.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.clock.Sql;
import dev.mayday.wire.AlertId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** What became of every message of an alert. */
@ApplicationScoped
public class Deliveries {
    private static final String VIEW =
            """
            SELECT CAST(row_to_json(v) AS text) FROM (
                SELECT d.id, d.contact_id AS "contactId", d.contact_name AS "contactName", d.channel, d.purpose, d.step,
                       d.state, d.created_at AS "createdAt", d.sent_at AS "sentAt", d.delivered_at AS "deliveredAt",
                       d.owner_state AS "ownerState", a.owner_ended_at AS "ownerEndedAt",
                       coalesce((SELECT json_agg(json_build_object('at', s.at, 'provider', s.provider,
                                                 'outcome', s.outcome, 'detail', s.detail) ORDER BY s.at, s.number, s.part)
                                 FROM (SELECT number, 0 AS part, at, provider, outcome, detail FROM attempt
                                       WHERE delivery_id = d.id AND outcome IS NOT NULL
                                       UNION ALL
                                       SELECT number, 1, receipt_at, provider, receipt, receipt_detail FROM attempt
                                       WHERE delivery_id = d.id AND receipt IS NOT NULL) s), '[]') AS attempts
                FROM delivery d JOIN alert a ON a.id = d.alert_id
            """;

    private static final String OF_ALERT =
            VIEW + "WHERE d.alert_id = $1 ORDER BY d.created_at, d.step, d.id) v";
    private static final String BY_ID =
            VIEW + "WHERE d.id = ANY($1) ORDER BY d.created_at, d.step, d.id) v";

    private final Pool pool;
    private final ObjectMapper json;

    Deliveries(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /**
     * Oldest first, in one statement.
     *
     * @param owner whether the owner's projection is asked for, or what guardians see
     */
    public Uni<List<DeliveryView>> of(AlertId alert, boolean owner) {
        return of(pool, alert, owner);
    }

    /** The same within somebody else's transaction. */
    public Uni<List<DeliveryView>> of(SqlClient client, AlertId alert, boolean owner) {
        return client.preparedQuery(OF_ALERT)
                .execute(Tuple.of(alert.value()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> read(row.getString(0)))
                                .map(row -> owner ? row.forOwner() : row.forGuardians())
                                .filter(Objects::nonNull)
                                .toList());
    }

    /** These, as they are in the ambient transaction, unprojected. */
    Uni<List<DeliveryRow>> byId(Collection<UUID> ids) {
        return Sql.rows(BY_ID, (Object) ids.toArray(UUID[]::new))
                .map(rows -> rows.stream().map(row -> read((String) row[0])).toList());
    }

    String write(DeliveryView view) {
        try {
            return json.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private DeliveryRow read(String row) {
        try {
            return json.readValue(row, DeliveryRow.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a delivery can't be read", e);
        }
    }
}
