package dev.mayday.sharing;

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

/** Forgets sharings that ended long enough ago, with their tracks: some at a time. */
@ApplicationScoped
class SharingRetention implements TimerHandler {
    private static final Logger LOG = Logger.getLogger(SharingRetention.class);
    private static final String KIND = "sharing-retention";
    private static final int TOGETHER = 200;

    private final RetentionRounds rounds;
    private final MaydayClock clock;
    private final RetentionSettings retention;

    SharingRetention(RetentionRounds rounds, MaydayClock clock, RetentionSettings retention) {
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
        return Sql.rows(
                        "SELECT id FROM sharing WHERE ends_at < $1 ORDER BY ends_at LIMIT $2",
                        now.minus(retention.sharings()),
                        TOGETHER)
                .flatMap(rows -> {
                    boolean more = rows.size() == TOGETHER;
                    return forget(rows.stream().map(row -> (UUID) row[0]).toList())
                            .flatMap(done ->
                                    more ? rounds.again(KIND, now) : rounds.next(KIND, now));
                });
    }

    private static Uni<Void> forget(List<UUID> sharings) {
        if (sharings.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ids = sharings.toArray(UUID[]::new);
        return Sql.change("DELETE FROM fix WHERE subject_id = ANY($1)", (Object) ids)
                .flatMap(tracks ->
                        Sql.change("DELETE FROM sharing WHERE id = ANY($1)", (Object) ids))
                .invoke(gone -> LOG.infof("event=sharings-forgotten count=%d", gone))
                .replaceWithVoid();
    }
}
