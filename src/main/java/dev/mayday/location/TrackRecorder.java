package dev.mayday.location;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.clock.Roles;
import dev.mayday.clock.Roles.Role;
import dev.mayday.outbox.KafkaLog;
import dev.mayday.outbox.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log of locations into the tracks, a batch at a time, on a thread of its own. How far
 * it is stands in the database and moves with the fixes, so nothing is written twice or left out,
 * whoever takes over. Whatever fails, it begins again there, for as long as the process lives.
 */
@ApplicationScoped
class TrackRecorder {
    private static final Logger LOG = Logger.getLogger(TrackRecorder.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Roles roles;
    private final Topics topics;
    private final TrackTable table;
    private final KafkaLog kafka;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private volatile boolean stopped;

    /** When it last did what there was to do; by {@link System#nanoTime}. */
    private volatile long wellAt = System.nanoTime();

    private @Nullable Thread thread;
    private @Nullable KafkaConsumer<String, String> consumer;
    private KafkaLog.@Nullable Writer deadLetters;
    private final Map<Integer, Long> expected = new HashMap<>();

    TrackRecorder(
            Roles roles,
            Topics topics,
            TrackTable table,
            KafkaLog kafka,
            ObjectMapper json,
            MeterRegistry metrics) {
        this.roles = roles;
        this.topics = topics;
        this.table = table;
        this.kafka = kafka;
        this.json = json;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        if (roles.has(Role.RECORDER)) {
            metrics.gauge("mayday.recorder.age.seconds", this, TrackRecorder::age);
            deadLetters = kafka.writer("recorder", Duration.ZERO, Duration.ofSeconds(30));
            thread = Thread.ofPlatform().name("recorder").daemon().start(this::run);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        var open = consumer;
        if (open != null) {
            open.wakeup();
        }
        if (thread != null) {
            thread.join(Duration.ofSeconds(5));
        }
    }

    private double age() {
        return (System.nanoTime() - wellAt) / 1e9;
    }

    private void run() {
        while (!stopped) {
            try {
                kafka.reader(settings(), () -> stopped).ifPresent(this::run);
            } catch (Throwable e) { // a bug of ours or Kafka's: it can't be left at that
                failed(e);
                LOG.errorf(e, "event=recorder-begins-again");
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void run(KafkaConsumer<String, String> open) {
        consumer = open;
        try {
            open.subscribe(List.of(topics.locations()), new Begin());
            boolean lost = false;
            while (!stopped) {
                try {
                    if (lost) {
                        begin(open.assignment());
                        lost = false;
                    }
                    round(open);
                } catch (WakeupException e) {
                    // this is the end
                } catch (SQLException | RuntimeException e) {
                    lost = true;
                    failed(e);
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        } finally {
            open.close(Duration.ofSeconds(2));
        }
    }

    private void round(KafkaConsumer<String, String> open) throws SQLException {
        var found = new ArrayList<ConsumerRecord<String, String>>();
        open.poll(Duration.ofMillis(500)).forEach(found::add);
        if (!found.isEmpty()) {
            write(found);
        }
        wellAt = System.nanoTime();
    }

    private void failed(Throwable failure) {
        metrics.counter("mayday.recorder.failed").increment();
        LOG.warnf("event=recorder-failed reason=%s", failure.getClass().getSimpleName());
    }

    /**
     * One statement and one transaction for all of it; a batch that fails for what is in it is
     * halved until that is found.
     */
    private void write(List<ConsumerRecord<String, String>> found) throws SQLException {
        var rows = new ArrayList<TrackTable.Row>();
        for (var one : found) {
            try {
                var fix = json.readValue(one.value(), LoggedFix.class);
                fix.subjects()
                        .forEach(subject ->
                                rows.add(
                                        new TrackTable.Row(
                                                subject.id(), fix, one.partition(), one.offset())));
            } catch (JsonProcessingException | RuntimeException e) {
                bury(one, "unreadable: " + e.getClass().getSimpleName());
            }
        }
        try {
            if (!table.write(rows, expected, after(found))) {
                LOG.info("event=recorder-overtaken");
                begin(Objects.requireNonNull(consumer).assignment());
                return;
            }
            expected.putAll(after(found));
            metrics.counter("mayday.locations.recorded").increment(rows.size());
        } catch (SQLException e) {
            if (!isForData(e)) {
                throw e;
            }
            if (found.size() == 1) {
                bury(found.getFirst(), "refused by the database: " + e.getSQLState());
                skip(found.getFirst());
            } else {
                write(found.subList(0, found.size() / 2));
                write(found.subList(found.size() / 2, found.size()));
            }
        }
    }

    private void skip(ConsumerRecord<String, String> one) throws SQLException {
        table.write(List.of(), expected, Map.of(one.partition(), one.offset() + 1));
        expected.put(one.partition(), one.offset() + 1);
    }

    private void bury(ConsumerRecord<String, String> one, String why) {
        metrics.counter("mayday.recorder.dead").increment();
        LOG.errorf(
                "event=location-dead partition=%d offset=%d reason=%s",
                one.partition(), one.offset(), why);
        one.headers().add("dead-letter-reason", why.getBytes(StandardCharsets.UTF_8));
        Objects.requireNonNull(deadLetters)
                .send(topics.deadLetters("recorder"), one.key(), one.headers(), one.value())
                .await()
                .atMost(Duration.ofSeconds(31));
    }

    private static Map<Integer, Long> after(List<ConsumerRecord<String, String>> found) {
        var next = new HashMap<Integer, Long>();
        found.forEach(one -> next.merge(one.partition(), one.offset() + 1, Math::max));
        return next;
    }

    /** SQL states 22 and 23: the data, not the database, is at fault. */
    private static boolean isForData(SQLException e) {
        var state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private void begin(Collection<TopicPartition> partitions) {
        try {
            var next = table.next();
            for (var partition : partitions) {
                long offset = next.getOrDefault(partition.partition(), 0L);
                expected.put(partition.partition(), offset);
                Objects.requireNonNull(consumer).seek(partition, offset);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Begin implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            begin(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
    }

    private Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                topics.locations() + ".recorder",
                // nobody waits for a track as for what is live: few fetches, large batches
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                524_288,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                200,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1_000,
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                5_000,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                10_000,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                3_000);
    }
}
