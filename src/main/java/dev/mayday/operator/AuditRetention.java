package dev.mayday.operator;

import dev.mayday.clock.RetentionRounds;
import dev.mayday.clock.RetentionSettings;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Forgets what operators did long ago, some at a time; never what is younger than 30 days. */
@ApplicationScoped
class AuditRetention implements TimerHandler {
    private static final Logger LOG = Logger.getLogger(AuditRetention.class);
    private static final String KIND = "audit-retention";

    private static final String OLD =
            """
            SELECT id FROM audit_entry WHERE at < least($1, mayday_now() - interval '30 days') ORDER BY at LIMIT $2
            """;

    /** The records themselves expired long before. */
    private static final String REPLAYS =
            "DELETE FROM replay WHERE at < mayday_now() - interval '30 days'";

    private final RetentionRounds rounds;
    private final RetentionSettings retention;

    AuditRetention(RetentionRounds rounds, RetentionSettings retention) {
        this.rounds = rounds;
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
        return Sql.change(REPLAYS)
                .flatMap(gone ->
                        rounds.forget(KIND, OLD, retention.audit(), AuditRetention::forget));
    }

    private static Uni<Integer> forget(UUID[] ids) {
        return Sql.rows("SELECT set_config('mayday.forgets_audit', 'on', true)")
                .flatMap(meant ->
                        Sql.change("DELETE FROM audit_entry WHERE id = ANY($1)", (Object) ids))
                .invoke(gone -> LOG.infof("event=audit-entries-forgotten count=%d", gone));
    }
}
