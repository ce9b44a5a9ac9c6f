package dev.mayday.operator;

import dev.mayday.outbox.KafkaLog;
import dev.mayday.outbox.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topics of dead letters where it is asked to, in no group. It blocks for some seconds at
 * most, and fails with Kafka's exceptions.
 */
@ApplicationScoped
class DeadLetterLog {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Topics topics;
    private final KafkaLog log;

    DeadLetterLog(Topics topics, KafkaLog log) {
        this.topics = topics;
        this.log = log;
    }

    /** A dead letter as it lies there. */
    record Found(DeadLetterId id, ConsumerRecord<String, String> record) {}

    /**
     * Some of them, in their order.
     *
     * @param consumer whose alone; null for all
     * @param after where the page before ended
     * @param which counts
     */
    List<Found> read(
            @Nullable String consumer,
            @Nullable DeadLetterId after,
            int most,
            Predicate<Found> which) {
        var found = new ArrayList<Found>();
        try (var kafka = open()) {
            for (var name : DeadLetterId.CONSUMERS) {
                if (consumer == null || consumer.equals(name)) {
                    for (int partition : partitions(kafka, name)) {
                        var end = new DeadLetterId(name, partition, end(kafka, name, partition));
                        var from = after == null || after.compareTo(end) < 0 ? end : after;
                        if (from.consumer().equals(name) && from.partition() == partition) {
                            backwards(kafka, from, most, which, found);
                        }
                    }
                }
            }
        }
        return found;
    }

    /** That one; null where there is none, or none any more. */
    @Nullable Found one(DeadLetterId id) {
        try (var kafka = open()) {
            return partitions(kafka, id.consumer()).contains(id.partition())
                            && id.offset() < end(kafka, id.consumer(), id.partition())
                    ? between(kafka, id, id.offset(), id.offset() + 1).stream()
                            .findFirst()
                            .orElse(null)
                    : null;
        }
    }

    /** The newest before that place, as many as are missing to {@code most}. */
    private void backwards(
            KafkaConsumer<String, String> kafka,
            DeadLetterId before,
            int most,
            Predicate<Found> which,
            List<Found> found) {
        var place = topic(before.consumer(), before.partition());
        long begin =
                Objects.requireNonNull(kafka.beginningOffsets(List.of(place), PATIENCE).get(place));
        long until = before.offset();
        while (found.size() < most && until > begin) {
            long from = Math.max(begin, until - most);
            between(kafka, before, from, until).reversed().stream()
                    .filter(which)
                    .limit(most - found.size())
                    .forEach(found::add);
            until = from;
        }
    }

    private List<Found> between(
            KafkaConsumer<String, String> kafka, DeadLetterId where, long from, long until) {
        var place = topic(where.consumer(), where.partition());
        kafka.assign(List.of(place));
        kafka.seek(place, from);
        var found = new ArrayList<Found>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (kafka.position(place, PATIENCE) < until) {
            for (var record : kafka.poll(POLL)) {
                if (record.offset() >= from && record.offset() < until) {
                    found.add(
                            new Found(
                                    new DeadLetterId(
                                            where.consumer(), where.partition(), record.offset()),
                                    record));
                }
            }
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("the dead letters could not be read in time");
            }
        }
        return found;
    }

    private List<Integer> partitions(KafkaConsumer<String, String> kafka, String consumer) {
        var known = kafka.partitionsFor(topics.deadLetters(consumer), PATIENCE);
        return known == null
                ? List.of()
                : known.stream().map(PartitionInfo::partition).sorted().toList();
    }

    private long end(KafkaConsumer<String, String> kafka, String consumer, int partition) {
        var place = topic(consumer, partition);
        return Objects.requireNonNull(kafka.endOffsets(List.of(place), PATIENCE).get(place));
    }

    private TopicPartition topic(String consumer, int partition) {
        return new TopicPartition(topics.deadLetters(consumer), partition);
    }

    private KafkaConsumer<String, String> open() {
        return log.reader(
                Map.of(
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        100,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) PATIENCE.toMillis()));
    }
}
