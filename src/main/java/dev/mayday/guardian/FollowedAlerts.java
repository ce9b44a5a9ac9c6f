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
import org.jspecify.annotations.Nullable;

/** The alerts of one account's subscription to everything: which of them begin for it, and how. */
final class FollowedAlerts {
    private final Caller caller;
    private final Sources from;
    private final Beginning beginning;

    /** Found by an event, and not yet registered. */
    private final Set<UUID> found = new HashSet<>();

    FollowedAlerts(Caller caller, Sources from, Beginning beginning) {
        this.caller = caller;
        this.from = from;
        this.beginning = beginning;
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
                                        .filter(known -> !beginning.isWatched(known.getKey()))
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
                                        .filter(alert -> beginning.wanted().test(alert.alert()))
                                        .toList(),
                                alert ->
                                        beginning.isWatched(alert.alert())
                                                ? Uni.createFrom().voidItem()
                                                : begin(alert, null)));
    }

    /** Whether an event is the first to tell of it: then it is {@link #discovered}. */
    boolean begins(UUID alert) {
        return beginning.wanted().test(alert) && found.add(alert);
    }

    void isBegun(UUID alert) {
        found.remove(alert);
    }

    void discovered(UUID alert) {
        look(alert, next -> beginning.begin(next, null))
                .subscribe()
                .with(
                        done -> {},
                        failure -> {
                            synchronized (beginning.lock()) {
                                found.remove(alert);
                            }
                        });
    }

    private Uni<Void> begin(Visible alert, Cursor.@Nullable Position position) {
        var next = new Watched(Kind.ALERT, alert.alert(), alert.person(), alert.owner(), false);
        var begun = beginning.begin(next, position);
        return position == null
                ? begun.call(() -> look(next.id, seen -> Uni.createFrom().voidItem()))
                : begun;
    }

    /** One that ended long ago, whose end may have been missed, or that may be seen no more. */
    private Uni<Void> old(UUID alert, Cursor.Position position) {
        return look(alert, next -> beginning.begin(next, position))
                .onFailure(Refused.class)
                .recoverWithItem(refused -> {
                    beginning.telling().ended(Kind.ALERT, alert, FollowedSharings.NOT_ALLOWED);
                    return null;
                });
    }

    /** Does it to the alert as this caller may see it, which is put on record. */
    private Uni<Void> look(UUID alert, Function<Watched, Uni<Void>> then) {
        return from.access()
                .of(caller, alert)
                .call(role -> then.apply(Watched.of(role)))
                .flatMap(from.alerts()::looked);
    }
}
