package dev.mayday.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.local.Fix;
import dev.mayday.local.House;
import dev.mayday.local.Press;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** What anyone may consume from Kafka is as the document and the topics' JSON Schemas say. */
class RecordContractIT {
    private static final AsyncApi DOCUMENT = AsyncApi.ofBuild();

    @Test
    void theRecordsOfAnAlertAreAsPublished() throws Exception {
        try (var house = House.open();
                var ben = house.mayday().phone("Ben")) {
            var anna = house.mayday().guardian("Anna").of(ben);
            var alert = ben.presses(Press.sos().from(Fix.at(48.8584, 2.2945))).alertId();
            anna.isTold();
            ben.moves(Fix.at(48.8585, 2.2946));
            ben.catchesUp();
            ben.resolves(alert, null);
            ben.sees(alert, "RESOLVED");

            var prefix = house.database().name() + ".";
            var person = ben.bearer().get("/v1/me").ok().path("id").asText();
            try (var log =
                    new KafkaConsumer<>(
                            Map.<String, Object>of(
                                    "bootstrap.servers", house.broker().bootstrapServers()),
                            new StringDeserializer(),
                            new StringDeserializer())) {
                asPublished("alertRecord", person, read(log, prefix + "mayday.alerts"));
                asPublished("locationRecord", person, read(log, prefix + "mayday.locations"));
                asPublished(
                        "notificationRecord", "", read(log, prefix + "mayday.notifications.email"));
            }
        }
    }

    private static void asPublished(
            String message, String key, List<ConsumerRecord<String, String>> records)
            throws Exception {
        assertFalse(records.isEmpty(), message);
        for (var record : records) {
            var data = Schemas.JSON.readTree(record.value());
            assertEquals(List.of(), DOCUMENT.complaints(message, data), data::toPrettyString);
            assertEquals(
                    List.of(),
                    DOCUMENT.headerComplaints(message, headers(record)),
                    () -> headers(record).toString());
            if (!key.isEmpty()) {
                assertEquals(key, record.key());
            }
        }
    }

    private static ObjectNode headers(ConsumerRecord<String, String> record) {
        var headers = Schemas.JSON.createObjectNode();
        record.headers()
                .forEach(header ->
                        headers.put(
                                header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    /** All records that the topic has now. */
    private static List<ConsumerRecord<String, String>> read(
            KafkaConsumer<String, String> log, String topic) {
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
