package dev.mayday.clock;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Connections keep each statement that they have prepared, however long its text is. The client's
 * own limit of 2,048 characters has what is longer parsed and planned every time: 17 ms for the
 * claim of a delivery, eight times what it takes to do it.
 */
@Singleton
class KeptStatements implements PgPoolCreator {
    /** All that there are, on each connection. */
    private static final int MOST = 1_000;

    @Override
    public Pool create(Input input) {
        for (var options : input.pgConnectOptionsList()) {
            options.setPreparedStatementCacheSqlFilter(sql -> true)
                    .setPreparedStatementCacheMaxSize(MOST);
        }
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
