package dev.mayday.clock;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * When what is too old is looked for: at once after each start, and then so often as is set. As due
 * work, so one node does it; whose it is plans its own next round.
 */
@ApplicationScoped
public class RetentionRounds {
    private static final Logger LOG = Logger.getLogger(RetentionRounds.class);
    private static final int TOGETHER = 200;

    private final Timers timers;
    private final Transactions transactions;
    private final Roles roles;
    private final MaydayClock clock;
    private final RetentionSettings retention;

    RetentionRounds(
            Timers timers,
            Transactions transactions,
            Roles roles,
            MaydayClock clock,
            RetentionSettings retention) {
        this.timers = timers;
        this.transactions = transactions;
        this.roles = roles;
        this.clock = clock;
        this.retention = retention;
    }

    /** At the start of a process. */
    public void begin(String kind) {
        if (roles.has(Roles.Role.CLOCK)) {
            transactions
                    .write(() -> plan(kind, clock.now()))
                    .subscribe()
                    .with(
                            planned -> {},
                            failure -> LOG.warnf("event=%s-not-planned failure=%s", kind, failure));
        }
    }

    /** The next one after this; in the ambient transaction. */
    public Uni<Void> next(String kind, Instant now) {
        return plan(kind, now.plus(retention.every()));
    }

    /**
     * One round of what is forgotten one by one: some at a time, so that nobody waits for it, and
     * again at once where there are more; in the ambient transaction.
     *
     * @param old finds the ids of what ended before {@code $1}, the oldest first, {@code $2} at
     *     most
     * @param forget deletes what has these ids, and says how many there were
     */
    public Uni<Void> forget(
            String kind, String old, Duration kept, Function<UUID[], Uni<Integer>> forget) {
        var now = clock.now();
        return Sql.rows(old, now.minus(kept), TOGETHER)
                .flatMap(rows -> {
                    var ids = rows.stream().map(row -> (UUID) row[0]).toArray(UUID[]::new);
                    var forgotten =
                            ids.length == 0
                                    ? Uni.createFrom().voidItem()
                                    : forget.apply(ids).replaceWithVoid();
                    return forgotten.flatMap(
                            done -> ids.length == TOGETHER ? plan(kind, now) : next(kind, now));
                });
    }

    private Uni<Void> plan(String kind, Instant at) {
        return retention.every().isZero()
                ? Uni.createFrom().voidItem()
                : timers.plan(new Timer(kind, kind, at, null, null, 0));
    }
}
