package dev.mayday.alert;

import dev.mayday.clock.RetentionRounds;
import dev.mayday.clock.RetentionSettings;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.location.Tracks;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
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
    private final RetentionSettings retention;
    private final Tracks tracks;

    AlertRetention(RetentionRounds rounds, RetentionSettings retention, Tracks tracks) {
        this.rounds = rounds;
        this.retention = retention;
        this.tracks = tracks;
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
        return rounds.forget(KIND, OLD, retention.alerts(), this::forget);
    }

    private Uni<Integer> forget(UUID[] ids) {
        return tracks.forget(ids)
                .flatMap(done -> Sql.change("DELETE FROM alert WHERE id = ANY($1)", (Object) ids))
                .invoke(gone -> LOG.infof("event=alerts-forgotten count=%d", gone));
    }
}
