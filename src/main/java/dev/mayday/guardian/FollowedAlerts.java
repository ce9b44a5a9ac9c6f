package dev.mayday.guardian;

import dev.mayday.alert.Watching.Visible;
import dev.mayday.guardian.Watched.Kind;
import dev.mayday.identity.Caller;
import dev.mayday.problem.Refused;
import io.smallrye.mutiny.Uni;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The alerts of one account's subscription to everything: which of them begin for it, and how. */
final class FollowedAlerts {
    private final Object lock;
    private final Caller caller;
    private final Watchlist watched;
    private final Telling telling;
    private final Sources from;
    private final Function<Watched, Uni<Void>> register;
    private final Predicate<UUID> wanted;

    /** Found by an event, and not yet registered. */
    private final Set<UUID> beginning = new HashSet<>();

    /**
     * @param lock of the subscription
     * @param register makes it noticed what happens in one
     * @param wanted whether it is to be followed
     */
    FollowedAlerts(
            Object lock,
            Caller caller,
            Watchlist watched,
            Telling telling,
            Sources from,
            Function<Watched, Uni<Void>> register,
            Predicate<UUID> wanted) {
        this.lock = lock;
        this.caller = caller;
        this.watched = watched;
        this.telling = telling;
        this.from = from;
        this.register = register;
        this.wanted = wanted;
    }

    /**
     * Begins each that may be seen, or goes on with it where the cursor was; then those that the
     * cursor alone knows.
     */
    Uni<Void> all(Caller.Account account, Optional<Cursor> cursor) {
        var positions = cursor.map(Cursor::positions).orElse(Map.of());
        return from.watching()
                .visible(account)
                .flatMap(alerts ->
                        Telling.inTurn(alerts, alert -> begin(alert, positions.get(alert.alert()))))
                .flatMap(done ->
                        Telling.inTurn(
                                positions.entrySet().stream()
                                        .filter(known -> known.getValue().kind() == Kind.ALERT)
                                        .filter(known -> !isWatched(known.getKey()))
                                        .toList(),
                                known -> old(known.getKey(), known.getValue())));
    }

    /** Begins each that may be seen and is not watched yet. */
    Uni<Void> unknown(Caller.Account account) {
        return from.watching()
                .visible(account)
                .flatMap(alerts ->
                        Telling.inTurn(
                                alerts.stream()
                                        .filter(alert -> wanted.test(alert.alert()))
                                        .toList(),
                                alert ->
                                        isWatched(alert.alert())
                                                ? Uni.createFrom().voidItem()
                                                : begin(alert, null)));
    }

    /** Whether an event is the first to tell of it: then it is {@link #discovered}. */
    boolean begins(UUID alert) {
        return wanted.test(alert) && beginning.add(alert);
    }

    void isBegun(UUID alert) {
        beginning.remove(alert);
    }

    void discovered(UUID alert) {
        look(alert, next -> register.apply(next).flatMap(done -> telling.begin(null, next)))
                .subscribe()
                .with(
                        done -> {},
                        failure -> {
                            synchronized (lock) {
                                beginning.remove(alert);
                            }
                        });
    }

    private Uni<Void> begin(Visible alert, Cursor.@Nullable Position position) {
        var next = new Watched(Kind.ALERT, alert.alert(), alert.person(), alert.owner(), false);
        return position == null
                ? register.apply(next)
                        .flatMap(done -> telling.begin(null, next))
                        .call(() -> look(next.id, seen -> Uni.createFrom().voidItem()))
                : goOn(next, position);
    }

    /** One that ended long ago, whose end may have been missed, or that may be seen no more. */
    private Uni<Void> old(UUID alert, Cursor.Position position) {
        return look(alert, next -> goOn(next, position))
                .onFailure(Refused.class)
                .recoverWithItem(refused -> {
                    telling.ended(Kind.ALERT, alert, FollowedSharings.NOT_ALLOWED);
                    return null;
                });
    }

    private Uni<Void> goOn(Watched next, Cursor.Position position) {
        return register.apply(next)
                .flatMap(done ->
                        position.owner() == next.owner
                                ? telling.missed(next, position)
                                : telling.begin(null, next));
    }

    /** Does it to the alert as this caller may see it, which is put on record. */
    private Uni<Void> look(UUID alert, Function<Watched, Uni<Void>> then) {
        return from.access()
                .of(caller, alert)
                .call(role -> then.apply(Watched.of(role)))
                .flatMap(from.alerts()::looked);
    }

    private boolean isWatched(UUID alert) {
        synchronized (lock) {
            return watched.has(alert);
        }
    }
}
