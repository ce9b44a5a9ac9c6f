package dev.mayday.sharing;

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

/** Forgets sharings that ended long enough ago, with their tracks: some at a time. */
@ApplicationScoped
class SharingRetention implements TimerHandler {
    private static final Logger LOG = Logger.getLogger(SharingRetention.class);
    private static final String KIND = "sharing-retention";

    private static final String OLD =
            "SELECT id FROM sharing WHERE ends_at < $1 ORDER BY ends_at LIMIT $2";

    private final RetentionRounds rounds;
    private final RetentionSettings retention;
    private final Tracks tracks;

    SharingRetention(RetentionRounds rounds, RetentionSettings retention, Tracks tracks) {
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
        return rounds.forget(KIND, OLD, retention.sharings(), this::forget);
    }

    private Uni<Integer> forget(UUID[] ids) {
        return tracks.forget(ids)
                .flatMap(done -> Sql.change("DELETE FROM sharing WHERE id = ANY($1)", (Object) ids))
                .invoke(gone -> LOG.infof("event=sharings-forgotten count=%d", gone));
    }
}
