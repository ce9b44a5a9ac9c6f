package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mayday.local.Broker;
import dev.mayday.local.Database;
import dev.mayday.local.House;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Both PINs take the same way through the code: the same statements, as often, and the same records
 * for Kafka. A server that only answers is asked, so that nothing else is counted.
 */
class DuressCostIT {
    private static final String PIN = "1234";
    private static final String DURESS = "9999";
    private static final int TIMES = 12;

    /** What a server does by the clock, whoever asks it. */
    private static final String BY_THE_CLOCK =
            "s.query ~* '^(SELECT mayday_now\\(\\)$|NOTIFY|LISTEN|SELECT pg_current_xact_id|SELECT q\\.n, w\\.subject_id|.*pg_stat_statements)'";

    @Test
    void bothPinsTakeTheSameStatementsAndTheSameRecords() {
        try (var house = House.open(Broker.shared(), plan -> plan.roles("gateway"));
                var anna = house.mayday().phone("Anna")) {
            house.database().execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
            anna.account().setPins(PIN, DURESS);
            house.mayday().guardian("Ben").bellOf(anna);
            end(anna, press(anna), PIN); // what only the first one does

            for (int countdown : List.of(0, 60)) {
                var free = alerts(anna, countdown);
                var forced = alerts(anna, countdown);
                var byPin = statements(house.database(), () -> end(anna, free, countdown, PIN));
                var byDuress =
                        statements(house.database(), () -> end(anna, forced, countdown, DURESS));
                assertFalse(byPin.isEmpty());
                assertEquals(text(byPin), text(byDuress));
                records(house, free, forced);
            }
            printTimes(anna);
        }
    }

    /** For the report: nothing is asserted by the clock. */
    private static void printTimes(Phone anna) {
        var free = new ArrayList<Long>();
        var forced = new ArrayList<Long>();
        for (int i = 0; i < TIMES; i++) {
            free.add(micros(anna, PIN));
            forced.add(micros(anna, DURESS));
        }
        System.out.printf(
                "median of %d, interleaved: PIN %d us, duress PIN %d us%n",
                TIMES, median(free), median(forced));
    }

    private static List<String> alerts(Phone anna, int countdown) {
        return Stream.generate(() -> anna.presses(Press.sos().countdown(countdown)).alertId())
                .limit(TIMES)
                .toList();
    }

    private static String press(Phone anna) {
        return anna.presses(Press.sos()).alertId();
    }

    private static void end(Phone anna, List<String> alerts, int countdown, String pin) {
        alerts.forEach(alert -> {
            if (countdown == 0) {
                end(anna, alert, pin);
            } else {
                anna.cancels(alert, pin).ok();
            }
        });
    }

    private static void end(Phone anna, String alert, String pin) {
        anna.resolves(alert, pin).ok();
    }

    private static long micros(Phone anna, String pin) {
        var alert = press(anna);
        long from = System.nanoTime();
        end(anna, alert, pin);
        return (System.nanoTime() - from) / 1_000;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** How often each statement was run that each of the ends ran. */
    private static Map<String, Long> statements(Database database, Runnable ends) {
        database.execute("SELECT pg_stat_statements_reset()");
        ends.run();
        var query =
                """
                SELECT s.query, sum(s.calls) FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
                WHERE d.datname = current_database() AND NOT (%s) GROUP BY s.query HAVING sum(s.calls) >= %d
                """
                        .formatted(BY_THE_CLOCK, TIMES);
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var found = new TreeMap<String, Long>();
            while (rows.next()) {
                found.put(rows.getString(1), rows.getLong(2));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Map<String, Long> statements) {
        var lines = new StringBuilder();
        statements.forEach((query, calls) ->
                lines.append(calls).append(" × ").append(query.strip()).append('\n'));
        return lines.toString();
    }

    /** Lets a relay bring all of it to Kafka, and nothing else happen. */
    private static void records(House house, List<String> free, List<String> forced) {
        try (var relay = house.another(plan -> plan.roles("relay"))) {
            Awaitility.await("all is relayed")
                    .atMost(PATIENCE)
                    .until(() -> house.database().number("SELECT count(*) FROM outbox") == 0);
            assertFalse(relay.pid() == 0);
        }
        var byAlert =
                all(house, house.database().name() + ".mayday.alerts").stream()
                        .collect(groupingBy(DuressCostIT::subject, counting()));
        assertEquals(
                free.stream().map(byAlert::get).toList(),
                forced.stream().map(byAlert::get).toList());
    }

    private static String subject(ConsumerRecord<String, String> record) {
        return new String(record.headers().lastHeader("ce_subject").value());
    }

    private static List<ConsumerRecord<String, String>> all(House house, String topic) {
        try (var log =
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", house.broker().bootstrapServers()),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            var partitions =
                    log.partitionsFor(topic).stream()
                            .map(one -> new TopicPartition(topic, one.partition()))
                            .toList();
            log.assign(partitions);
            log.seekToBeginning(partitions);
            var ends = log.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, String>>();
            while (ends.entrySet().stream()
                    .anyMatch(end -> log.position(end.getKey()) < end.getValue())) {
                log.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }
}
