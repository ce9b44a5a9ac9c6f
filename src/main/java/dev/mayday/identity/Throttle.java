package dev.mayday.identity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what must not happen too often. The window begins with the first and is not prolonged by
 * what comes after it, so nobody is shut out for longer than one. The keys are keyed hashes: the
 * table holds no address.
 */
@ApplicationScoped
class Throttle {
    private static final String LOOK =
            "SELECT key, failures FROM throttle WHERE key = ANY($1) AND resets_at > $2";

    private final Pool pool;
    private final Keys keys;

    Throttle(Pool pool, Keys keys) {
        this.pool = pool;
        this.keys = keys;
    }

    /**
     * What is counted, and how often it may be.
     *
     * @param most how many are allowed within the window
     */
    record Limit(String key, int most, Duration window) {}

    String key(String what, String... of) {
        var hash = keys.hmac("throttle", String.join("\0", of).getBytes(StandardCharsets.UTF_8));
        return what + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /** How often each of these was counted in its window; one that was not is absent. */
    Uni<Map<String, Integer>> counts(List<String> keys, Instant now) {
        return pool.preparedQuery(LOOK)
                .execute(
                        Tuple.tuple()
                                .addArrayOfString(keys.toArray(String[]::new))
                                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    var counts = new HashMap<String, Integer>();
                    rows.forEach(
                            row -> counts.put(row.getString("key"), row.getInteger("failures")));
                    return counts;
                });
    }

    /** Counts one, in the ambient transaction: whether it was within the limit. */
    Uni<Boolean> count(Limit limit, Instant now) {
        return add(limit, 1, now).map(count -> count <= limit.most());
    }

    /** Whether one more would be within the limit; its row is locked until the commit. */
    Uni<Boolean> allows(Limit limit, Instant now) {
        return add(limit, 0, now).map(count -> count < limit.most());
    }

    /** Forgets what was counted. */
    Uni<Void> forget(String key) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery("DELETE FROM throttle WHERE key = :key")
                                .setParameter("key", key)
                                .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Integer> add(Limit limit, int more, Instant now) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        """
                                        INSERT INTO throttle AS t (key, failures, resets_at) VALUES (:key, :more, :resets)
                                        ON CONFLICT (key) DO UPDATE SET
                                            failures = CASE WHEN t.resets_at > :now THEN t.failures + :more ELSE :more END,
                                            resets_at = CASE WHEN t.resets_at > :now THEN t.resets_at ELSE excluded.resets_at END
                                        RETURNING failures
                                        """,
                                        Integer.class)
                                .setParameter("key", limit.key())
                                .setParameter("more", more)
                                .setParameter("resets", now.plus(limit.window()))
                                .setParameter("now", now)
                                .getSingleResult());
    }
}
