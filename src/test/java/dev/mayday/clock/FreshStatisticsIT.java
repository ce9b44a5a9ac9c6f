package dev.mayday.clock;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Broker;
import dev.mayday.local.House;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A crowd on a database that has only seen single alerts, and does not look again by itself. */
class FreshStatisticsIT {
    private static final int SOME = 50;
    private static final int CROWD = 600;

    private static House house;

    @BeforeAll
    static void open() {
        // phones are looked at every few seconds, all that are in need: not what is counted here
        house = House.open(Broker.shared(), plan -> plan.with("MAYDAY_ALERT_PHONES_EVERY", "PT1H"));
        house.database().execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void anAlertReadsNoMoreWhenThereAreManyOthers() {
        var dana = house.mayday().phone("Dana");
        house.mayday().guardian("Ben").contactOf(dana, 1);
        pressAndTell(dana, 1);
        for (var table :
                List.of("alert", "delivery", "attempt", "timeline", "alert_event", "link")) {
            house.database().execute("ALTER TABLE " + table + " SET (autovacuum_enabled = false)");
            house.database().execute("VACUUM ANALYZE " + table);
        }

        long few = blocksRead(() -> pressAndTell(dana, SOME));
        pressAndTell(dana, CROWD);
        for (var table : List.of("alert", "delivery")) {
            Awaitility.await("the planner knows of many in " + table)
                    .atMost(PATIENCE)
                    .until(() ->
                            house.database()
                                            .number(
                                                    "SELECT reltuples FROM pg_class WHERE relname = '"
                                                            + table
                                                            + "'")
                                    > SOME);
        }
        long many = blocksRead(() -> pressAndTell(dana, SOME));

        assertTrue(
                many < 2 * few,
                "%d blocks were read for %d alerts, and %d for as many when there were few"
                        .formatted(many, SOME, few));
    }

    private static void pressAndTell(Phone phone, int alerts) {
        long before = told();
        for (int i = 0; i < alerts; i++) {
            phone.presses(Press.sos());
        }
        Awaitility.await("all are told and it is on record")
                .atMost(PATIENCE)
                .until(() ->
                        told() == before + alerts
                                && house.database().number("SELECT count(*) FROM outbox") == 0);
    }

    private static long told() {
        return house.database()
                .number(
                        "SELECT count(*) FROM delivery WHERE alert_id IS NOT NULL AND state = 'SENT'");
    }

    /** Of this database, by all statements, wherever they were. */
    private static long blocksRead(Runnable work) {
        long before = blocksRead();
        work.run();
        return blocksRead() - before;
    }

    private static long blocksRead() {
        return house.database()
                .number(
                        """
                        SELECT sum(shared_blks_hit + shared_blks_read) FROM pg_stat_statements
                        WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                          AND query NOT LIKE 'SELECT count(*)%'
                        """);
    }
}
