package dev.mayday.location;

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
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The tables of tracks, one a day: makes those of the coming week, and drops those that are older
 * than anything is kept. As due work, so one node does it.
 */
@ApplicationScoped
class TrackDays implements TimerHandler {
    private static final Logger LOG = Logger.getLogger(TrackDays.class);
    private static final String KIND = "track-days";
    private static final int AHEAD = 7;

    /**
     * What no day has a table for: late fixes of days that are dropped, and alerts that were raised
     * long after they were pressed, which keep theirs.
     */
    private static final String REST =
            """
            DELETE FROM fix_rest f WHERE f.at < $1
              AND NOT EXISTS (SELECT FROM alert a WHERE a.id = f.subject_id)
            """;

    private final RetentionRounds rounds;
    private final MaydayClock clock;
    private final RetentionSettings retention;

    TrackDays(RetentionRounds rounds, MaydayClock clock, RetentionSettings retention) {
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
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var before = now.minus(retention.longest());
        return Sql.row("SELECT make_fix_days($1, $2)", today, today.plusDays(AHEAD))
                .invoke(made -> say("track-days-made", made))
                .flatMap(made -> Sql.row("SELECT drop_fix_days($1)", before))
                .invoke(dropped -> say("track-days-dropped", dropped))
                .flatMap(dropped -> Sql.change(REST, before))
                .flatMap(rest -> rounds.next(KIND, now));
    }

    private static void say(String event, Object @Nullable [] count) {
        if (count != null && !Integer.valueOf(0).equals(count[0])) {
            LOG.infof("event=%s days=%s", event, count[0]);
        }
    }
}
