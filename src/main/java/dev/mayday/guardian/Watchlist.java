package dev.mayday.guardian;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription watches, in the order of what last happened: a cursor holds the latest, and
 * what its reader knew before and is yet to go on with. Guarded by the subscription.
 */
final class Watchlist {
    /** More than fit in a cursor. */
    private static final int MOST = 24;

    private final LinkedHashMap<UUID, Watched> watched = new LinkedHashMap<>(16, 0.75f, true);
    private Map<UUID, Cursor.Position> resuming = Map.of();

    /** To look at it makes it the latest. */
    @Nullable Watched get(UUID id) {
        return watched.get(id);
    }

    boolean has(UUID id) {
        return watched.containsKey(id);
    }

    boolean has(Watched one) {
        return watched.get(one.id) == one;
    }

    void add(Watched one) {
        watched.put(one.id, one);
    }

    void remove(UUID id) {
        watched.remove(id);
    }

    void clear() {
        watched.clear();
    }

    List<Watched> all() {
        return List.copyOf(watched.values());
    }

    List<Watched> all(Predicate<Watched> wanted) {
        return watched.values().stream().filter(wanted).toList();
    }

    /** The persons of those that are wanted. */
    Set<UUID> persons(Predicate<Watched> wanted) {
        return watched.values().stream()
                .filter(wanted)
                .map(one -> one.person)
                .collect(Collectors.toSet());
    }

    /** What its reader was told of on an earlier connection; empty once all has gone on. */
    void resuming(Map<UUID, Cursor.Position> positions) {
        resuming = positions;
    }

    /** Where a subscription to this one alone stands. */
    static String cursor(Watched one) {
        return new Cursor(Instant.EPOCH, Map.of(one.id, one.position())).encode();
    }

    /** Where a subscription to everything stands, this one being the latest. */
    String cursor(Watched latest, Instant now) {
        watched.get(latest.id);
        var positions = new LinkedHashMap<UUID, Cursor.Position>();
        watched.sequencedValues().reversed().stream()
                .filter(Watched::known)
                .limit(MOST)
                .forEach(one -> positions.put(one.id, one.position()));
        resuming.forEach(positions::putIfAbsent);
        return new Cursor(now, positions).encode();
    }
}
