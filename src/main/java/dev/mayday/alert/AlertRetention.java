package dev.mayday.alert;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.RetentionRounds;
import dev.mayday.clock.RetentionSettings;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Forgets alerts that ended long enough ago, with their tracks and all that was said and sent of
 * them: some at a time, so that nobody waits for it.
 */
@ApplicationScoped
class AlertRetention implements TimerHandler {
    private static final Logger LOG = Logger.getLogger(AlertRetention.class);
    private static final String KIND = "alert-retention";
    private static final int TOGETHER = 200;

    /**
     * By the end that the owner was shown: else it would be listed for longer after a duress PIN.
     * While a drill's report or a closing notice is still due, it waits.
     */
    private static final String OLD =
            """
            SELECT id FROM alert a WHERE coalesce(owner_ended_at, ended_at) < $1 AND ended_at IS NOT NULL
              AND NOT EXISTS (SELECT FROM timer t WHERE t.alert_id = a.id)
            ORDER BY coalesce(owner_ended_at, ended_at) LIMIT $2
            """;

    private final RetentionRounds rounds;
    private final MaydayClock clock;
    private final RetentionSettings retention;

    AlertRetention(RetentionRounds rounds, MaydayClock clock, RetentionSettings retention) {
        this.rounds = rounds;
        this.clock = clock;
        this.retention = retention;
    }

    void start(@Observes StartupEvent event) {
        rounds.begin(KIND);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        var now = clock.now();
        return Sql.rows(OLD, now.minus(retention.alerts()), TOGETHER)
                .flatMap(rows -> {
                    boolean more = rows.size() == TOGETHER;
                    return forget(rows.stream().map(row -> (UUID) row[0]).toList())
                            .flatMap(done ->
                                    more ? rounds.again(KIND, now) : rounds.next(KIND, now));
                });
    }

    private static Uni<Void> forget(List<UUID> alerts) {
        if (alerts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ids = alerts.toArray(UUID[]::new);
        return Sql.change("DELETE FROM fix WHERE subject_id = ANY($1)", (Object) ids)
                .flatMap(tracks -> Sql.change("DELETE FROM alert WHERE id = ANY($1)", (Object) ids))
                .invoke(gone -> LOG.infof("event=alerts-forgotten count=%d", gone))
                .replaceWithVoid();
    }
}
