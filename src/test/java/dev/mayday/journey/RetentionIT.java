package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Database;
import dev.mayday.local.Fix;
import dev.mayday.local.Press;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tracks lie in a table a day, and what was kept for long enough is gone. */
class RetentionIT {
    private static final String DAYS =
            "SELECT count(*) FROM pg_inherits WHERE inhparent = CAST('fix' AS regclass)";
    private static Trial trial;

    @BeforeAll
    static void start() {
        trial = Trial.withServers(2);
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @Test
    void anAlertAndItsTrackAreForgottenNinetyDaysAfterItsEnd() {
        var database = trial.database();
        var anna = trial.people().phone("Anna");
        var ended = anna.presses(Press.sos().from(Fix.at(48.8584, 2.2945))).alertId();
        anna.moves(Fix.at(48.8585, 2.2946));
        anna.catchesUp();
        await("the track is recorded", () -> fixesOf(ended) == 2);
        assertEquals(
                0,
                database.number("SELECT count(*) FROM fix_rest"),
                "a day of which there is a table is in it");
        anna.resolves(ended, null).ok();
        var day = database.text("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD')");

        trial.passes(Duration.ofDays(60));
        await("the coming week has its tables", () -> daysFrom("now() + interval '60 days'") == 8);
        var later =
                trial.people()
                        .phone("Bea")
                        .bearer()
                        .post("/v1/alerts", "clientAlertId", UUID.randomUUID(), "kind", "sos")
                        .ok();
        assertEquals(1, alerts(ended), "not yet");

        trial.passes(Duration.ofDays(32));
        await("it is forgotten", () -> alerts(ended) == 0 && fixesOf(ended) == 0);
        await(
                "its day is dropped whole",
                () -> "null".equals(database.text("SELECT to_regclass('fix_" + day + "')")));
        assertEquals(1, alerts(later.path("id").asText()), "what is younger stays");
        assertEquals(
                0,
                database.number("SELECT count(*) FROM timeline WHERE alert_id = '" + ended + "'"));
    }

    @Test
    void aSharingAndItsTrackAreForgottenSevenDaysAfterItsEnd() {
        var pair = Pair.meet(trial);
        var old = pair.shares(30);
        pair.step(trial.now());
        pair.arrives();
        pair.isRecorded(old, 1);
        trial.passes(Duration.ofDays(4));
        var younger = Pair.meet(trial).shares(30);
        trial.passes(Duration.ofDays(4));
        await("it is forgotten", () -> sharings(old) == 0 && fixesOf(old) == 0);
        assertEquals(1, sharings(younger), "what is younger stays");
    }

    private static long sharings(String id) {
        return trial.database().number("SELECT count(*) FROM sharing WHERE id = '" + id + "'");
    }

    private static long alerts(String id) {
        return trial.database().number("SELECT count(*) FROM alert WHERE id = '" + id + "'");
    }

    private static long fixesOf(String id) {
        return trial.database().number("SELECT count(*) FROM fix WHERE subject_id = '" + id + "'");
    }

    private static long daysFrom(String time) {
        return trial.database()
                .number(
                        """
                        SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname ~ '^fix_[0-9]{8}$'
                        AND relname < 'fix_2039' AND relname >= 'fix_' || to_char((%s) AT TIME ZONE 'UTC', 'YYYYMMDD')
                        """
                                .formatted(time));
    }

    private static void await(String what, Callable<Boolean> done) {
        Awaitility.await(what).atMost(PATIENCE).until(done);
    }

    @Test
    void whatKafkaHoldsExpiresInSeventyTwoHoursAnHourAtATime() throws Exception {
        var prefix = trial.database().name() + ".mayday.";
        try (var admin = trial.broker().admin()) {
            await(
                    "the last of the topics is there",
                    () ->
                            admin.listTopics()
                                    .names()
                                    .get()
                                    .contains(prefix + "dead-letters.recorder"));
            var topics =
                    admin.listTopics().names().get().stream()
                            .filter(name -> name.startsWith(prefix))
                            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                            .toList();
            assertTrue(topics.size() >= 9, topics::toString);
            for (var topic : admin.describeConfigs(topics).all().get().entrySet()) {
                var said = topic.getValue();
                assertEquals(
                        "259200000", said.get("retention.ms").value(), () -> "" + topic.getKey());
                assertEquals("3600000", said.get("segment.ms").value(), () -> "" + topic.getKey());
            }
        }
    }

    @Test
    void whoeverMakesTheDaysAtOnceTheyAreMadeOnce() throws Exception {
        var database = trial.database();
        long before = database.number(DAYS);
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            var made =
                    nodes.invokeAll(
                            List.<Callable<Long>>of(
                                    () -> make(database),
                                    () -> make(database),
                                    () -> make(database)));
            long all = 0;
            for (var one : made) {
                all += one.get();
            }
            assertEquals(10, all);
        }
        assertEquals(before + 10, database.number(DAYS));
        assertEquals(
                1,
                database.number(
                        """
                        SELECT count(DISTINCT targets) FROM (
                            SELECT array_agg(attstattarget ORDER BY attname) AS targets FROM pg_attribute
                            WHERE attrelid IN ('fix'::regclass, 'fix_20400101'::regclass, 'fix_20400110'::regclass) AND attnum > 0
                            GROUP BY attrelid) t
                        """),
                "what is looked at for the planner is the same of each day");
    }

    private static long make(Database database) {
        return database.number("SELECT make_fix_days('2040-01-01', '2040-01-10')");
    }

    @Test
    void aDayThatHasFixesAlreadyIsLeftWhereItIs() {
        var database = trial.database();
        database.execute(
                """
                INSERT INTO fix (subject_id, at, installation, seq, person_id, received_at, lat, lon, log_partition, log_offset)
                VALUES (gen_random_uuid(), '2041-01-02T12:00:00Z', 'x', 1, gen_random_uuid(), now(), 0, 0, 0, 0)
                """);

        assertEquals(2, database.number("SELECT make_fix_days('2041-01-01', '2041-01-03')"));
        assertEquals(1, database.number("SELECT count(*) FROM fix_rest WHERE at > '2041-01-01'"));
        database.execute("DELETE FROM fix_rest WHERE at > '2041-01-01'");
    }

    /** The statements by which a track is read, as the service's connections plan them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ORDER BY at DESC, installation DESC, seq DESC LIMIT 1000",
                "AND log_offset >= 7 ORDER BY log_offset, at, seq LIMIT 1000",
                "AND at BETWEEN '0001-01-01' AND '9999-12-31' AND (at, installation, seq) > ('2026-01-01', 'x', 7)"
                        + " ORDER BY at, installation, seq LIMIT 500"
            })
    void noTableOfADayIsReadThroughForATrack(String rest) throws SQLException {
        var plan = new ArrayList<String>();
        try (var connection = trial.database().connect();
                var statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            try (var rows =
                    statement.executeQuery(
                            "EXPLAIN SELECT at, lat, lon FROM fix WHERE subject_id = '00000000-0000-0000-0000-000000000001' "
                                    + rest)) {
                while (rows.next()) {
                    plan.add(rows.getString(1));
                }
            }
        }
        var text = String.join("\n", plan);
        assertFalse(text.contains("Seq Scan"), text);
        assertTrue(text.contains("fix_rest") && text.contains("fix_20"), text);
    }
}
