package dev.mayday.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Makes the topics that are missing, as soon as there is a broker: the service starts without one.
 * Alerts and locations have the same key and the same number of partitions; what they hold expires
 * in 72 hours.
 */
@ApplicationScoped
class TopicSetup {
    private static final Logger LOG = Logger.getLogger(TopicSetup.class);
    private static final Duration KEPT = Duration.ofHours(72);

    private final String servers;
    private final Topics topics;
    private final int partitions;
    private final Optional<Short> replicas;
    private volatile boolean stopped;

    TopicSetup(
            @ConfigProperty(name = "kafka.bootstrap.servers") String servers,
            Topics topics,
            @ConfigProperty(name = "mayday.kafka.partitions", defaultValue = "12") int partitions,
            @ConfigProperty(name = "mayday.kafka.replicas") Optional<Short> replicas) {
        this.servers = servers;
        this.topics = topics;
        this.partitions = partitions;
        this.replicas = replicas;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("topic-setup").start(this::untilDone);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void untilDone() {
        KafkaLog.made(this::admin, () -> stopped).ifPresent(this::untilDone);
    }

    private Admin admin() {
        return Admin.create(
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000,
                        AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000));
    }

    private void untilDone(Admin admin) {
        try (admin) {
            while (!stopped && !make(admin)) {
                LOG.warn("event=topics-waiting-for-broker");
            }
        }
    }

    private boolean make(Admin admin) {
        boolean done = true;
        for (var made : admin.createTopics(wanted()).values().values()) {
            try {
                made.get(10, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                done &= e.getCause() instanceof TopicExistsException;
            } catch (TimeoutException e) {
                done = false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
        return done;
    }

    private List<NewTopic> wanted() {
        var wanted = new ArrayList<NewTopic>();
        wanted.add(topic(topics.alerts(), partitions));
        wanted.add(topic(topics.locations(), partitions));
        for (String channel : Topics.CHANNELS) {
            wanted.add(topic(topics.notifications(channel), partitions));
        }
        wanted.add(topic(topics.notifications("heartbeat"), 1));
        wanted.add(topic(topics.deadLetters("notifications"), 1));
        wanted.add(topic(topics.deadLetters("recorder"), 1));
        return wanted;
    }

    private NewTopic topic(String name, int parts) {
        return new NewTopic(name, Optional.of(parts), replicas)
                .configs(
                        Map.of(
                                TopicConfig.RETENTION_MS_CONFIG, Long.toString(KEPT.toMillis()),
                                TopicConfig.SEGMENT_MS_CONFIG,
                                        Long.toString(Duration.ofHours(1).toMillis())));
    }
}
