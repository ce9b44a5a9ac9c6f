package dev.mayday.outbox;

import dev.mayday.wire.WireJson;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writers to Kafka: idempotent, acknowledged by all replicas, in order for a key; and readers that
 * commit nothing.
 */
@ApplicationScoped
public class KafkaLog {
    private static final Header SPECVERSION = header("ce_specversion", "1.0");
    private static final Header SOURCE = header("ce_source", "urn:mayday");
    private static final Header CONTENT_TYPE = header("content-type", "application/json");

    /** After which a client is tried again that could not be made. */
    static final Duration AGAIN = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(KafkaLog.class);

    private final String servers;
    private final List<Writer> writers = new CopyOnWriteArrayList<>();

    KafkaLog(@ConfigProperty(name = "kafka.bootstrap.servers") String servers) {
        this.servers = servers;
    }

    /**
     * @param name of its thread
     * @param linger how long a record may wait for company
     * @param patience after which a record that was not acknowledged has failed
     */
    public Writer writer(String name, Duration linger, Duration patience) {
        var settings =
                Map.<String, Object>of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "mayday-" + name,
                        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                        StringSerializer.class,
                        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                        StringSerializer.class,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        (int) linger.toMillis(),
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        (int) Math.min(5_000, patience.toMillis() / 2),
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        (int) patience.toMillis(),
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        (int) patience.toMillis(),
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1_000);
        var writer = new Writer(settings, name, patience);
        writers.add(writer);
        return writer;
    }

    /**
     * A reader that keeps on record nowhere how far it is, and makes no topic; the caller closes
     * it.
     *
     * @param more what it is set to beside that; in no group, unless this names one
     * @throws KafkaException while none of the brokers' names is known, as it may be while they are
     *     down: try again
     */
    public KafkaConsumer<String, String> reader(Map<String, Object> more) {
        var settings =
                new HashMap<String, Object>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                servers,
                                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                                StringDeserializer.class,
                                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                                StringDeserializer.class,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false,
                                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                                1_000));
        settings.putAll(more);
        return new KafkaConsumer<>(settings);
    }

    /**
     * As {@link #reader(Map)}, for a thread of its own: waits until the brokers' names are known.
     *
     * @param stopped once it is, there is none
     */
    public Optional<KafkaConsumer<String, String>> reader(
            Map<String, Object> more, BooleanSupplier stopped) {
        return made(() -> reader(more), stopped);
    }

    /** Makes a client, as soon as it can be made; none once this is stopped. */
    static <C> Optional<C> made(Supplier<C> client, BooleanSupplier stopped) {
        while (!stopped.getAsBoolean()) {
            try {
                return Optional.of(client.get());
            } catch (KafkaException e) {
                notMade(Thread.currentThread().getName(), e);
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
        return Optional.empty();
    }

    /** Nothing of Kafka's is made while none of the brokers' names is known. */
    private static void notMade(String client, KafkaException failure) {
        var cause = failure.getCause();
        LOG.warnf(
                "event=kafka-client-not-made client=%s reason=%s",
                client, (cause == null ? failure : cause).getClass().getSimpleName());
    }

    @PreDestroy
    void close() {
        writers.forEach(Writer::close);
    }

    /** The headers of a CloudEvent in binary mode. */
    public static List<Header> cloudEvent(
            UUID id, String type, String subject, long sequence, Instant time) {
        return List.of(
                SPECVERSION,
                header("ce_id", id.toString()),
                SOURCE,
                header("ce_type", type),
                header("ce_subject", subject),
                header("ce_time", WireJson.format(time)),
                header("ce_sequence", Long.toString(sequence)),
                CONTENT_TYPE);
    }

    /** The CloudEvents type of a record; empty where it has none. */
    public static String type(ConsumerRecord<String, String> found) {
        var type = found.headers().lastHeader("ce_type");
        return type == null ? "" : new String(type.value(), StandardCharsets.UTF_8);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A record without its topic and key. */
    public record Message(Iterable<Header> headers, String value) {}

    /**
     * One producer, on a thread of its own: Kafka's send blocks while it does not know its brokers,
     * and there is no producer while their names are not known.
     */
    public static final class Writer {
        private final Map<String, Object> settings;
        private final String name;
        private final ExecutorService thread;
        private final Duration patience;
        private volatile @Nullable KafkaProducer<String, String> producer;
        private long triedAt;

        private Writer(Map<String, Object> settings, String name, Duration patience) {
            this.settings = settings;
            this.name = name;
            this.patience = patience;
            this.thread =
                    Executors.newSingleThreadExecutor(
                            Thread.ofPlatform().name("kafka-" + name).daemon().factory());
            this.triedAt = System.nanoTime() - AGAIN.toNanos();
            thread.execute(this::open);
        }

        /** Null where it can't be made, or could not a moment ago. */
        private @Nullable KafkaProducer<String, String> open() {
            var open = producer;
            if (open == null && System.nanoTime() - triedAt >= AGAIN.toNanos()) {
                try {
                    open = new KafkaProducer<>(settings);
                    producer = open;
                } catch (KafkaException e) {
                    notMade(name, e);
                }
                triedAt = System.nanoTime();
            }
            return open;
        }

        /**
         * Sends at once, in the order of the calls; the Uni is only how the end is heard. It may be
         * heard on Kafka's thread.
         */
        public Uni<RecordMetadata> send(
                String topic, String key, Iterable<Header> headers, String value) {
            var sent = new CompletableFuture<RecordMetadata>();
            var message = new ProducerRecord<>(topic, null, key, value, headers);
            long asked = System.nanoTime();
            thread.execute(() ->
                    send(
                            message,
                            asked,
                            (metadata, failure) -> {
                                if (failure == null) {
                                    sent.complete(metadata);
                                } else {
                                    sent.completeExceptionally(failure);
                                }
                            }));
            return Uni.createFrom().completionStage(sent);
        }

        /**
         * Sends several records of one key, as {@link #send(String, String, Iterable, String)} one.
         * Fails once all have ended, where any has failed.
         */
        public Uni<Void> send(String topic, String key, List<Message> messages) {
            var sent = new Several(messages.size());
            long asked = System.nanoTime();
            thread.execute(() -> {
                for (var message : messages) {
                    send(
                            new ProducerRecord<>(topic, null, key, message.value, message.headers),
                            asked,
                            sent);
                }
            });
            return Uni.createFrom().completionStage(sent.all);
        }

        private void send(ProducerRecord<String, String> record, long asked, Callback sent) {
            if (System.nanoTime() - asked > patience.toNanos()) {
                // the ones before it waited in vain for a broker: not each by itself
                sent.onCompletion(null, new TimeoutException("no broker"));
                return;
            }
            var open = open();
            if (open == null) {
                sent.onCompletion(null, new TimeoutException("no broker is known"));
                return;
            }
            try {
                open.send(record, sent);
            } catch (RuntimeException e) {
                sent.onCompletion(null, e);
            }
        }

        private void close() {
            thread.shutdown();
            var open = producer;
            if (open != null) {
                open.close(Duration.ofSeconds(2));
            }
        }
    }

    /** Waits for the end of several records. */
    private static final class Several implements Callback {
        private final CompletableFuture<Void> all = new CompletableFuture<>();
        private final AtomicInteger left;
        private volatile @Nullable Exception failed;

        Several(int count) {
            left = new AtomicInteger(count);
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            if (failure != null) {
                failed = failure;
            }
            if (left.decrementAndGet() == 0) {
                var why = failed;
                if (why == null) {
                    all.complete(null);
                } else {
                    all.completeExceptionally(why);
                }
            }
        }
    }
}
