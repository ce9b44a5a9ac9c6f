package dev.mayday.clock;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * When what is too old is looked for: at once after each start, and then so often as is set. As due
 * work, so one node does it; whose it is plans its own next round.
 */
@ApplicationScoped
public class RetentionRounds {
    private static final Logger LOG = Logger.getLogger(RetentionRounds.class);

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

    /** There is more to do: again at once; in the ambient transaction. */
    public Uni<Void> again(String kind, Instant now) {
        return plan(kind, now);
    }

    private Uni<Void> plan(String kind, Instant at) {
        return retention.every().isZero()
                ? Uni.createFrom().voidItem()
                : timers.plan(new Timer(kind, kind, at, null, null, 0));
    }
}
