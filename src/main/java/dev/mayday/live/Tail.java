package dev.mayday.live;

import dev.mayday.outbox.KafkaLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the end of one topic, and of it just the partitions that somebody here needs, on a thread
 * of its own. It is in no group and commits nothing: what came before is read from the database.
 */
final class Tail {
    /** To begin at the end of a partition. */
    static final long END = -1;

    private static final Logger LOG = Logger.getLogger(Tail.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /** After a fetch, what comes now is fetched together: a fetch costs more than a record. */
    private static final Duration GATHER = Duration.ofMillis(5);

    private final String topic;
    private final IntToLongFunction begin;
    private final Consumer<ConsumerRecord<String, String>> sink;
    private final Map<Integer, CompletableFuture<Void>> wanted = new ConcurrentHashMap<>();

    /** By which need each is read: one that was released and is needed again begins anew. */
    private final Map<Integer, CompletableFuture<Void>> assigned = new HashMap<>();

    private final KafkaLog log;
    private volatile boolean stopped;

    /** Null until the brokers' names are known. */
    private volatile @Nullable KafkaConsumer<String, String> consumer;

    /**
     * @param begin the offset at which a partition is to begin, or {@link #END}; may block
     * @param sink is handed each record
     */
    Tail(
            String topic,
            KafkaLog log,
            IntToLongFunction begin,
            Consumer<ConsumerRecord<String, String>> sink) {
        this.topic = topic;
        this.begin = begin;
        this.sink = sink;
        this.log = log;
    }

    void start() {
        Thread.ofPlatform().name("tail-" + topic).daemon().start(this::run);
    }

    void stop() {
        stopped = true;
        wake();
    }

    private void wake() {
        var open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }

    /**
     * Reads that partition from now on. @return done once nothing that is written later can be
     * missed
     */
    CompletableFuture<Void> need(int partition) {
        var ready = wanted.computeIfAbsent(partition, number -> new CompletableFuture<>());
        if (!ready.isDone()) {
            wake();
        }
        return ready;
    }

    void release(int partition) {
        wanted.remove(partition);
    }

    private void run() {
        log.reader(Map.of(), () -> stopped).ifPresent(this::run);
    }

    private void run(KafkaConsumer<String, String> consumer) {
        this.consumer = consumer;
        while (!stopped) {
            try {
                assign(consumer);
                if (assigned.isEmpty()) {
                    LockSupport.parkNanos(POLL.toNanos() / 20);
                } else {
                    var found = consumer.poll(POLL);
                    found.forEach(this::hand);
                    if (!found.isEmpty()) {
                        LockSupport.parkNanos(GATHER.toNanos());
                    }
                }
            } catch (WakeupException e) {
                // somebody needs another partition, or this is the end
            } catch (InterruptException e) {
                stopped = true;
            } catch (RuntimeException | Error e) { // it reads on, whatever it is
                LOG.warnf(
                        "event=tail-failed topic=%s reason=%s",
                        topic, e.getClass().getSimpleName());
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
        consumer.close(Duration.ofSeconds(1));
    }

    private void hand(ConsumerRecord<String, String> found) {
        try {
            sink.accept(found);
        } catch (RuntimeException e) {
            LOG.errorf(e, "event=tail-record-skipped topic=%s offset=%d", topic, found.offset());
        }
    }

    /** Brings what is read in line with what is needed. */
    private void assign(KafkaConsumer<String, String> consumer) {
        var needed = new HashMap<>(wanted);
        if (needed.equals(assigned)) {
            return;
        }
        var added = new ArrayList<Integer>();
        needed.forEach((partition, need) -> {
            if (assigned.get(partition) != need) {
                added.add(partition);
            }
        });
        consumer.assign(needed.keySet().stream().map(this::of).toList());
        assigned.keySet().retainAll(needed.keySet());
        assigned.keySet().removeAll(added);
        try {
            added.forEach(partition -> seek(consumer, partition));
        } catch (RuntimeException e) {
            consumer.assign(assigned.keySet().stream().map(this::of).toList());
            throw e;
        }
        assigned.putAll(needed);
        needed.values().forEach(ready -> ready.complete(null));
    }

    private void seek(KafkaConsumer<String, String> consumer, int partition) {
        long offset = begin.applyAsLong(partition);
        if (offset == END) {
            consumer.seekToEnd(List.of(of(partition)));
            consumer.position(
                    of(partition),
                    Duration.ofSeconds(2)); // seeking to the end is only done when it is asked for
        } else {
            consumer.seek(of(partition), offset);
        }
    }

    private TopicPartition of(int partition) {
        return new TopicPartition(topic, partition);
    }
}
