package dev.mayday.location;

import dev.mayday.clock.Sql;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tracks as they are recorded. */
@ApplicationScoped
public class Tracks {
    /** Before and after any fix. */
    public static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    public static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

    private static final int PIECE = 500;
    private static final String FIELDS =
            "installation, seq, at, lat, lon, accuracy, altitude, speed, heading, battery, network, source, received_at, log_offset";

    /** The rows of a track after one of them, in the order of its key. */
    private static final String PAGE =
            "SELECT "
                    + FIELDS
                    + """
                     FROM fix WHERE subject_id = $1 AND at BETWEEN $2 AND $5
                      AND (at, installation, seq) > ($2, $3, $4) ORDER BY at, installation, seq LIMIT $6
                    """;

    private final Pool pool;

    Tracks(Pool pool) {
        this.pool = pool;
    }

    /**
     * A fix as it is recorded.
     *
     * @param installation the app that sent it
     * @param offset where it stands in the log; -1: it came with the trigger
     */
    public record Recorded(String installation, Fix fix, Instant receivedAt, long offset) {
        /** The place where the button was pressed. */
        boolean pressed() {
            return offset < 0;
        }
    }

    /** Where and by which app a button was pressed. */
    public record Pressed(
            AlertId alert, PersonId person, String installation, Fix fix, Instant receivedAt) {}

    /**
     * The place where the button was pressed belongs to the alert's track whatever its time; in the
     * ambient transaction.
     */
    public Uni<Void> pressedAt(List<Pressed> pressed) {
        if (pressed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Sql.change(
                        """
                        INSERT INTO fix (subject_id, at, installation, seq, person_id, received_at, lat, lon, accuracy,
                            altitude, speed, heading, battery, network, source, log_partition, log_offset)
                        SELECT p.*, -1, -1
                        FROM unnest(CAST($1 AS uuid[]), CAST($2 AS timestamptz[]), CAST($3 AS text[]), CAST($4 AS bigint[]),
                                    CAST($5 AS uuid[]), CAST($6 AS timestamptz[]), CAST($7 AS float8[]), CAST($8 AS float8[]),
                                    CAST($9 AS float8[]), CAST($10 AS float8[]), CAST($11 AS float8[]), CAST($12 AS float8[]),
                                    CAST($13 AS integer[]), CAST($14 AS text[]), CAST($15 AS text[])) AS p
                        ON CONFLICT DO NOTHING
                        """,
                        Sql.column(pressed, UUID[]::new, one -> one.alert.value()),
                        Sql.column(pressed, Instant[]::new, one -> one.fix.at()),
                        Sql.column(pressed, String[]::new, Pressed::installation),
                        Sql.column(pressed, Long[]::new, one -> number(one.fix)),
                        Sql.column(pressed, UUID[]::new, one -> one.person.value()),
                        Sql.column(pressed, Instant[]::new, one -> one.receivedAt),
                        Sql.column(pressed, Double[]::new, one -> one.fix.lat()),
                        Sql.column(pressed, Double[]::new, one -> one.fix.lon()),
                        Sql.column(pressed, Double[]::new, one -> one.fix.accuracy()),
                        Sql.column(pressed, Double[]::new, one -> one.fix.altitude()),
                        Sql.column(pressed, Double[]::new, one -> one.fix.speed()),
                        Sql.column(pressed, Double[]::new, one -> one.fix.heading()),
                        Sql.column(pressed, Integer[]::new, one -> one.fix.battery()),
                        Sql.column(pressed, String[]::new, one -> one.fix.network()),
                        Sql.column(pressed, String[]::new, one -> one.fix.source()))
                .replaceWithVoid();
    }

    /** Puts all that is in one track into another too; in the ambient transaction. */
    public Uni<Void> copy(UUID from, UUID to) {
        return Sql.change(
                        """
                        INSERT INTO fix (subject_id, at, installation, seq, person_id, received_at, lat, lon, accuracy,
                            altitude, speed, heading, battery, network, source, log_partition, log_offset)
                        SELECT $2, at, installation, seq, person_id, received_at, lat, lon, accuracy,
                            altitude, speed, heading, battery, network, source, log_partition, log_offset
                        FROM fix WHERE subject_id = $1
                        ON CONFLICT DO NOTHING
                        """,
                        from,
                        to)
                .replaceWithVoid();
    }

    /** Deletes these tracks; in the ambient transaction. */
    public Uni<Void> forget(UUID... subjects) {
        return Sql.change("DELETE FROM fix WHERE subject_id = ANY($1)", (Object) subjects)
                .replaceWithVoid();
    }

    /** The newest fix of an alert's track. */
    public Uni<@Nullable Fix> latest(AlertId alert) {
        return newest(pool, alert.value(), 1, null)
                .map(fixes -> fixes.isEmpty() ? null : fixes.getFirst().fix());
    }

    /**
     * Where the person was then: the newest fix by that time, or else the first of the track.
     *
     * @param until what is later is not for the reader to see
     */
    public Uni<@Nullable Fix> at(AlertId alert, Instant then, Instant until) {
        return newest(pool, alert.value(), 1, then)
                .flatMap(fixes ->
                        fixes.isEmpty()
                                ? page(alert.value(), new Place(then), until)
                                : Uni.createFrom().item(fixes))
                .map(fixes -> fixes.isEmpty() ? null : fixes.getFirst().fix());
    }

    /**
     * The newest fixes of a track, oldest of them first.
     *
     * @param client whose transaction it is read in
     * @param until leaves out what is newer, for an owner who was shown an end; null for all
     */
    public Uni<List<Recorded>> newest(
            SqlClient client, UUID subject, int most, @Nullable Instant until) {
        return client.preparedQuery(
                        "SELECT "
                                + FIELDS
                                + " FROM fix WHERE subject_id = $1 AND at <= coalesce($3, 'infinity'::timestamptz) ORDER BY at DESC, installation DESC, seq DESC LIMIT $2")
                .execute(
                        Tuple.of(
                                subject,
                                most,
                                until == null ? null : until.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    var fixes = read(rows);
                    Collections.reverse(fixes);
                    return fixes;
                });
    }

    /** What came into the log at or after an offset and is recorded, in the order of the log. */
    public Uni<List<Recorded>> since(SqlClient client, UUID subject, long offset, int most) {
        return client.preparedQuery(
                        "SELECT "
                                + FIELDS
                                + " FROM fix WHERE subject_id = $1 AND log_offset >= $2 ORDER BY log_offset, at, seq LIMIT $3")
                .execute(Tuple.of(subject, offset, most))
                .map(Tracks::read);
    }

    /**
     * A whole track, oldest first, in pieces of some hundred fixes: each is read when it is asked
     * for, and nothing is held open in between, however slow its reader is.
     *
     * @param from the first time that belongs to it
     * @param until the last
     */
    public Multi<List<Recorded>> pages(UUID subject, Instant from, Instant until) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new Place(from),
                        place -> page(subject, place, until).invoke(place::isAfter))
                .whilst(page -> page.size() == PIECE);
    }

    /** How far a track is read: the key of the last row. */
    private static final class Place {
        private Instant at;
        private String installation = "";
        private long seq = Long.MIN_VALUE;

        /** Before everything of this time or later. */
        Place(Instant at) {
            this.at = at;
        }

        void isAfter(List<Recorded> page) {
            if (!page.isEmpty()) {
                var last = page.getLast();
                at = last.fix().at();
                installation = last.installation();
                seq = number(last.fix());
            }
        }
    }

    private Uni<List<Recorded>> page(UUID subject, Place place, Instant until) {
        return pool.preparedQuery(PAGE)
                .execute(
                        Tuple.of(
                                subject,
                                place.at.atOffset(ZoneOffset.UTC),
                                place.installation,
                                place.seq,
                                until.atOffset(ZoneOffset.UTC),
                                PIECE))
                .map(Tracks::read);
    }

    private static List<Recorded> read(RowSet<Row> rows) {
        var fixes = new ArrayList<Recorded>(rows.size());
        rows.forEach(row -> fixes.add(read(row)));
        return fixes;
    }

    /** As the table has it. */
    private static long number(Fix fix) {
        return fix.seq() == null ? -1L : fix.seq();
    }

    private static Recorded read(Row row) {
        long seq = row.getLong("seq");
        var fix =
                new Fix(
                        seq < 0 ? null : seq,
                        row.getOffsetDateTime("at").toInstant(),
                        row.getDouble("lat"),
                        row.getDouble("lon"),
                        number(row, "accuracy"),
                        number(row, "altitude"),
                        number(row, "speed"),
                        number(row, "heading"),
                        row.getInteger("battery"),
                        row.getString("network"),
                        row.getString("source"));
        return new Recorded(
                row.getString("installation"),
                fix,
                row.getOffsetDateTime("received_at").toInstant(),
                row.getLong("log_offset"));
    }

    /** A real as it was sent, not as the nearest double of a float: 8.1, not 8.100000381469727. */
    private static @Nullable Double number(Row row, String column) {
        var value = row.getFloat(column);
        return value == null ? null : Double.valueOf(value.toString());
    }
}
