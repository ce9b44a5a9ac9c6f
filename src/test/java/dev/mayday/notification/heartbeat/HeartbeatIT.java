package dev.mayday.notification.heartbeat;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Broker;
import dev.mayday.local.Database;
import dev.mayday.local.House;
import dev.mayday.local.Json;
import dev.mayday.local.Metrics;
import dev.mayday.local.Service;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The service's own alert: once each time, all the way, seen by nobody, and soon forgotten. */
class HeartbeatIT {
    private static final String FALLBACK = "operator@example.org";
    private static final String OURS =
            "FROM alert WHERE person_id = '00000000-0000-5000-8000-6d6179646179'";

    private static Service.Plan every4Seconds(Service.Plan plan) {
        return plan.with("MAYDAY_HEARTBEAT_EVERY", "PT4S")
                .with("MAYDAY_NOTIFICATION_UNCLAIMED_AFTER", "PT1S")
                .with("MAYDAY_FALLBACK_EMAIL", FALLBACK);
    }

    @Test
    void itComesOnceEachTimeHoweverManyNodesAndLeavesNothingBehind() {
        try (var house = House.open(Broker.shared(), HeartbeatIT::every4Seconds);
                var second = house.another(HeartbeatIT::every4Seconds)) {
            arrive(house.database(), 4);
            assertEquals(
                    0,
                    house.database()
                            .number(
                                    "SELECT count(*) - count(DISTINCT floor(extract(epoch FROM received_at) / 4)) "
                                            + OURS));
            assertTrue(
                    house.database()
                                    .number(
                                            "SELECT count(*) "
                                                    + OURS
                                                    + " AND state = 'RESOLVED' AND drill AND owner_state = 'RESOLVED'")
                            >= 3);
            for (var service : List.of(house.service(), second)) {
                var age = Metrics.of(service).value("mayday_heartbeat_age_seconds").orElseThrow();
                assertTrue(age >= 0 && age < 30, "age " + age);
            }
            assertTrue(
                    took(house.service()) + took(second) >= 4,
                    "each that arrived was measured by the node that it came to");
            isSeenByNobody(house);

            house.passes(Duration.ofMinutes(5), List.of(house.service(), second));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() ->
                            house.database()
                                            .number(
                                                    "SELECT count(*) "
                                                            + OURS
                                                            + " AND received_at < mayday_now() - interval '4 minutes'")
                                    == 0);
            assertEquals(
                    1,
                    house.database().number("SELECT count(*) FROM timer WHERE kind = 'heartbeat'"));
        }
    }

    @Test
    void withoutABrokerItArrivesAllTheSame() {
        try (var house =
                House.open(Broker.absent("kafka-of-no-heartbeat"), HeartbeatIT::every4Seconds)) {
            arrive(house.database(), 2);
        }
    }

    private static void isSeenByNobody(House house) {
        var anna = house.mayday().phone("Anna").bearer();
        assertEquals(List.of(), anna.list("/v1/alerts"));
        assertEquals(List.of(), anna.list("/v1/alerts?role=guardian"));
        var alert =
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> newest(house.database()), id -> !id.isEmpty());
        assertEquals(404, anna.get("/v1/alerts/" + alert).status());
        for (var email : List.of("heartbeat", "Heartbeat")) {
            var said =
                    anna.wire()
                            .call(
                                    "POST",
                                    "/v1/sessions",
                                    Optional.of(Json.object("email", email, "password", "none")),
                                    Optional.empty());
            assertTrue(said.status() == 400 || said.status() == 401, said::toString);
        }
        assertEquals(List.of(), house.sandbox().messagesTo(FALLBACK));
    }

    private static String newest(Database database) {
        try (var connection = database.connect();
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT CAST(id AS text) " + OURS + " ORDER BY id DESC")) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double took(Service service) {
        return Metrics.of(service).value("mayday_heartbeat_seconds_count").orElse(0);
    }

    private static void arrive(Database database, int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        database.number(
                                        "SELECT count(*) FROM delivery WHERE channel = 'heartbeat' AND purpose = 'alert-raised'"
                                                + " AND state = 'DELIVERED'")
                                >= count);
    }
}
