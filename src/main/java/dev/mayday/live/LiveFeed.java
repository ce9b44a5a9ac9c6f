package dev.mayday.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.clock.Listening;
import dev.mayday.location.LoggedFix;
import dev.mayday.location.Partitions;
import dev.mayday.outbox.KafkaLog;
import dev.mayday.outbox.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the people who are followed on this node, as it happens. Events of alerts come
 * from {@code mayday.alerts}, and from the outbox itself while Kafka takes nothing; places from the
 * end of {@code mayday.locations}, of which it keeps what the recorder may not have written yet, so
 * that a snapshot from the database and what follows fit without a gap.
 */
@ApplicationScoped
public class LiveFeed {
    private static final Logger LOG = Logger.getLogger(LiveFeed.class);
    private static final int MOST_BUFFERED = 50_000;
    private static final long BUFFERED_NANOS = Duration.ofSeconds(120).toNanos();
    private static final Duration DEAF = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Pool pool;
    private final Topics topics;
    private final Partitions partitions;
    private final Listening listening;
    private final ObjectMapper json;
    private final Tail alerts;
    private final Tail locations;
    private final Map<UUID, Set<Follower>> followers = new HashMap<>();
    private final Map<Integer, Deque<Logged>> buffers = new HashMap<>();
    private boolean deaf;

    LiveFeed(
            Vertx vertx,
            Pool pool,
            KafkaLog log,
            Topics topics,
            Partitions partitions,
            Listening listening,
            ObjectMapper json,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.pool = pool;
        this.topics = topics;
        this.partitions = partitions;
        this.listening = listening;
        this.json = json;
        this.alerts = new Tail(topics.alerts(), log, partition -> Tail.END, this::alert);
        this.locations = new Tail(topics.locations(), log, this::recordedUpTo, this::location);
        metrics.gauge("mayday.live.followed", followers, Map::size);
    }

    /** A fix in the tail of the log, as it stands there: few of them are ever wanted. */
    private record Logged(String person, String text, long offset, long nanos) {}

    void start(@Observes StartupEvent event) {
        alerts.start();
        locations.start();
        vertx.setPeriodic(1_000, timer -> look());
        listening.onReturn(this::lookAgain);
    }

    void stop(@Observes ShutdownEvent event) {
        alerts.stop();
        locations.stop();
    }

    /**
     * Follows a person. @return done once nothing that happens later can be missed, or without a
     * broker after a second
     */
    public Uni<Void> follow(UUID person, Follower follower) {
        int partition = partitions.of(person);
        CompletableFuture<Void> ready;
        synchronized (this) {
            followers.computeIfAbsent(person, key -> new LinkedHashSet<>()).add(follower);
            ready =
                    follower.wantsPlaces()
                            ? CompletableFuture.allOf(
                                    alerts.need(partition), locations.need(partition))
                            : alerts.need(partition);
        }
        if (ready.isDone()) {
            return Uni.createFrom().voidItem();
        }
        ready.thenRun(follower::lookAgain);
        // a copy: whoever waits no longer cancels it, and others wait for the same
        return Uni.createFrom()
                .completionStage(ready.copy())
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem((Void) null)
                .replaceWithVoid();
    }

    public synchronized void unfollow(UUID person, Follower follower) {
        var others = followers.get(person);
        if (others == null || !others.remove(follower)) {
            return;
        }
        if (others.isEmpty()) {
            followers.remove(person);
        }
        int partition = partitions.of(person);
        if (others.isEmpty() && !isNeeded(partition, any -> true)) {
            alerts.release(partition);
        }
        if (follower.wantsPlaces() && !isNeeded(partition, Follower::wantsPlaces)) {
            locations.release(partition);
            buffers.remove(partition);
        }
    }

    private boolean isNeeded(int partition, Predicate<Follower> by) {
        return followers.entrySet().stream()
                .anyMatch(followed ->
                        followed.getValue().stream().anyMatch(by)
                                && partitions.of(followed.getKey()) == partition);
    }

    /**
     * Hands what is kept of the log from an offset on, and then lets the follower go on with what
     * comes: nothing in between is missed, since both happen under the lock of this feed.
     *
     * @param from as the database has recorded the person's partition
     * @param each takes a fix and its offset
     * @param then makes the follower one that goes on
     */
    public synchronized void replay(
            UUID person, long from, ObjLongConsumer<LoggedFix> each, Runnable then) {
        var buffer = buffers.get(partitions.of(person));
        if (buffer != null) {
            var key = person.toString();
            for (var logged : buffer) {
                if (logged.offset >= from && logged.person.equals(key)) {
                    var fix = read(logged.text, logged.offset);
                    if (fix != null) {
                        each.accept(fix, logged.offset);
                    }
                }
            }
        }
        then.run();
    }

    private void alert(ConsumerRecord<String, String> found) {
        event(found.key(), KafkaLog.type(found), found.value());
    }

    /** Most of what happens is wanted by nobody here. */
    private void event(String person, String type, String text) {
        boolean detail = !type.equals(AlertEvent.ALERT);
        var wanting = followers(UUID.fromString(person), detail);
        if (wanting.isEmpty()) {
            return; // whoever comes now reads the database first, which has it
        }
        try {
            var event = json.readValue(text, AlertEvent.class);
            synchronized (this) {
                followers(event.personId(), detail).forEach(follower -> follower.event(event));
            }
        } catch (JsonProcessingException e) {
            LOG.errorf("event=live-record-unreadable topic=alerts");
        }
    }

    private synchronized List<Follower> followers(UUID person, boolean detail) {
        return followers.getOrDefault(person, Set.of()).stream()
                .filter(follower -> !detail || follower.wantsDetails())
                .toList();
    }

    private synchronized void location(ConsumerRecord<String, String> found) {
        var buffer = buffers.computeIfAbsent(found.partition(), key -> new ArrayDeque<>());
        if (!buffer.isEmpty() && buffer.getLast().offset >= found.offset()) {
            buffer.clear(); // it is read anew from before
        }
        buffer.add(new Logged(found.key(), found.value(), found.offset(), System.nanoTime()));
        if (buffer.size() > MOST_BUFFERED) {
            buffer.remove();
        }
        var wanting =
                followers.getOrDefault(UUID.fromString(found.key()), Set.of()).stream()
                        .filter(Follower::wantsPlaces)
                        .toList();
        if (!deaf && !wanting.isEmpty()) {
            var fix = read(found.value(), found.offset());
            if (fix != null) {
                wanting.forEach(follower -> follower.fix(fix, found.offset()));
            }
        }
    }

    private @Nullable LoggedFix read(String text, long offset) {
        try {
            return json.readValue(text, LoggedFix.class);
        } catch (JsonProcessingException e) {
            LOG.errorf("event=live-record-unreadable topic=locations offset=%d", offset);
            return null;
        }
    }

    /** Everyone reads the truth: something may have been missed. */
    private void lookAgain() {
        Set<Follower> all = new LinkedHashSet<>();
        synchronized (this) {
            followers.values().forEach(all::addAll);
        }
        all.forEach(Follower::lookAgain);
    }

    /**
     * Once a second: what Kafka has not taken yet, how far the recorder is, and whether ends of
     * rights can be heard.
     */
    private void look() {
        boolean nowDeaf = listening.deafFor().compareTo(DEAF) > 0;
        boolean hearsAgain;
        UUID[] persons;
        synchronized (this) {
            hearsAgain = deaf && !nowDeaf;
            deaf = nowDeaf;
            persons = followers.keySet().toArray(UUID[]::new);
        }
        if (hearsAgain) {
            lookAgain();
        }
        if (persons.length > 0) {
            pool.query("SELECT partition, next_offset FROM recorded")
                    .execute()
                    .subscribe()
                    .with(
                            rows -> {
                                rows.forEach(row ->
                                        trim(
                                                row.getInteger("partition"),
                                                row.getLong("next_offset")));
                            },
                            failure -> LOG.debugf("event=live-look-failed"));
            unsent(persons);
        }
    }

    private void unsent(UUID[] persons) {
        var keys = new ArrayList<String>();
        for (UUID person : persons) {
            keys.add(person.toString());
        }
        pool.preparedQuery(
                        "SELECT key, type, data FROM outbox WHERE topic = $1 AND key = ANY($2) AND created_at"
                                + " < mayday_now() - interval '1 second' ORDER BY id LIMIT 5000")
                .execute(Tuple.of(topics.alerts(), keys.toArray(String[]::new)))
                .subscribe()
                .with(
                        rows ->
                                rows.forEach(row ->
                                        event(
                                                row.getString("key"),
                                                row.getString("type"),
                                                row.getString("data"))),
                        failure -> LOG.debugf("event=live-look-failed"));
    }

    private synchronized void trim(int partition, long next) {
        var buffer = buffers.get(partition);
        long old = System.nanoTime() - BUFFERED_NANOS;
        while (buffer != null
                && !buffer.isEmpty()
                && buffer.element().offset < next
                && buffer.element().nanos < old) {
            buffer.remove();
        }
    }

    private long recordedUpTo(int partition) {
        var rows =
                pool.preparedQuery("SELECT next_offset FROM recorded WHERE partition = $1")
                        .execute(Tuple.of(partition))
                        .await()
                        .atMost(Duration.ofSeconds(3));
        return rows.size() == 0 ? 0 : rows.iterator().next().getLong(0);
    }
}
