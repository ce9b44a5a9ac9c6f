package dev.mayday.journey;

import static dev.mayday.journey.Circle.GOING;
import static dev.mayday.journey.Circle.HELP;
import static dev.mayday.journey.Circle.OVER;
import static dev.mayday.journey.Circle.STILL;
import static dev.mayday.local.Patience.PATIENCE;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Guardian;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two servers, and one of them dies, as in a power cut, at each moment of an alert's way: told,
 * answered, asked again, stale, told again, ended. The other goes on alone.
 */
class EveryCrashIT {
    /** What is claimed and has no outcome, and by which server. */
    private static final String IN_FLIGHT =
            """
            SELECT substr(s.application_name, 7) AS server, d.contact_name FROM delivery d
            JOIN pg_locks l ON l.locktype = 'advisory' AND l.objsubid = 2 AND CAST(l.objid AS bigint) = d.leased_by
            JOIN pg_stat_activity s ON s.pid = l.pid AND s.datname = current_database()
            JOIN attempt t ON t.delivery_id = d.id AND t.outcome IS NULL
            WHERE d.alert_id = '%s'
            """;

    private static Trial trial;

    private final Circle circle = Circle.of(trial).allAtOnce();
    private final List<Guardian> all = List.of(circle.ben(), circle.carl(), circle.dora());

    private int dead = -1;

    private enum Part {
        PRESS,
        ANSWER,
        REMINDER,
        STALE,
        END
    }

    /** When one of them dies. */
    enum Moment {
        ONCE_IT_IS_RAISED(Part.PRESS, ""),
        WHILE_A_STEP_IS_TAKEN(Part.PRESS, "delivery"),
        WHILE_A_MESSAGE_IS_CLAIMED(Part.PRESS, "attempt"),
        ONCE_A_MESSAGE_IS_CLAIMED(Part.PRESS, "fix") {
            /** Where the person is comes into the message, and is read after the claim. */
            @Override
            String lock() {
                return "LOCK TABLE fix IN ACCESS EXCLUSIVE MODE";
            }

            @Override
            OptionalInt who(Circle circle, String alert, Gate gate) {
                return gate.waiting("%FROM fix WHERE subject_id = $1 AND at <=%");
            }
        },
        WHILE_IT_IS_SENT(Part.PRESS, "") {
            @Override
            void hold(Circle circle) {
                circle.trial().sandbox().answers(circle.carl().email(), 250, 4_000);
            }

            @Override
            OptionalInt who(Circle circle, String alert, Gate gate) {
                return sending(alert);
            }
        },
        BETWEEN_THE_PROVIDERS_ANSWER_AND_ITS_RECORD(Part.PRESS, "") {
            @Override
            void hold(Circle circle) {
                circle.trial().sandbox().answers(circle.carl().email(), 250, 2_000);
            }

            /** From the moment that it is sent on, nobody gets to record anything of the alert. */
            @Override
            OptionalInt who(Circle circle, String alert, Gate gate) {
                if (sending(alert).isEmpty() && !gate.closed) {
                    return OptionalInt.empty();
                }
                gate.close("SELECT FROM alert WHERE id = '" + alert + "' FOR NO KEY UPDATE");
                return answered(alert);
            }
        },
        ONCE_IT_IS_ANSWERED(Part.ANSWER, ""),
        WHILE_THE_OTHERS_NOTICES_ARE_MADE(Part.ANSWER, "delivery"),
        WHILE_A_NOTICE_IS_CLAIMED(Part.ANSWER, "attempt"),
        WHILE_THE_REMINDER_IS_MADE(Part.REMINDER, "delivery"),
        WHILE_THE_ANSWER_GOES_STALE(Part.STALE, "response"),
        WHILE_IT_IS_TOLD_AGAIN(Part.STALE, "delivery"),
        ONCE_IT_IS_ENDED(Part.END, ""),
        WHILE_THE_CLOSING_NOTICES_ARE_MADE(Part.END, "delivery"),
        WHILE_A_CLOSING_NOTICE_IS_CLAIMED(Part.END, "attempt");

        private final Part part;
        private final String table;

        Moment(Part part, String table) {
            this.part = part;
            this.table = table;
        }

        /** Keeps the servers from getting past this moment. */
        void hold(Circle circle) {}

        /** What no server gets past. */
        String lock() {
            return "LOCK TABLE " + table + " IN EXCLUSIVE MODE";
        }

        /** Which server is there now. */
        OptionalInt who(Circle circle, String alert, Gate gate) {
            return table.isEmpty() ? OptionalInt.of(0) : gate.waiting("%");
        }

        /** Nothing is on its way to a provider then, so nothing comes twice. */
        boolean nothingIsInFlight() {
            return !table.isEmpty();
        }
    }

    /** A lock of the test's own: who needs it waits. */
    private static final class Gate implements AutoCloseable {
        private final Connection connection;
        private boolean closed;

        Gate() throws SQLException {
            connection = trial.database().connect();
            connection.setAutoCommit(false);
        }

        void close(String lock) {
            try (var statement = connection.createStatement()) {
                statement.execute(lock);
                closed = true;
            } catch (SQLException e) {
                throw new IllegalStateException(lock, e);
            }
        }

        /** A server that waits with a statement like this. */
        OptionalInt waiting(String statement) {
            return server(
                    """
                    SELECT substr(application_name, 7) FROM pg_stat_activity WHERE datname = current_database()
                    AND wait_event_type = 'Lock' AND application_name LIKE 'server%%' AND query LIKE '%s'
                    """
                            .formatted(statement));
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    @BeforeAll
    static void start() {
        trial = Trial.withServers(2);
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @ParameterizedTest
    @EnumSource
    void eachIsToldOnceOrTwiceWhereASendWasInFlightNeverNotAtAll(Moment moment) throws Exception {
        try {
            live(moment);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(moment + ", server " + dead + " dead; " + story(), e);
        } finally {
            if (dead >= 0) {
                trial.isBack(dead);
            }
        }
        for (var each : all) {
            var often = Told.often(each);
            assertEquals(4, often.size(), () -> moment + " " + each.mails());
            int most = moment.nothingIsInFlight() ? 1 : 2;
            assertTrue(
                    often.values().stream().allMatch(times -> times <= most),
                    () -> moment + " " + often);
        }
    }

    /** What the database has of it, for whoever must find out why. */
    private static String story() {
        return trial.database()
                .text(
                        """
                        SELECT json_build_object(
                            'now', mayday_now(),
                            'alert', (SELECT json_build_object('state', state, 'round', round, 'stale', stale_at, 'ended', ended_at)
                                      FROM alert ORDER BY id DESC LIMIT 1),
                            'deliveries', (SELECT json_agg(json_build_object('to', contact_name, 'what', purpose, 'state', state,
                                           'tries', tries, 'made', created_at, 'leased', leased_by, 'retry', retry_at)
                                           ORDER BY created_at)
                                           FROM delivery WHERE alert_id = (SELECT max(CAST(id AS text))::uuid FROM alert)),
                            'timers', (SELECT json_agg(json_build_object('key', key, 'due', due_at, 'failures', failures))
                                       FROM timer WHERE alert_id = (SELECT max(CAST(id AS text))::uuid FROM alert)),
                            'outbox', (SELECT count(*) FROM outbox))
                        """);
    }

    private void live(Moment moment) throws Exception {
        var alert = survives(moment, Part.PRESS, "", circle::press);
        all.forEach(each -> Told.of(each, HELP, 1));
        settled(alert);
        survives(moment, Part.ANSWER, alert, () -> circle.goes(circle.ben(), alert).ok());
        Told.of(circle.carl(), GOING, 1);
        Told.of(circle.dora(), GOING, 1);
        settled(alert);
        survives(moment, Part.REMINDER, alert, () -> passes(14));
        Told.of(circle.ben(), STILL, 1);
        settled(alert);
        survives(moment, Part.STALE, alert, () -> passes(1));
        all.forEach(each -> Told.of(each, HELP, 2));
        settled(alert);
        survives(moment, Part.END, alert, () -> circle.ends(circle.ben(), alert).ok());
        all.forEach(each -> Told.of(each, OVER, 1));
        settled(alert);
    }

    /**
     * Does it, and if this is the moment's part, one server dies meanwhile, and stays away.
     *
     * @param alert its id; empty where the work makes it
     */
    private <T> T survives(Moment moment, Part part, String alert, Callable<T> work)
            throws Exception {
        if (moment.part != part) {
            return work.call();
        }
        try (var gate = new Gate()) {
            if (!moment.table.isEmpty()) {
                gate.close(moment.lock());
            }
            moment.hold(circle);
            var result = work.call();
            var id = alert.isEmpty() ? String.valueOf(result) : alert;
            dead =
                    Awaitility.await("a server at " + moment)
                            .atMost(PATIENCE)
                            .pollInterval(ofMillis(20))
                            .until(() -> moment.who(circle, id, gate), OptionalInt::isPresent)
                            .getAsInt();
            trial.dies(dead);
            trial.sandbox().answersAsUsual(circle.carl().email());
            circle.via(trial.server(1 - dead));
            return result;
        }
    }

    private Optional<Object> passes(int minutes) {
        circle.passes(ofMinutes(minutes));
        return Optional.empty();
    }

    /** What is to be sent is sent, and that is on record. */
    private static void settled(String alert) {
        Awaitility.await("all deliveries settled")
                .atMost(PATIENCE)
                .until(() ->
                        trial.database()
                                        .number(
                                                "SELECT count(*) FROM delivery WHERE state = 'QUEUED' AND alert_id = '"
                                                        + alert
                                                        + "'")
                                == 0);
    }

    /** Which server has claimed the message to Carl, and does not know yet what became of it. */
    private static OptionalInt sending(String alert) {
        return server(
                "SELECT server FROM (%s) f WHERE contact_name = 'Carl'"
                        .formatted(IN_FLIGHT.formatted(alert)));
    }

    /** The same once all that it had sent is answered: each waits to be put on record. */
    private static OptionalInt answered(String alert) {
        return server(
                """
                SELECT server FROM (%s) f GROUP BY server HAVING bool_or(contact_name = 'Carl')
                AND count(*) = (SELECT count(*) FROM pg_stat_activity w WHERE w.datname = current_database()
                                AND w.wait_event_type = 'Lock' AND w.application_name = 'server' || server)
                """
                        .formatted(IN_FLIGHT.formatted(alert)));
    }

    private static OptionalInt server(String query) {
        try (var connection = trial.database().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }
}
