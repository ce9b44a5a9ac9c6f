package dev.mayday.location;

import dev.mayday.wire.WireJson;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The recorder's side of the tracks: many fixes in one statement, and how far it is, in one
 * transaction.
 */
@ApplicationScoped
class TrackTable {
    /**
     * A fix after the true end of what it belongs to is dropped here: an end of an alert under
     * duress alone is followed by more.
     */
    private static final String INSERT =
            """
            INSERT INTO fix (subject_id, at, installation, seq, person_id, received_at, lat, lon, accuracy, altitude, speed,
                             heading, battery, network, source, log_partition, log_offset)
            SELECT r.* FROM unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::int8[], ?::uuid[], ?::timestamptz[], ?::float8[],
                                   ?::float8[], ?::float4[], ?::float4[], ?::float4[], ?::float4[], ?::int2[], ?::text[],
                                   ?::text[], ?::int4[], ?::int8[])
                 AS r(subject_id, at, installation, seq, person_id, received_at, lat, lon, accuracy, altitude, speed,
                      heading, battery, network, source, log_partition, log_offset)
            JOIN open_window w ON w.subject_id = r.subject_id AND (w.kept_until IS NULL OR r.at <= w.kept_until)
            ON CONFLICT DO NOTHING
            """;

    private static final String MOVE =
            """
            INSERT INTO recorded AS r (partition, next_offset) VALUES (?, ?)
            ON CONFLICT (partition) DO UPDATE SET next_offset = excluded.next_offset WHERE r.next_offset = ?
            """;

    private static final String WATCHED =
            """
            INSERT INTO timer (key, kind, due_at, subject_id)
            SELECT ? || ':' || p || ':' || ?, ?, mayday_now(), p FROM unnest(?::uuid[]) AS p
            ON CONFLICT DO NOTHING
            """;

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
        try (var connection = source.getConnection();
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
        try (var connection = source.getConnection()) {
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
                connection.rollback();
                throw e;
            }
        }
    }

    private static boolean move(
            Connection connection, Map<Integer, Long> expected, Map<Integer, Long> next)
            throws SQLException {
        try (var statement = connection.prepareStatement(MOVE)) {
            for (var partition : next.entrySet()) {
                statement.setInt(1, partition.getKey());
                statement.setLong(2, partition.getValue());
                statement.setLong(3, expected.getOrDefault(partition.getKey(), 0L));
                if (statement.executeUpdate() != 1) {
                    return false;
                }
            }
            return true;
        }
    }

    private static void insert(Connection connection, List<Row> rows) throws SQLException {
        try (var statement = connection.prepareStatement(INSERT)) {
            int column = 0;
            statement.setArray(++column, array(connection, "uuid", rows, Row::subject));
            statement.setArray(
                    ++column,
                    array(connection, "timestamptz", rows, row -> WireJson.format(row.fix().at())));
            statement.setArray(
                    ++column, array(connection, "text", rows, row -> row.logged.installation()));
            statement.setArray(
                    ++column,
                    array(
                            connection,
                            "int8",
                            rows,
                            row -> row.fix().seq() == null ? -1L : row.fix().seq()));
            statement.setArray(
                    ++column, array(connection, "uuid", rows, row -> row.logged.personId()));
            statement.setArray(
                    ++column,
                    array(
                            connection,
                            "timestamptz",
                            rows,
                            row -> WireJson.format(row.logged.receivedAt())));
            statement.setArray(++column, array(connection, "float8", rows, row -> row.fix().lat()));
            statement.setArray(++column, array(connection, "float8", rows, row -> row.fix().lon()));
            statement.setArray(
                    ++column, array(connection, "float8", rows, row -> row.fix().accuracy()));
            statement.setArray(
                    ++column, array(connection, "float8", rows, row -> row.fix().altitude()));
            statement.setArray(
                    ++column, array(connection, "float8", rows, row -> row.fix().speed()));
            statement.setArray(
                    ++column, array(connection, "float8", rows, row -> row.fix().heading()));
            statement.setArray(
                    ++column, array(connection, "int4", rows, row -> row.fix().battery()));
            statement.setArray(
                    ++column, array(connection, "text", rows, row -> row.fix().network()));
            statement.setArray(
                    ++column, array(connection, "text", rows, row -> row.fix().source()));
            statement.setArray(++column, array(connection, "int4", rows, Row::partition));
            statement.setArray(++column, array(connection, "int8", rows, Row::offset));
            statement.executeUpdate();
        }
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

    private static Array array(
            Connection connection,
            String type,
            List<Row> rows,
            Function<Row, @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(value).toArray());
    }
}
