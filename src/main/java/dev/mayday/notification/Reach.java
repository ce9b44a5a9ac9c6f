package dev.mayday.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.Sql;
import dev.mayday.wire.AlertId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Whom an alert may reach now, in the ambient transaction. */
@ApplicationScoped
class Reach {
    /**
     * An unverified channel is used for a real alert, never for a drill, and none after a STOP.
     * Where the person has named who alone is to be told, the others are, once none of these can
     * be.
     */
    private static final String CHANNELS =
            """
            SELECT v."alertId", CAST(row_to_json(v) AS text) FROM (
                SELECT r."alertId", r."contactId", r."contactName", r.tier, r."channelId", r.channel, r.counts FROM (
                SELECT a.id AS "alertId", c.id AS "contactId", c.name AS "contactName", c.tier, s.id AS "channelId", s.type AS channel,
                       s.state <> 'failing' AS counts, c.created_at, s.created_at AS since,
                       a.told_contacts IS NULL OR c.id = ANY(a.told_contacts) AS named,
                       bool_or(s.state <> 'failing' AND c.id = ANY(a.told_contacts)) OVER (PARTITION BY a.id) AS suffices
                FROM alert a JOIN reachable_channel s ON s.person_id = a.person_id JOIN contact c ON c.id = s.contact_id
                WHERE a.id = ANY($1) AND s.since <= coalesce(a.owner_ended_at, 'infinity') AND s.type = ANY($2)
                  AND (s.state = 'verified' OR NOT a.drill)
                  AND NOT EXISTS (SELECT FROM response r
                                  WHERE r.alert_id = a.id AND r.contact_id = c.id AND r.kind = 'declined')
                ) r
                WHERE r.named OR NOT r.suffices
                ORDER BY r."alertId", r.tier, r.created_at, r."contactId", r.since, r."channelId") v
            """;

    private final Senders senders;
    private final ObjectMapper json;

    Reach(Senders senders, ObjectMapper json) {
        this.senders = senders;
        this.json = json;
    }

    Uni<List<Reachable>> of(LockedAlert alert) {
        return of(List.of(alert)).map(all -> all.getOrDefault(alert.id(), List.of()));
    }

    /** Of each of these alerts that may reach anybody. */
    Uni<Map<AlertId, List<Reachable>>> of(List<LockedAlert> alerts) {
        return Sql.rows(
                        CHANNELS,
                        Sql.column(alerts, UUID[]::new, one -> one.id().value()),
                        senders.channels().toArray(String[]::new))
                .map(rows ->
                        rows.stream()
                                .collect(
                                        Collectors.groupingBy(
                                                row -> new AlertId((UUID) row[0]),
                                                Collectors.mapping(
                                                        row -> read((String) row[1]),
                                                        Collectors.toList()))));
    }

    private Reachable read(String row) {
        try {
            return json.readValue(row, Reachable.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a channel can't be read", e);
        }
    }
}
