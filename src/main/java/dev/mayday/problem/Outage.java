package dev.mayday.problem;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells what is no bug: the database is away, or on its way out or in, or says nothing. */
final class Outage {
    /**
     * Classes of SQL states: the connection (08), resources used up (53), an operator or a crash
     * (57).
     */
    private static final Set<String> AWAY = Set.of("08", "53", "57");

    /** A database that only reads: one that waits to become the first. */
    private static final String ONLY_READS = "25006";

    private Outage() {}

    static boolean is(Throwable failure) {
        return switch (failure) {
            case DatabaseException said -> isAway(said.getSqlState());
            case SQLException said -> isAway(said.getSQLState());
            case TimeoutException late -> true;
            case io.smallrye.mutiny.TimeoutException late -> true;
            case ClosedConnectionException closed -> true;
            case ClosedChannelException closed -> true;
            case SocketException lost -> true;
            case IOException brokenPipe when brokenPipe.getClass() == IOException.class -> true;
            case UnknownHostException nameless -> true;
            case VertxException waitedInVain -> true;
            // the client's own plain words: no connection in time, or one that is not active now
            case NoStackTraceThrowable words -> true;
            default -> false;
        };
    }

    private static boolean isAway(@Nullable String state) {
        return state != null
                && (state.equals(ONLY_READS)
                        || state.length() == 5 && AWAY.contains(state.substring(0, 2)));
    }
}
