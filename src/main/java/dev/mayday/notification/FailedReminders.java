package dev.mayday.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.AlertState;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The question whether a contact is still going has failed by every provider of its channel: the
 * contact is asked by its next one.
 */
@ApplicationScoped
class FailedReminders {
    /** Of an answer that still stands: what was asked before it is about another. */
    private static final String PLACE =
            """
            SELECT CAST(row_to_json(v) AS text) FROM (
                SELECT d.contact_id AS "contactId", d.step, r.at, r.eta_minutes AS "etaMinutes",
                       (SELECT json_agg(o.channel_id) FROM delivery o
                        WHERE o.alert_id = d.alert_id AND o.contact_id = d.contact_id AND o.purpose = d.purpose
                          AND o.created_at >= r.at) AS tried
                FROM delivery d JOIN response r ON r.alert_id = d.alert_id AND r.contact_id = d.contact_id
                WHERE d.id = $1 AND r.kind = 'acknowledged' AND r.at <= d.created_at) v
            """;

    private final Reach reach;
    private final Plans plans;
    private final ObjectMapper json;

    FailedReminders(Reach reach, Plans plans, ObjectMapper json) {
        this.reach = reach;
        this.plans = plans;
        this.json = json;
    }

    /**
     * @param at when the contact said to be going
     * @param tried channels by which it was asked whether that holds
     */
    record Place(
            UUID contactId, int step, Instant at, @Nullable Integer etaMinutes, Set<UUID> tried) {
        Instant staleAt() {
            return AlertState.staleAt(at, etaMinutes);
        }
    }

    Uni<Void> follow(LockedAlert alert, UUID delivery) {
        return Sql.row(PLACE, delivery)
                .flatMap(row ->
                        row == null
                                ? Uni.createFrom().voidItem()
                                : reach.of(alert)
                                        .flatMap(all -> next(alert, read((String) row[0]), all)));
    }

    private Uni<Void> next(LockedAlert alert, Place place, List<Reachable> all) {
        return plans.make(
                alert,
                Reachable.next(all, place.contactId, place.tried)
                        .map(by -> Reached.by(by, place.step))
                        .map(by -> Plan.nextReminder(alert, by, place.staleAt()))
                        .stream()
                        .toList());
    }

    private Place read(String row) {
        try {
            return json.readValue(row, Place.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a failed reminder can't be read", e);
        }
    }
}
