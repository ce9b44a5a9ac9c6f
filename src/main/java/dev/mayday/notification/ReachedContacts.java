package dev.mayday.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.LockedAlert;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Who was told of an alert, and by which channel to tell them more, in the ambient transaction. */
@ApplicationScoped
class ReachedContacts {
    /**
     * Of each contact's deliveries that reached it, the one to answer by: one that may still be
     * used before one that its owner has stopped or that was removed, a person's channel before
     * another system's, what is known to have arrived before what a provider only took, and a
     * notification that the next one replaces before a second letter. One that was in flight when
     * its sender died may have reached it. Who is being told of the end is left out; where that
     * came to nothing the next of the channels is there.
     */
    private static final String REACHED =
            """
            SELECT CAST(row_to_json(v) AS text) FROM (
                SELECT DISTINCT ON (d.contact_id)
                       d.contact_id AS "contactId", d.channel_id AS "channelId", d.contact_name AS "contactName", d.channel,
                       d.address, d.step, r.kind AS answer
                FROM delivery d LEFT JOIN response r ON r.alert_id = d.alert_id AND r.contact_id = d.contact_id
                LEFT JOIN channel ch ON ch.id = d.channel_id LEFT JOIN contact c ON c.id = d.contact_id
                WHERE d.alert_id = :alert AND d.purpose IN ('alert-raised', 'operator-fallback')
                  AND (d.state IN ('SENT', 'DELIVERED')
                       OR EXISTS (SELECT FROM attempt t WHERE t.delivery_id = d.id
                                  AND (t.outcome IS NULL OR t.detail = :lost)))
                  AND NOT EXISTS (SELECT FROM delivery e
                                  WHERE e.alert_id = d.alert_id AND e.contact_id IS NOT DISTINCT FROM d.contact_id
                                    AND e.purpose = 'alert-ended'
                                    AND (e.state NOT IN ('SUPPRESSED', 'FAILED') OR e.channel_id IS NOT DISTINCT FROM d.channel_id
                                         OR ch.state = 'opted-out' OR c.declined_at IS NOT NULL))
                ORDER BY d.contact_id, ch.state = 'opted-out',
                         NOT EXISTS (SELECT FROM standing_channel s WHERE s.id = d.channel_id), d.state IN ('SENT', 'DELIVERED') DESC, d.channel = 'webhook', d.state = 'DELIVERED' DESC,
                         d.channel <> 'push', d.created_at, d.id) v
            """;

    private final ObjectMapper json;

    ReachedContacts(ObjectMapper json) {
        this.json = json;
    }

    /** Each contact once, and the operator where it was told. */
    Uni<List<Reached>> of(LockedAlert alert) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(REACHED, String.class)
                                .setParameter("alert", alert.id().value())
                                .setParameter("lost", Claims.LOST)
                                .getResultList())
                .map(rows -> rows.stream().map(this::read).toList());
    }

    private Reached read(String row) {
        try {
            return json.readValue(row, Reached.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a delivery can't be read", e);
        }
    }
}
