package dev.mayday.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.clock.MaydayClock;
import dev.mayday.outbox.Topics;
import dev.mayday.wire.Ids;
import dev.mayday.wire.WireJson;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.LockMode;
import org.jspecify.annotations.Nullable;

/**
 * The history of an alert: its timeline, and the events of its stream, each with the next number of
 * the alert's own sequence. Whatever is added goes to Kafka by the outbox, all in one statement and
 * in the transaction of the change.
 */
@ApplicationScoped
public class AlertLog {
    private static final String APPEND =
            """
            WITH entries AS (
                INSERT INTO timeline SELECT * FROM json_populate_recordset(CAST(NULL AS timeline), CAST(CAST(:entries AS text) AS json))
            ), events AS (
                INSERT INTO alert_event SELECT * FROM json_populate_recordset(CAST(NULL AS alert_event), CAST(CAST(:events AS text) AS json))
                RETURNING *
            )
            INSERT INTO outbox (topic, key, event_id, type, subject, sequence, data)
            SELECT :topic, :person, gen_random_uuid(), 'dev.mayday.alert.' || kind, alert_id, seq,
                   '{"personId":"' || :person || '","alertId":"' || alert_id || '","seq":' || seq
                   || coalesce(',"ownerSeq":' || owner_seq, '') || ',"kind":"' || kind || '"'
                   || coalesce(',"message":' || guardian, '') || coalesce(',"owner":' || owner, '') || '}'
            FROM events ORDER BY seq
            """;

    private final Topics topics;
    private final MaydayClock clock;
    private final ObjectMapper json;
    private final Views views;

    AlertLog(Topics topics, MaydayClock clock, ObjectMapper json, Views views) {
        this.topics = topics;
        this.clock = clock;
        this.json = json;
        this.views = views;
    }

    /**
     * What became of a delivery, as each side is told it (JSON); null where that side must not hear
     * of it.
     *
     * @param guardian as guardians see it
     * @param owner as the owner is shown it
     */
    public record DeliveryEvent(@Nullable String guardian, @Nullable String owner) {}

    /** The next events of the alert's stream. Takes the alert's lock in the ambient transaction. */
    public Uni<Void> deliveries(UUID alert, List<DeliveryEvent> events) {
        return locked(alert)
                .flatMap(found -> {
                    if (found == null) {
                        return Uni.createFrom().voidItem();
                    }
                    var change = change(found);
                    events.forEach(event -> change.delivery(event.guardian(), event.owner()));
                    return change.append();
                });
    }

    /**
     * A timeline entry by the system, with no transition. Takes the alert's lock in the ambient
     * transaction.
     */
    public Uni<Void> entry(UUID alert, String type, @Nullable String detail, boolean ownerToo) {
        return locked(alert)
                .flatMap(found ->
                        found == null
                                ? Uni.createFrom().voidItem()
                                : change(found)
                                        .entry(
                                                type,
                                                By.SYSTEM,
                                                null,
                                                null,
                                                detail,
                                                ownerToo && !found.frozen())
                                        .append());
    }

    static Uni<@Nullable AlertEntity> locked(UUID alert) {
        return Panache.getSession()
                .flatMap(session ->
                        session.find(AlertEntity.class, alert, LockMode.PESSIMISTIC_WRITE));
    }

    Change change(AlertEntity alert) {
        return new Change(alert);
    }

    /** What one transaction adds to an alert's history. */
    final class Change {
        private final AlertEntity alert;
        private final Instant now = clock.now();
        private final ArrayNode entries = json.createArrayNode();
        private final ArrayNode events = json.createArrayNode();

        private Change(AlertEntity alert) {
            this.alert = alert;
        }

        /** An entry with one text for both sides. */
        Change entry(
                String type,
                By by,
                @Nullable String from,
                @Nullable String to,
                @Nullable String detail,
                boolean ownerToo) {
            var entry =
                    new TimelineEntry(Ids.next(), now, type, by, from, to, alert.version, detail);
            return record(entry, ownerToo ? entry : null);
        }

        /** What guardians and the owner are told where it is not the same: a duress PIN. */
        Change entries(TimelineEntry guardians, TimelineEntry owner) {
            return record(guardians, owner);
        }

        private Change record(TimelineEntry guardians, @Nullable TimelineEntry owner) {
            var seq =
                    event(
                            "timeline",
                            visible(message("entry", guardians)),
                            owner == null ? null : message("entry", owner));
            if (owner == guardians) {
                row(seq, guardians, "all");
            } else {
                row(seq, guardians, "guardians");
                if (owner != null) {
                    row(seq, owner, "owner");
                }
            }
            return this;
        }

        Change delivery(@Nullable String guardian, @Nullable String owner) {
            event(
                    "delivery",
                    guardian == null ? null : ofAlert("delivery", guardian),
                    owner == null ? null : ofAlert("delivery", owner));
            return this;
        }

        /** The alert as it now is. @param owner null where nothing changed for its owner */
        Change alert(AlertView guardian, @Nullable AlertView owner) {
            event(
                    "alert",
                    visible("{\"type\":\"alert\",\"alert\":" + views.write(guardian) + "}"),
                    owner == null
                            ? null
                            : "{\"type\":\"alert\",\"alert\":" + views.write(owner) + "}");
            return this;
        }

        /** Writes it all, in one statement. */
        Uni<Void> append() {
            return Panache.getSession()
                    .flatMap(session ->
                            session.createNativeQuery(APPEND)
                                    .setParameter("entries", entries.toString())
                                    .setParameter("events", events.toString())
                                    .setParameter("topic", topics.alerts())
                                    .setParameter("person", alert.person.toString())
                                    .executeUpdate())
                    .replaceWithVoid();
        }

        /**
         * Guardians see nothing of an alert before its first ACTIVE: one cancelled in its countdown
         * was never there.
         */
        private @Nullable String visible(String message) {
            return alert.activatedAt == null ? null : message;
        }

        private String message(String field, TimelineEntry entry) {
            return ofAlert("timeline", field, views.write(entry));
        }

        private String ofAlert(String type, String body) {
            return ofAlert(type, type, body);
        }

        private String ofAlert(String type, String field, String body) {
            return "{\"type\":\""
                    + type
                    + "\",\"alertId\":\""
                    + alert.id
                    + "\",\""
                    + field
                    + "\":"
                    + body
                    + "}";
        }

        private long event(String kind, @Nullable String guardian, @Nullable String owner) {
            ObjectNode event = events.addObject();
            event.put("alert_id", alert.id.toString());
            event.put("seq", ++alert.eventSeq);
            if (owner != null) {
                event.put("owner_seq", ++alert.ownerSeq);
            }
            event.put("kind", kind);
            event.put("guardian", guardian);
            event.put("owner", owner);
            return alert.eventSeq;
        }

        private void row(long seq, TimelineEntry entry, String audience) {
            entries.addObject()
                    .put("id", entry.id().toString())
                    .put("alert_id", alert.id.toString())
                    .put("seq", seq)
                    .put("at", WireJson.format(entry.at()))
                    .put("type", entry.type())
                    .put("by_kind", entry.by().kind())
                    .put("by_id", entry.by().id())
                    .put("by_name", entry.by().name())
                    .put("from_state", entry.from())
                    .put("to_state", entry.to())
                    .put("version", entry.version())
                    .put("detail", entry.detail())
                    .put("audience", audience);
        }
    }
}
