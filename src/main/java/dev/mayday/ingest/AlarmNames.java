package dev.mayday.ingest;

import dev.mayday.clock.Sql;
import dev.mayday.clock.Transactions;
import dev.mayday.identity.DeviceTokens.Known;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Names the alerts of devices that can't: an alarm that comes again within a minute gets the name
 * of the last one, on whichever node, and so raises nothing new.
 */
@ApplicationScoped
class AlarmNames {
    /**
     * The device's row is locked, so of two at once the second sees the first. An alert that has
     * ended, as its owner sees it, is never the same: who presses after it needs help again.
     */
    private static final String NAME =
            """
            INSERT INTO device_alarm AS d (device_id, client_alert_id, pressed_from, pressed_until, received_at)
            VALUES ($1, $2, $3, $3, $4)
            ON CONFLICT (device_id) DO UPDATE SET (client_alert_id, pressed_from, pressed_until, received_at) = (
                SELECT CASE WHEN same THEN d.client_alert_id ELSE excluded.client_alert_id END,
                       CASE WHEN same THEN least(d.pressed_from, excluded.pressed_from) ELSE excluded.pressed_from END,
                       CASE WHEN same THEN greatest(d.pressed_until, excluded.pressed_until) ELSE excluded.pressed_until END,
                       greatest(d.received_at, excluded.received_at)
                FROM (SELECT (d.received_at > excluded.received_at - interval '60 seconds'
                              OR excluded.pressed_from > d.pressed_from - interval '60 seconds'
                                 AND excluded.pressed_from < d.pressed_until + interval '60 seconds')
                             AND NOT EXISTS (SELECT FROM alert a WHERE a.person_id = $5 AND a.client_alert_id = d.client_alert_id
                                                                   AND a.owner_ended_at IS NOT NULL) AS same) s)
            RETURNING client_alert_id
            """;

    private final Transactions transactions;

    AlarmNames(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * The {@code clientAlertId} of this alarm, committed.
     *
     * @param pressed when the device says that it was
     */
    Uni<UUID> of(Known device, Instant pressed, Instant now) {
        return transactions
                .quietly(() ->
                        Sql.row(
                                NAME,
                                device.id(),
                                UUID.randomUUID(),
                                pressed,
                                now,
                                device.person().value()))
                .map(row -> (UUID) Objects.requireNonNull(row)[0]);
    }
}
