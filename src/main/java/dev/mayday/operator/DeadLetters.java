package dev.mayday.operator;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Transactions;
import dev.mayday.identity.Caller;
import dev.mayday.operator.DeadLetterLog.Found;
import dev.mayday.outbox.Outbox;
import dev.mayday.outbox.Topics;
import dev.mayday.problem.Problem;
import dev.mayday.problem.Refused;
import dev.mayday.wire.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Records that a consumer could not do with. What they hold is not shown, for it may be a place.
 * One goes to its topic once more at most, by the outbox.
 */
@ApplicationScoped
class DeadLetters {
    private static final int MOST_COUNTED = 200;

    private static final String REPLAYED =
            """
            SELECT consumer || ':' || log_partition || ':' || log_offset AS id, at FROM replay
            WHERE consumer || ':' || log_partition || ':' || log_offset = ANY($1)
            """;

    private static final String REPLAY =
            "INSERT INTO replay (consumer, log_partition, log_offset, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";

    private final DeadLetterLog log;
    private final Topics topics;
    private final Outbox outbox;
    private final Transactions transactions;
    private final JsonRows rows;
    private final AuditLog audit;
    private final MaydayClock clock;
    private final Vertx vertx;

    DeadLetters(
            DeadLetterLog log,
            Topics topics,
            Outbox outbox,
            Transactions transactions,
            JsonRows rows,
            AuditLog audit,
            MaydayClock clock,
            Vertx vertx) {
        this.log = log;
        this.topics = topics;
        this.outbox = outbox;
        this.transactions = transactions;
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
        this.vertx = vertx;
    }

    /**
     * @param id {@code <consumer>:<partition>:<offset>}
     * @param consumer notifications or recorder
     * @param topic where it came from; absent if it does not say
     * @param partition of the consumer's topic of dead letters, as the offset
     * @param at when it was put there
     * @param reason why the consumer could not do with it
     * @param size of what it holds, in bytes
     */
    @Schema(name = "DeadLetter")
    record Line(
            String id,
            String consumer,
            @Nullable String topic,
            int partition,
            long offset,
            Instant at,
            @Nullable String reason,
            @Nullable String key,
            int size,
            @Nullable Instant replayedAt) {}

    record Replayed(String id, Instant at) {}

    /** By consumer, in each the newest first. Fails with try-later without a broker. */
    Uni<Page<Line>> list(
            Caller.Account reader,
            @Nullable String consumer,
            @Nullable DeadLetterId after,
            int limit) {
        return reading(() -> log.read(consumer, after, limit + 1, found -> !isOf(reader, found)))
                .flatMap(found -> {
                    boolean more = found.size() > limit;
                    var shown = more ? found.subList(0, limit) : found;
                    return lines(shown)
                            .map(lines ->
                                    new Page<>(lines, more ? shown.getLast().id().cursor() : null));
                });
    }

    /** How many were not replayed, counted up to 200; null where that is not to be had. */
    Uni<@Nullable Integer> waiting(Caller.Account reader) {
        return list(reader, null, null, MOST_COUNTED)
                .map(page ->
                        (Integer)
                                (int)
                                        page.items().stream()
                                                .filter(one -> one.replayedAt() == null)
                                                .count())
                .onFailure(Refused.class)
                .recoverWithItem((Integer) null);
    }

    /** Fails with not-found, already-replayed, not-replayable, try-later. */
    Uni<Void> replay(Caller.Account operator, DeadLetterId id) {
        return reading(() -> log.one(id))
                .flatMap(found -> {
                    if (found == null || isOf(operator, found)) {
                        throw Problem.notFound().refused();
                    }
                    var topic = origin(found);
                    var data = found.record().value();
                    if (topic == null || data == null || data.indexOf(0) >= 0) {
                        throw Problem.conflict(
                                        "not-replayable",
                                        "it does not say where it came from, or holds nothing that"
                                                + " can be sent")
                                .refused();
                    }
                    return transactions.write(() -> replay(operator, found, topic, data));
                });
    }

    private Uni<Void> replay(Caller.Account operator, Found found, String topic, String data) {
        var id = found.id();
        return Sql.change(REPLAY, id.consumer(), id.partition(), id.offset(), clock.now())
                .invoke(added -> {
                    if (added == 0) {
                        throw Problem.conflict(
                                        "already-replayed", "it was sent to its topic before")
                                .refused();
                    }
                })
                .flatMap(added ->
                        outbox.add(
                                topic,
                                Objects.requireNonNullElse(found.record().key(), ""),
                                Objects.requireNonNullElse(
                                        header(found, "ce_type"), "dev.mayday.replayed"),
                                Objects.requireNonNullElse(
                                        header(found, "ce_subject"), id.toString()),
                                sequence(found),
                                data))
                .flatMap(done ->
                        audit.add(operator, Action.REPLAY, null, "dead-letter/" + id, null));
    }

    private Uni<List<Line>> lines(List<Found> found) {
        var ids = found.stream().map(one -> one.id().toString()).toArray(String[]::new);
        return transactions
                .quietly(() -> rows.all(Replayed.class, REPLAYED, (Object) ids))
                .map(replayed -> {
                    var at = new HashMap<String, Instant>();
                    replayed.forEach(one -> at.put(one.id(), one.at()));
                    return found.stream().map(one -> line(one, at)).toList();
                });
    }

    private Line line(Found found, Map<String, Instant> replayed) {
        var id = found.id();
        return new Line(
                id.toString(),
                id.consumer(),
                origin(found),
                id.partition(),
                id.offset(),
                Instant.ofEpochMilli(found.record().timestamp()),
                header(found, "dead-letter-reason"),
                found.record().key(),
                Math.max(0, found.record().serializedValueSize()),
                replayed.get(id.toString()));
    }

    /** A consumer reads nothing but its own topics, whatever a record says. */
    private @Nullable String origin(Found found) {
        if (found.id().consumer().equals("recorder")) {
            return topics.locations();
        }
        var said = header(found, "dead-letter-topic");
        return Topics.CHANNELS.stream()
                .map(topics::notifications)
                .filter(topic -> topic.equals(said))
                .findFirst()
                .orElse(null);
    }

    /** Its key is the person. */
    private static boolean isOf(Caller.Account reader, Found found) {
        return reader.person().toString().equals(found.record().key());
    }

    private static @Nullable String header(Found found, String name) {
        var header = found.record().headers().lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8).replace("\0", "");
    }

    private static long sequence(Found found) {
        try {
            var said = header(found, "ce_sequence");
            return said == null ? 0 : Long.parseLong(said);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** On a thread of its own, since Kafka's client blocks. */
    private <T extends @Nullable Object> Uni<T> reading(Supplier<T> read) {
        Context caller = vertx.getOrCreateContext();
        return Uni.createFrom()
                .item(read)
                .runSubscriptionOn(
                        command -> Thread.ofVirtual().name("dead-letters").start(command))
                .onFailure(KafkaException.class)
                .transform(e ->
                        Problem.tryLater("the dead letters can't be read: no broker answers")
                                .refused())
                .emitOn(command -> caller.runOnContext(ignored -> command.run()));
    }
}
