package dev.mayday.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    @Test
    void whoeverMeetsAnOutageIsToldToTryLater() {
        for (var failure :
                List.of(
                        new TimeoutException(),
                        new io.smallrye.mutiny.TimeoutException(),
                        new ConnectException("Connection refused"),
                        new IOException("Broken pipe"),
                        ClosedConnectionException.INSTANCE,
                        new VertxException("Timeout waiting for connection"),
                        Future.failedFuture("Connection is not active now").cause(),
                        said("57P01"),
                        said("57P03"),
                        said("53300"),
                        said("25006"),
                        new SQLException("lost", "08006"),
                        new CompletionException(new IllegalStateException(said("57P01"))))) {
            var problem = Problems.of(failure);
            assertEquals(503, problem.status(), failure::toString);
            assertEquals("try-later", problem.code());
        }
    }

    @Test
    void aBugIsNoOutage() {
        for (var failure :
                List.of(
                        new IllegalStateException("no"),
                        said("42703"),
                        new FileNotFoundException("a page"),
                        new SQLException("who knows"))) {
            assertEquals(500, Problems.of(failure).status(), failure::toString);
        }
    }

    private static PgException said(String state) {
        return new PgException("it says", "FATAL", state, "");
    }
}
