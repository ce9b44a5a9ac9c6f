package dev.mayday.clock;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Nobody waits for the database without end. Connections keep each statement that they have
 * prepared, however long its text is. The client's own limit of 2,048 characters has what is longer
 * parsed and planned every time: 17 ms for the claim of a delivery, eight times what it takes to do
 * it.
 */
@Singleton
class KeptStatements implements PgPoolCreator {
    /** All that there are, on each connection. */
    private static final int MOST = 1_000;

    private final Duration patience;

    KeptStatements(ClockSettings settings) {
        this.patience = settings.patience();
    }

    @Override
    public Pool create(Input input) {
        for (var options : input.pgConnectOptionsList()) {
            options.setPreparedStatementCacheSqlFilter(sql -> true)
                    .setPreparedStatementCacheMaxSize(MOST);
        }
        var options =
                input.poolOptions()
                        .setConnectionTimeout((int) patience.toMillis())
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        var pool =
                PgBuilder.pool()
                        .with(options)
                        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                        .using(input.vertx())
                        .build();
        return new PatientPool(pool, patience);
    }
}
