package dev.mayday.clock;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.jspecify.annotations.Nullable;

/**
 * Plain statements in the ambient transaction, on its session's own connection, past the mapping:
 * for the way that every alert goes, where the mapping costs more than the statement. Parameters
 * are {@code $1}, {@code $2}, …. What entities have changed and not flushed is not seen. Statements
 * that are subscribed to together are sent together, and done in that order.
 */
public final class Sql {
    private Sql() {}

    /** What it returns: columns by their place, as the driver reads them. */
    public static Uni<List<Object[]>> rows(String sql, @Nullable Object... parameters) {
        return connection()
                .flatMap(connection ->
                        Uni.createFrom()
                                .completionStage(() -> connection.select(sql, fit(parameters))))
                .map(found -> {
                    var rows = new ArrayList<Object[]>(found.size());
                    found.forEachRemaining(rows::add);
                    return rows;
                });
    }

    /** Its only row, or null where there is none. */
    public static Uni<Object @Nullable []> row(String sql, @Nullable Object... parameters) {
        return rows(sql, parameters).map(rows -> rows.isEmpty() ? null : rows.getFirst());
    }

    /** How many rows it has changed. */
    public static Uni<Integer> change(String sql, @Nullable Object... parameters) {
        return connection()
                .flatMap(connection ->
                        Uni.createFrom()
                                .completionStage(() -> connection.update(sql, fit(parameters))));
    }

    /**
     * Begins a transaction and does this in it, without a wait in between; the connection must have
     * been used before.
     */
    static <T> Uni<T> transaction(Supplier<Uni<T>> work) {
        return connection()
                .flatMap(connection ->
                        Uni.combine()
                                .all()
                                .unis(
                                        Uni.createFrom()
                                                .completionStage(connection::beginTransaction),
                                        Uni.createFrom().deferred(() -> work.get()))
                                .with((begun, done) -> done)
                                .call(done ->
                                        Uni.createFrom()
                                                .completionStage(connection::commitTransaction))
                                .onFailure()
                                .call(failure ->
                                        Uni.createFrom()
                                                .completionStage(connection::rollbackTransaction)
                                                .onFailure()
                                                .recoverWithNull()));
    }

    /** Whether this is the database's word that such a row is there already. */
    public static boolean isDuplicate(Throwable failure) {
        return failure instanceof ConstraintViolationException violation
                && "23505".equals(violation.getSQLState());
    }

    /** Tells every node that listens, if the ambient transaction is committed. */
    public static Uni<Void> tell(String channel, String payload) {
        return rows("SELECT CAST(pg_notify($1, $2) AS text)", channel, payload).replaceWithVoid();
    }

    /** Does this for each, one after the other, in the ambient transaction. */
    public static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> then) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(then::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** One column of many rows, as the array that a statement unnests. */
    public static <R, T extends @Nullable Object> @Nullable T[] column(
            List<R> rows, IntFunction<@Nullable T[]> array, Function<R, T> value) {
        return rows.stream().map(value).toArray(array);
    }

    /** A row that the SQL client has read, as {@link #rows} gives it. */
    public static Object[] columns(Row row) {
        var columns = new Object[row.size()];
        Arrays.setAll(columns, row::getValue);
        return columns;
    }

    /** A time that such a row holds, or none. */
    public static @Nullable Instant instant(@Nullable Object column) {
        return column == null ? null : ((OffsetDateTime) column).toInstant();
    }

    private static Uni<ReactiveConnection> connection() {
        return Panache.getSession()
                .map(session -> ((MutinySessionImpl) session).getReactiveConnection());
    }

    private static @Nullable Object[] fit(@Nullable Object[] parameters) {
        var fit = new @Nullable Object[parameters.length];
        for (int i = 0; i < fit.length; i++) {
            fit[i] =
                    switch (parameters[i]) {
                        case Instant at -> utc(at);
                        case @Nullable Instant[] column ->
                                Arrays.stream(column).map(Sql::utc).toArray(OffsetDateTime[]::new);
                        case null, default -> parameters[i];
                    };
        }
        return fit;
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
