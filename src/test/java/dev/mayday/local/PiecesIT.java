package dev.mayday.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What deploy/local starts is real, comes back after a kill, and keeps to its size. */
class PiecesIT {

    private static final long MIB = 1024;

    @Test
    void eachDatabaseIsItsCallersOwnAndHasPostgis() {
        var one = Postgres.shared().database();
        var other = Postgres.shared().database();
        one.execute("CREATE TABLE mine (place geography(Point, 4326))");

        assertNotEquals(one.name(), other.name());
        assertEquals(0, other.number("SELECT count(*) FROM pg_tables WHERE tablename = 'mine'"));
    }

    @Test
    void whatTheDatabaseCommittedIsThereAfterAKill() {
        try (var postgres = Postgres.own("killed-postgres")) {
            var database = postgres.database();
            database.execute("CREATE TABLE kept AS SELECT 7 AS n");
            postgres.kill();
            postgres.start();

            assertEquals(7, database.number("SELECT n FROM kept"));
        }
    }

    @Test
    void whatTheBrokerAcknowledgedIsThereAfterAKill() throws Exception {
        try (var broker = Broker.own("killed-kafka")) {
            Map<String, Object> at = Map.of("bootstrap.servers", broker.bootstrapServers());
            try (var admin = broker.admin()) {
                admin.createTopics(Set.of(new NewTopic("kept", 1, (short) 1))).all().get();
            }
            var bytes = new ByteArraySerializer();
            try (var producer = new KafkaProducer<>(at, bytes, bytes)) {
                producer.send(new ProducerRecord<>("kept", "here".getBytes(StandardCharsets.UTF_8)))
                        .get();
            }
            broker.kill();
            broker.start();

            var text = new ByteArrayDeserializer();
            try (var consumer = new KafkaConsumer<>(at, text, text)) {
                var partition = new TopicPartition("kept", 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                assertEquals(1, consumer.poll(Duration.ofSeconds(20)).count());
            }
        }
    }

    @Test
    void theServiceComesBackAtItsAddressAfterAKill() {
        try (var house = House.open()) {
            long first = house.service().pid();
            house.service().kill9();
            house.service().start();
            assertNotEquals(first, house.service().pid());
        }
    }

    @Test
    void theIdleServiceStaysBelow350MiB() throws Exception {
        try (var house = House.open()) {
            long kibibytes = proportionalSetSize(house.service().pid());

            assertTrue(kibibytes < 350 * MIB, kibibytes / MIB + " MiB");
        }
    }

    @Test
    void theServiceIsReadyWithNoBroker() {
        try (var broker = Broker.absent("absent-kafka");
                var house = House.open(broker, plan -> plan)) {
            var ready = new Wire(house.service().management());

            assertEquals(
                    "UP",
                    ready.call("GET", "/health/ready", Optional.empty(), Optional.empty())
                            .ok()
                            .path("status")
                            .asText());
        }
    }

    private static long proportionalSetSize(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
