package dev.mayday.clock;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready is who can commit: a broker is not needed to take an alert, a database that only reads does
 * not do.
 */
@Readiness
@ApplicationScoped
class ReadyToCommit implements AsyncHealthCheck {
    private static final String NAME = "commits";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Pool pool;
    private final DueWork dueWork;
    private final MaydayClock clock;

    ReadyToCommit(Pool pool, DueWork dueWork, MaydayClock clock) {
        this.pool = pool;
        this.dueWork = dueWork;
        this.clock = clock;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return pool.query("SELECT pg_current_xact_id()") // what a standby refuses
                .execute()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows ->
                        HealthCheckResponse.builder()
                                .name(NAME)
                                .status(dueWork.caughtUp() && clock.set())
                                .build())
                .onFailure()
                .recoverWithItem(HealthCheckResponse.down(NAME));
    }
}
