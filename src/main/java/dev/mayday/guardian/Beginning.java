package dev.mayday.guardian;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How an alert or a sharing begins for a subscription to everything.
 *
 * @param lock of the subscription
 * @param register makes it noticed what happens in one
 * @param wanted whether it is to be followed
 */
record Beginning(
        Object lock,
        Watchlist watched,
        Telling telling,
        Function<Watched, Uni<Void>> register,
        Predicate<UUID> wanted) {

    /** By a snapshot, or by what was missed since its reader knew it, if that was as the same. */
    Uni<Void> begin(Watched next, Cursor.@Nullable Position position) {
        return register.apply(next)
                .flatMap(done ->
                        position != null && position.owner() == next.owner
                                ? telling.missed(next, position)
                                : telling.begin(null, next));
    }

    boolean isWatched(UUID subject) {
        synchronized (lock) {
            return watched.has(subject);
        }
    }
}
