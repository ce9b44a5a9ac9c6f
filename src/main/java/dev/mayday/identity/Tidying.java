package dev.mayday.identity;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Roles;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.clock.Timers;
import dev.mayday.clock.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Forgets once a day what nobody can use any more: old codes, counts, tokens and sessions. */
@ApplicationScoped
class Tidying implements TimerHandler {
    private static final Logger LOG = Logger.getLogger(Tidying.class);
    private static final String KIND = "identity-tidying";
    private static final Duration AFTER_START = Duration.ofHours(1);
    private static final Duration DAILY = Duration.ofDays(1);

    private final Timers timers;
    private final Transactions transactions;
    private final Roles roles;
    private final MaydayClock clock;
    private final IdentitySettings settings;

    Tidying(
            Timers timers,
            Transactions transactions,
            Roles roles,
            MaydayClock clock,
            IdentitySettings settings) {
        this.timers = timers;
        this.transactions = transactions;
        this.roles = roles;
        this.clock = clock;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        if (roles.has(Roles.Role.CLOCK)) {
            transactions
                    .quietly(() -> plan(AFTER_START))
                    .subscribe()
                    .with(
                            planned -> {},
                            failure -> LOG.warnf("event=tidying-not-planned failure=%s", failure));
        }
    }

    private Uni<Void> plan(Duration in) {
        return timers.plan(new Timer(KIND, KIND, clock.now().plus(in), null, null, 0));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        var now = clock.now();
        var unused = now.minus(settings.refreshTokenLife());
        return delete("DELETE FROM throttle WHERE resets_at <= :before", now)
                .flatMap(done ->
                        delete("DELETE FROM one_time_code WHERE expires_at <= :before", now))
                .flatMap(done ->
                        delete("DELETE FROM refresh_token WHERE used_at <= :before", unused))
                .flatMap(done ->
                        delete(
                                """
                                DELETE FROM session s WHERE s.ended_at <= :before OR NOT EXISTS (
                                    SELECT FROM refresh_token t WHERE t.session_id = s.id AND t.issued_at > :before)
                                """,
                                unused))
                .flatMap(done -> plan(DAILY));
    }

    private static Uni<Integer> delete(String sql, Instant before) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(sql)
                                .setParameter("before", before)
                                .executeUpdate());
    }
}
