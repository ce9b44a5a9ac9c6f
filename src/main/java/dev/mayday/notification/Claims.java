package dev.mayday.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Together;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Claims deliveries before they are sent: one statement checks that each is still wanted and nobody
 * else's, leases it, and puts the attempt on record. That is dedupe, suppression and fencing in
 * one. What its owner believes to be over is not claimed before it looks so to them.
 */
@ApplicationScoped
class Claims {
    private static final String CLAIM =
            """
            WITH asked AS (
                SELECT q.id, q.providers FROM unnest(CAST($1 AS uuid[]), CAST($5 AS text[])) AS q(id, providers)
            ), held AS (
                SELECT d.id FROM delivery d WHERE d.id = ANY($1) ORDER BY d.id FOR UPDATE
            ), chosen AS (
                SELECT q.id, p.name FROM asked q CROSS JOIN LATERAL (
                    SELECT p.name FROM unnest(string_to_array(q.providers, ',')) WITH ORDINALITY AS p(name, place)
                    ORDER BY EXISTS (SELECT FROM attempt t WHERE t.delivery_id = q.id AND t.provider = p.name
                                     AND 'rejected' IN (t.outcome, t.receipt)), p.place
                    LIMIT 1) p
            ), claimed AS (
                UPDATE delivery d SET leased_by = $2, leased_until = $3, retry_at = NULL, tries = tries + 1
                FROM held WHERE d.id = held.id AND d.state = CAST($7 AS text)
                  AND (d.leased_by IS NULL OR d.leased_until <= $4 OR d.leased_by = ANY($6))
                  AND (d.retry_at IS NULL OR d.retry_at <= $4)
                  AND EXISTS (SELECT FROM wanted_delivery w WHERE w.id = d.id)
                  AND NOT EXISTS (SELECT FROM alert a WHERE a.id = d.alert_id AND a.ended_at IS NULL
                                  AND d.created_at < a.owner_ended_at AND d.owner_state IS NULL AND d.purpose <> 'alert-ended')
                RETURNING d.*
            ), lost AS (
                UPDATE attempt t SET outcome = 'retry', detail = CAST($8 AS text)
                FROM claimed c WHERE t.delivery_id = c.id AND t.outcome IS NULL
            ), tried AS (
                INSERT INTO attempt (delivery_id, number, at, provider) SELECT id, tries, $4, name FROM claimed JOIN chosen USING (id)
            )
            SELECT v.id, CAST(row_to_json(v) AS text) FROM (
                SELECT c.id, c.alert_id AS "alertId", c.contact_id AS "contactId", c.channel_id AS "channelId",
                       c.contact_name AS "contactName", c.channel, coalesce(c.address, ch.address) AS address, c.purpose,
                       c.parameters, c.tries, c.created_at AS "createdAt", ch.secret, co.locale, co.time_zone AS "timeZone",
                       coalesce(co.discreet, false) AS discreet,
                       (SELECT l.id FROM link l WHERE l.alert_id = c.alert_id AND l.contact_id = c.contact_id) AS "linkId",
                       chosen.name AS provider,
                       (SELECT coalesce(json_agg(DISTINCT t.provider), '[]') FROM attempt t
                        WHERE t.delivery_id = c.id AND 'rejected' IN (t.outcome, t.receipt)) AS "refusedBy"
                FROM claimed c JOIN chosen USING (id) LEFT JOIN channel ch ON ch.id = c.channel_id LEFT JOIN contact co ON co.id = coalesce(c.contact_id, ch.contact_id)) v
            """;

    /** Of an attempt whose sender died while it was in flight: it may have reached somebody. */
    static final String LOST = "the sender died or lost its connection before it could say";

    /** A parameter, so that no plan reads all that is queued to find the one. */
    private static final String QUEUED = "QUEUED";

    /** Statements at once, and deliveries in each. */
    private static final int LANES = 3;

    private static final int MOST = 32;

    private static final Duration EVERY = Duration.ofMillis(30);

    private final Pool pool;
    private final MaydayClock clock;
    private final WorkerLease lease;
    private final NotificationSettings settings;
    private final ObjectMapper json;
    private final Together<Asked, Optional<Claimed>> claims;

    Claims(
            Pool pool,
            MaydayClock clock,
            WorkerLease lease,
            NotificationSettings settings,
            ObjectMapper json,
            Vertx vertx) {
        this.pool = pool;
        this.clock = clock;
        this.lease = lease;
        this.settings = settings;
        this.json = json;
        this.claims = new Together<>(LANES, MOST, vertx, EVERY, this::claim);
    }

    private record Asked(UUID delivery, List<String> providers) {}

    /**
     * @param providers who may send it, the best first: the first that has not refused it is chosen
     * @return null where it is not wanted any more, not due yet, done, or somebody else's
     */
    Uni<@Nullable Claimed> claim(UUID delivery, List<String> providers) {
        return claims.add(new Asked(delivery, providers)).map(claimed -> claimed.orElse(null));
    }

    /** Those that wait together, in one statement. */
    private Uni<List<Optional<Claimed>>> claim(List<Asked> asked) {
        var now = clock.now();
        return pool.preparedQuery(CLAIM)
                .execute(
                        Tuple.from(
                                new Object[] {
                                    Sql.column(asked, UUID[]::new, Asked::delivery),
                                    lease.node(),
                                    now.plus(settings.lease()).atOffset(ZoneOffset.UTC),
                                    now.atOffset(ZoneOffset.UTC),
                                    Sql.column(
                                            asked,
                                            String[]::new,
                                            one -> String.join(",", one.providers)),
                                    lease.gone().toArray(Integer[]::new),
                                    QUEUED,
                                    LOST
                                }))
                .map(rows -> {
                    var claimed = new HashMap<UUID, Claimed>();
                    rows.forEach(row -> claimed.put(row.getUUID(0), read(row.getString(1))));
                    return asked.stream()
                            .map(one -> Optional.ofNullable(claimed.get(one.delivery)))
                            .toList();
                });
    }

    private Claimed read(String row) {
        try {
            return json.readValue(row, Claimed.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a claimed delivery can't be read", e);
        }
    }
}
