package dev.mayday.alert;

import dev.mayday.clock.Sql;
import dev.mayday.clock.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that the ambient transaction holds still, each of them once, since it counts its own
 * events. Most are locked to be read, by a plain statement; what is to be changed is locked by the
 * mapping ({@link Alerts#lock}).
 */
final class LockedAlerts {
    private static final String LOCK =
            "SELECT "
                    + AlertEntity.COLUMNS
                    + " FROM alert a WHERE a.id = ANY($1) ORDER BY a.id FOR NO KEY UPDATE";

    private final Map<UUID, AlertEntity> locked = new HashMap<>();

    private LockedAlerts() {}

    private static LockedAlerts ofTransaction() {
        return Transactions.kept("mayday.locked-alerts", LockedAlerts::new);
    }

    /**
     * Those of them that are there, each under its row's lock. They are locked in one order, so
     * that two that take several never wait for each other.
     */
    static Uni<List<AlertEntity>> lock(Collection<UUID> ids) {
        return Uni.createFrom()
                .deferred(() -> {
                    var all = ofTransaction();
                    return all.lockMissing(ids).map(done -> all.these(ids));
                });
    }

    private Uni<Void> lockMissing(Collection<UUID> ids) {
        var missing = ids.stream().filter(id -> !locked.containsKey(id)).toArray(UUID[]::new);
        return missing.length == 0
                ? Uni.createFrom().voidItem()
                : Sql.rows(LOCK, (Object) missing)
                        .invoke(rows ->
                                rows.stream()
                                        .map(AlertEntity::read)
                                        .forEach(alert -> locked.put(alert.id, alert)))
                        .replaceWithVoid();
    }

    private List<AlertEntity> these(Collection<UUID> ids) {
        return ids.stream().map(locked::get).filter(Objects::nonNull).toList();
    }

    /** The same of one. */
    static Uni<@Nullable AlertEntity> lock(UUID id) {
        return lock(List.of(id)).map(found -> found.isEmpty() ? null : found.getFirst());
    }

    /** This one, which is locked by the mapping, is the one that there is. */
    static void changing(AlertEntity alert) {
        var other = ofTransaction().locked.put(alert.id, alert);
        if (other != null && other != alert) {
            throw new IllegalStateException("an alert that is locked to be read can't be changed");
        }
    }
}
