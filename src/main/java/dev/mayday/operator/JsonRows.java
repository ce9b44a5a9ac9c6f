package dev.mayday.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.clock.Sql;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads statements whose columns bear the names of a record's fields, in the ambient transaction.
 */
@ApplicationScoped
class JsonRows {
    private final ObjectMapper json;

    JsonRows(ObjectMapper json) {
        this.json = json;
    }

    <T> Uni<List<T>> all(Class<T> type, String sql, @Nullable Object... values) {
        return Sql.rows("SELECT CAST(row_to_json(v) AS text) FROM (" + sql + ") v", values)
                .map(rows -> rows.stream().map(row -> read(type, (String) row[0])).toList());
    }

    /** Its only row. Fails with not-found where there is none. */
    <T> Uni<T> one(Class<T> type, String sql, @Nullable Object... values) {
        return all(type, sql, values)
                .map(rows -> {
                    if (rows.isEmpty()) {
                        throw Problem.notFound().refused();
                    }
                    return rows.getFirst();
                });
    }

    <T> Uni<Page<T>> page(Class<T> type, String select, Search search, Function<T, UUID> id) {
        return all(type, select + search.sql(), search.values())
                .map(rows -> Page.of(rows, search.limit(), id));
    }

    private <T> T read(Class<T> type, String row) {
        try {
            return json.readValue(row, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + type.getSimpleName() + " can't be read", e);
        }
    }
}
