package dev.mayday.alert;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.outbox.Topics;
import dev.mayday.wire.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The history of an alert: its timeline, and the events of its stream, each with the next number of
 * the alert's own sequence. Whatever is added goes to Kafka by the outbox, all in one statement and
 * in the transaction of the change.
 */
@ApplicationScoped
public class AlertLog {
    /** Timeline entries, beside the {@link #EVENTS}. */
    private static final String ENTRIES =
            """
            WITH entries AS (
                INSERT INTO timeline (alert_id, version, id, seq, at, type, by_kind, by_id, by_name, from_state, to_state, detail,
                                      audience)
                SELECT t.* FROM unnest(CAST($13 AS uuid[]), CAST($14 AS integer[]), CAST($15 AS uuid[]), CAST($16 AS bigint[]),
                     CAST($17 AS timestamptz[]), CAST($18 AS text[]), CAST($19 AS text[]), CAST($20 AS text[]),
                     CAST($21 AS text[]), CAST($22 AS text[]), CAST($23 AS text[]), CAST($24 AS text[]), CAST($25 AS text[])) AS t
            ),
            """;

    private static final String EVENTS =
            """
            events AS (
                INSERT INTO alert_event (alert_id, seq, owner_seq, kind, guardian, owner)
                SELECT e.* FROM unnest(CAST($1 AS uuid[]), CAST($2 AS bigint[]), CAST($3 AS bigint[]), CAST($4 AS text[]),
                     CAST($5 AS text[]), CAST($6 AS text[])) AS e
            ), counted AS (
                UPDATE alert a SET event_seq = c.seq, owner_seq = c.owner_seq
                FROM unnest(CAST($10 AS uuid[]), CAST($11 AS bigint[]), CAST($12 AS bigint[])) AS c(id, seq, owner_seq)
                WHERE a.id = c.id AND a.event_seq < c.seq
            )
            INSERT INTO outbox (topic, key, event_id, type, subject, sequence, data)
            SELECT $7, e.key, gen_random_uuid(), 'dev.mayday.alert.' || e.kind, CAST(e.alert AS text), e.seq, e.data
            FROM unnest(CAST($1 AS uuid[]), CAST($2 AS bigint[]), CAST($4 AS text[]), CAST($8 AS text[]), CAST($9 AS text[]))
                 WITH ORDINALITY AS e(alert, seq, kind, key, data, n) ORDER BY e.n
            """;

    private final Topics topics;
    private final MaydayClock clock;
    private final Views views;

    AlertLog(Topics topics, MaydayClock clock, Views views) {
        this.topics = topics;
        this.clock = clock;
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

    /**
     * The next events of the streams of these alerts. Takes their locks in the ambient transaction,
     * where it has not got them yet.
     */
    public Uni<Void> deliveries(Map<UUID, List<DeliveryEvent>> events) {
        return LockedAlerts.lock(events.keySet())
                .map(held ->
                        held.stream()
                                .map(alert -> told(alert, events.getOrDefault(alert.id, List.of())))
                                .toList())
                .flatMap(this::append);
    }

    private Change told(AlertEntity alert, List<DeliveryEvent> events) {
        var change = change(alert);
        events.forEach(event -> change.delivery(event.guardian(), event.owner()));
        return change;
    }

    /**
     * A timeline entry by the system, with no transition.
     *
     * @param ownerToo whether the owner sees it, as long as the alert goes on for them
     */
    public record Note(UUID alert, String type, @Nullable String detail, boolean ownerToo) {}

    /** Adds these. Takes the locks of their alerts as {@link #deliveries} does. */
    public Uni<Void> add(List<Note> notes) {
        return LockedAlerts.lock(notes.stream().map(Note::alert).distinct().toList())
                .map(held -> held.stream().map(alert -> noted(alert, notes)).toList())
                .flatMap(this::append);
    }

    private Change noted(AlertEntity alert, List<Note> notes) {
        var change = change(alert);
        notes.stream()
                .filter(note -> note.alert.equals(alert.id))
                .forEach(note ->
                        change.entry(
                                note.type,
                                By.SYSTEM,
                                null,
                                null,
                                note.detail,
                                note.ownerToo && !alert.frozen()));
        return change;
    }

    Change change(AlertEntity alert) {
        return new Change(alert);
    }

    /** Writes all that was added to the histories of different alerts, in one statement. */
    Uni<Void> append(List<Change> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var events = changes.stream().flatMap(change -> change.events.stream()).toList();
        var rows = changes.stream().flatMap(change -> change.rows.stream()).toList();
        var parameters =
                new ArrayList<@Nullable Object>(
                        List.of(
                                Sql.column(events, UUID[]::new, event -> event.alert.id),
                                Sql.column(events, Long[]::new, Event::seq),
                                Sql.column(events, Long[]::new, Event::ownerSeq),
                                Sql.column(events, String[]::new, Event::kind),
                                Sql.column(events, String[]::new, Event::guardian),
                                Sql.column(events, String[]::new, Event::owner),
                                topics.alerts(),
                                Sql.column(
                                        events,
                                        String[]::new,
                                        event -> event.alert.person.toString()),
                                Sql.column(events, String[]::new, Event::record),
                                Sql.column(changes, UUID[]::new, change -> change.alert.id),
                                Sql.column(changes, Long[]::new, change -> change.alert.eventSeq),
                                Sql.column(changes, Long[]::new, change -> change.alert.ownerSeq)));
        if (!rows.isEmpty()) {
            parameters.addAll(
                    List.of(
                            Sql.column(rows, UUID[]::new, row -> row.alert.id),
                            Sql.column(rows, Integer[]::new, row -> row.alert.version),
                            Sql.column(rows, UUID[]::new, row -> row.entry.id()),
                            Sql.column(rows, Long[]::new, Row::seq),
                            Sql.column(rows, Instant[]::new, row -> row.entry.at()),
                            Sql.column(rows, String[]::new, row -> row.entry.type()),
                            Sql.column(rows, String[]::new, row -> row.entry.by().kind()),
                            Sql.column(rows, String[]::new, row -> row.entry.by().id()),
                            Sql.column(rows, String[]::new, row -> row.entry.by().name()),
                            Sql.column(rows, String[]::new, row -> row.entry.from()),
                            Sql.column(rows, String[]::new, row -> row.entry.to()),
                            Sql.column(rows, String[]::new, row -> row.entry.detail()),
                            Sql.column(rows, String[]::new, Row::audience)));
        }
        return Sql.change(
                        rows.isEmpty() ? "WITH " + EVENTS : ENTRIES + EVENTS, parameters.toArray())
                .replaceWithVoid();
    }

    /** What one transaction adds to an alert's history. */
    final class Change {
        private final AlertEntity alert;
        private final Instant now = clock.now();
        private final List<Row> rows = new ArrayList<>();
        private final List<Event> events = new ArrayList<>();

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
            return AlertLog.this.append(List.of(this));
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
            long seq = ++alert.eventSeq;
            events.add(
                    new Event(
                            alert,
                            seq,
                            owner == null ? null : ++alert.ownerSeq,
                            kind,
                            guardian,
                            owner));
            return seq;
        }

        private void row(long seq, TimelineEntry entry, String audience) {
            rows.add(new Row(alert, seq, entry, audience));
        }
    }

    /** One of the stream's. */
    private record Event(
            AlertEntity alert,
            long seq,
            @Nullable Long ownerSeq,
            String kind,
            @Nullable String guardian,
            @Nullable String owner) {

        /** The record for Kafka. */
        String record() {
            return "{\"personId\":\""
                    + alert.person
                    + "\",\"alertId\":\""
                    + alert.id
                    + "\",\"seq\":"
                    + seq
                    + (ownerSeq == null ? "" : ",\"ownerSeq\":" + ownerSeq)
                    + ",\"kind\":\""
                    + kind
                    + "\""
                    + (guardian == null ? "" : ",\"message\":" + guardian)
                    + (owner == null ? "" : ",\"owner\":" + owner)
                    + "}";
        }
    }

    /** One of the timeline's. */
    private record Row(AlertEntity alert, long seq, TimelineEntry entry, String audience) {}
}
