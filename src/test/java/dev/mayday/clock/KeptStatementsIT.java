package dev.mayday.clock;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mayday.local.Postgres;
import dev.mayday.problem.Problems;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class KeptStatementsIT {
    private static final int TIMES = 3;
    private static final int LONG = 50_000;

    private record OneConnection(Vertx vertx, PgConnectOptions database)
            implements PgPoolCreator.Input {
        @Override
        public PoolOptions poolOptions() {
            return new PoolOptions().setMaxSize(1);
        }

        @Override
        public List<PgConnectOptions> pgConnectOptionsList() {
            return List.of(database.setCachePreparedStatements(true));
        }
    }

    @Test
    void aStatementIsPlannedOnceAConnectionHoweverLongItIs() {
        var vertx = Vertx.vertx();
        try {
            var pool =
                    new KeptStatements(() -> PATIENCE)
                            .create(
                                    new OneConnection(
                                            vertx, Postgres.shared().database().client()));
            var statement = "SELECT CAST($1 AS integer) -- " + "x".repeat(LONG);
            for (int i = 0; i < TIMES; i++) {
                assertEquals(i, number(pool, statement, i));
            }
            assertEquals(
                    TIMES,
                    number(
                            pool,
                            "SELECT CAST(generic_plans + custom_plans AS integer) FROM pg_prepared_statements"
                                    + " WHERE length(statement) > $1",
                            LONG));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void nobodyWaitsForAnAnswerWithoutEnd() {
        var vertx = Vertx.vertx();
        var database = Postgres.shared().database();
        try {
            var pool =
                    new KeptStatements(() -> Duration.ofSeconds(1))
                            .create(new OneConnection(vertx, database.client()));
            var failure =
                    assertThrows(
                            CompletionException.class,
                            () ->
                                    number(
                                            pool,
                                            "SELECT CAST($1 AS integer) FROM pg_sleep(3600)",
                                            1));
            assertEquals("try-later", Problems.of(failure).code());
        } finally {
            // the client closes a connection only once it has its answer
            database.number(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static int number(SqlClient pool, String statement, int parameter) {
        return pool.preparedQuery(statement)
                .execute(Tuple.of(parameter))
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .iterator()
                .next()
                .getInteger(0);
    }
}
