package dev.mayday.location;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The recorder's side of the tracks: many fixes in one statement, and how far it is, in one
 * transaction.
 */
@ApplicationScoped
class TrackTable {
    /**
     * A fix after the true end of what it belongs to is dropped here: an end of an alert under
     * duress alone is followed by more. That end is looked up once for all fixes that have subject,
     * person and installation in common, and what they have in common is sent once.
     */
    private static final String INSERT =
            """
            WITH origin AS MATERIALIZED (
                SELECT s.*, (SELECT max(coalesce(w.kept_until, 'infinity')) FROM open_window w WHERE w.subject_id = s.subject_id) AS kept_until
                FROM unnest(?::uuid[], ?::uuid[], ?::text[]) WITH ORDINALITY AS s(subject_id, person_id, installation, n))
            INSERT INTO fix (subject_id, at, installation, seq, person_id, received_at, lat, lon, accuracy, altitude, speed,
                             heading, battery, network, source, log_partition, log_offset)
            SELECT s.subject_id, r.at, s.installation, r.seq, s.person_id, r.received_at, r.lat, r.lon, r.accuracy, r.altitude, r.speed,
                   r.heading, r.battery, r.network, r.source, r.log_partition, r.log_offset
            FROM (SELECT origin, 'epoch'::timestamptz + at * interval '1 millisecond' AS at, seq,
                         'epoch'::timestamptz + received_at * interval '1 millisecond' AS received_at, lat, lon, accuracy, altitude,
                         speed, heading, battery, network, source, log_partition, log_offset
                  FROM unnest(?::int4[], ?::int8[], ?::int8[], ?::int8[], ?::float8[], ?::float8[], ?::float4[], ?::float4[], ?::float4[],
                              ?::float4[], ?::int4[], ?::text[], ?::text[], ?::int4[], ?::int8[])
                       AS u(origin, at, seq, received_at, lat, lon, accuracy, altitude, speed, heading, battery, network,
                            source, log_partition, log_offset)) r
            JOIN origin s ON s.n = r.origin AND r.at <= s.kept_until
            ON CONFLICT DO NOTHING
            """;

    private static final String MOVE =
            """
            UPDATE recorded r SET next_offset = m.next
            FROM unnest(?::int4[], ?::int8[], ?::int8[]) AS m(partition, next, expected)
            WHERE r.partition = m.partition AND r.next_offset = m.expected
            """;

    /** Of partitions that were never written from. */
    private static final String BEGIN =
            """
            INSERT INTO recorded (partition, next_offset)
            SELECT m.partition, m.next FROM unnest(?::int4[], ?::int8[], ?::int8[]) AS m(partition, next, expected)
            WHERE m.expected = 0 AND NOT EXISTS (SELECT FROM recorded r WHERE r.partition = m.partition)
            ON CONFLICT DO NOTHING
            """;

    private static final String WATCHED =
            """
            INSERT INTO timer (key, kind, due_at, subject_id)
            SELECT ? || ':' || p || ':' || ?, ?, mayday_now(), p FROM unnest(?::uuid[]) AS p
            ON CONFLICT DO NOTHING
            """;

    private static final int ANSWER_MILLIS = 30_000;

    private final AgroalDataSource source;
    private final List<TrackWatch> watches;

    TrackTable(AgroalDataSource source, @All List<TrackWatch> watches) {
        this.source = source;
        this.watches = watches;
    }

    /** A fix of one subject, and where it stands in the log. */
    record Row(UUID subject, LoggedFix logged, int partition, long offset) {
        Fix fix() {
            return logged.location();
        }
    }

    /** The offset from which each partition is to be read on. */
    Map<Integer, Long> next() throws SQLException {
        try (var connection = connection();
                var query =
                        connection.prepareStatement("SELECT partition, next_offset FROM recorded");
                var rows = query.executeQuery()) {
            var next = new HashMap<Integer, Long>();
            while (rows.next()) {
                next.put(rows.getInt(1), rows.getLong(2));
            }
            return next;
        }
    }

    /**
     * @param expected where this recorder thinks each partition is
     * @param next where they are after these rows
     * @return false, and nothing written, where another recorder has moved one of them
     */
    boolean write(List<Row> rows, Map<Integer, Long> expected, Map<Integer, Long> next)
            throws SQLException {
        try (var connection = connection()) {
            connection.setAutoCommit(false);
            try {
                if (!move(connection, expected, next)) {
                    connection.rollback();
                    return false;
                }
                if (!rows.isEmpty()) {
                    insert(connection, rows);
                    watched(connection, rows);
                }
                connection.commit();
                return true;
            } catch (SQLException e) {
                rollback(connection, e);
                throw e;
            }
        }
    }

    /** One on which an answer is waited for long, but not for ever. */
    private Connection connection() throws SQLException {
        var connection = source.getConnection();
        try {
            connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** What failed before says why; on a lost connection this can't but fail, too. */
    private static void rollback(Connection connection, SQLException why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    private static boolean move(
            Connection connection, Map<Integer, Long> expected, Map<Integer, Long> next)
            throws SQLException {
        int moved = moved(connection, MOVE, expected, next);
        if (moved < next.size()) {
            moved += moved(connection, BEGIN, expected, next);
        }
        return moved == next.size();
    }

    private static int moved(
            Connection connection, String how, Map<Integer, Long> expected, Map<Integer, Long> next)
            throws SQLException {
        try (var statement = connection.prepareStatement(how)) {
            // in one order, so that no two recorders wait for each other
            var partitions = next.keySet().stream().sorted().toArray(Integer[]::new);
            var to = Stream.of(partitions).map(next::get).toArray(Long[]::new);
            var from =
                    Stream.of(partitions)
                            .map(partition -> expected.getOrDefault(partition, 0L))
                            .toArray(Long[]::new);
            statement.setArray(1, connection.createArrayOf("int4", partitions));
            statement.setArray(2, connection.createArrayOf("int8", to));
            statement.setArray(3, connection.createArrayOf("int8", from));
            return statement.executeUpdate();
        }
    }

    /** What the fixes of a phone have in common. */
    private record Origin(UUID subject, UUID person, String installation) {
        static Origin of(Row row) {
            return new Origin(row.subject, row.logged.personId(), row.logged.installation());
        }
    }

    private static void insert(Connection connection, List<Row> rows) throws SQLException {
        var origins = new LinkedHashMap<Origin, Integer>();
        rows.forEach(row -> origins.computeIfAbsent(Origin.of(row), key -> origins.size() + 1));
        try (var statement = connection.prepareStatement(INSERT)) {
            var of = new Columns<>(connection, statement, List.copyOf(origins.keySet()), 0);
            of.column("uuid", UUID[]::new, Origin::subject);
            of.column("uuid", UUID[]::new, Origin::person);
            of.column("text", String[]::new, Origin::installation);
            var each = new Columns<>(connection, statement, rows, 3);
            each.column("int4", Integer[]::new, row -> origins.get(Origin.of(row)));
            each.column("int8", Long[]::new, row -> row.fix().at().toEpochMilli());
            each.column(
                    "int8", Long[]::new, row -> row.fix().seq() == null ? -1L : row.fix().seq());
            each.column("int8", Long[]::new, row -> row.logged.receivedAt().toEpochMilli());
            each.column("float8", Double[]::new, row -> row.fix().lat());
            each.column("float8", Double[]::new, row -> row.fix().lon());
            each.column("float4", Float[]::new, row -> single(row.fix().accuracy()));
            each.column("float4", Float[]::new, row -> single(row.fix().altitude()));
            each.column("float4", Float[]::new, row -> single(row.fix().speed()));
            each.column("float4", Float[]::new, row -> single(row.fix().heading()));
            each.column("int4", Integer[]::new, row -> row.fix().battery());
            each.column("text", String[]::new, row -> row.fix().network());
            each.column("text", String[]::new, row -> row.fix().source());
            each.column("int4", Integer[]::new, Row::partition);
            each.column("int8", Long[]::new, Row::offset);
            statement.executeUpdate();
        }
    }

    private static @Nullable Float single(@Nullable Double number) {
        return number == null ? null : number.floatValue();
    }

    /** Nothing, for a batch in which nobody's fixes are watched. */
    private void watched(Connection connection, List<Row> rows) throws SQLException {
        for (TrackWatch watch : watches) {
            var persons =
                    rows.stream()
                            .map(row -> row.logged.personId())
                            .distinct()
                            .filter(watch::concerns)
                            .toArray();
            if (persons.length > 0) {
                var last = rows.getLast();
                try (var statement = connection.prepareStatement(WATCHED)) {
                    statement.setString(1, watch.timer());
                    statement.setString(2, last.partition + "-" + last.offset);
                    statement.setString(3, watch.timer());
                    statement.setArray(4, connection.createArrayOf("uuid", persons));
                    statement.executeUpdate();
                }
            }
        }
    }

    /**
     * Sets one array after the other; of these types the driver sends them as they are, not as
     * text.
     */
    private static final class Columns<T> {
        private final Connection connection;
        private final PreparedStatement statement;
        private final List<T> rows;
        private int column;

        Columns(Connection connection, PreparedStatement statement, List<T> rows, int column) {
            this.connection = connection;
            this.statement = statement;
            this.rows = rows;
            this.column = column;
        }

        <V> void column(String type, IntFunction<V[]> array, Function<T, @Nullable V> value)
                throws SQLException {
            statement.setArray(
                    ++column,
                    connection.createArrayOf(type, rows.stream().map(value).toArray(array)));
        }
    }
}
