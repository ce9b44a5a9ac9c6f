package dev.mayday.notification;

import dev.mayday.clock.Sql;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Deliveries under their rows' locks, in the ambient transaction. */
final class LockedDeliveries {
    private static final String LOCK =
            """
            SELECT id, purpose, channel, tries, state, owner_state, parameters, leased_by, leased_until, retry_at, sent_at,
                   delivered_at
            FROM delivery WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE
            """;

    private static final String SAVE =
            """
            UPDATE delivery d
            SET state = n.state, owner_state = n.owner_state, parameters = n.parameters, leased_by = n.leased_by,
                leased_until = n.leased_until, retry_at = n.retry_at, sent_at = n.sent_at, delivered_at = n.delivered_at
            FROM unnest(CAST($1 AS uuid[]), CAST($2 AS text[]), CAST($3 AS text[]), CAST($4 AS text[]), CAST($5 AS integer[]),
                        CAST($6 AS timestamptz[]), CAST($7 AS timestamptz[]), CAST($8 AS timestamptz[]),
                        CAST($9 AS timestamptz[]))
                 AS n(id, state, owner_state, parameters, leased_by, leased_until, retry_at, sent_at, delivered_at)
            WHERE d.id = n.id AND d.id = ANY($1) -- said twice, so that no plan reads them all
            """;

    private LockedDeliveries() {}

    /**
     * Those of them that are there, by their ids. Locked in one order, as the alerts are; and after
     * those: two that need both never wait for each other.
     */
    static Uni<Map<UUID, Delivery>> lock(Collection<UUID> ids) {
        return Sql.rows(LOCK, (Object) ids.toArray(UUID[]::new))
                .map(rows -> {
                    var locked = new HashMap<UUID, Delivery>();
                    for (var row : rows) {
                        var delivery = read(row);
                        locked.put(delivery.id, delivery);
                    }
                    return locked;
                });
    }

    /** Writes what has become of them. */
    static Uni<Void> save(Collection<Delivery> changed) {
        var all = List.copyOf(changed);
        return Sql.change(
                        SAVE,
                        Sql.column(all, UUID[]::new, one -> one.id),
                        Sql.column(all, String[]::new, one -> one.state),
                        Sql.column(all, String[]::new, one -> one.ownerState),
                        Sql.column(all, String[]::new, one -> one.parameters),
                        Sql.column(all, Integer[]::new, one -> one.leasedBy),
                        Sql.column(all, Instant[]::new, one -> one.leasedUntil),
                        Sql.column(all, Instant[]::new, one -> one.retryAt),
                        Sql.column(all, Instant[]::new, one -> one.sentAt),
                        Sql.column(all, Instant[]::new, one -> one.deliveredAt))
                .replaceWithVoid();
    }

    private static Delivery read(Object[] row) {
        var delivery =
                new Delivery(
                        (UUID) row[0],
                        (String) row[1],
                        (String) row[2],
                        (Integer) row[3],
                        (String) row[4]);
        delivery.ownerState = (String) row[5];
        delivery.parameters = (String) row[6];
        delivery.leasedBy = (Integer) row[7];
        delivery.leasedUntil = Sql.instant(row[8]);
        delivery.retryAt = Sql.instant(row[9]);
        delivery.sentAt = Sql.instant(row[10]);
        delivery.deliveredAt = Sql.instant(row[11]);
        return delivery;
    }
}
