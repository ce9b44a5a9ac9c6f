package dev.mayday.identity;

import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Everybody with an account, to read. */
@ApplicationScoped
public class People {
    private static final String FIND =
            """
            SELECT id, name, email, email_verified_at IS NOT NULL AS verified, phone, locale, time_zone
            FROM person WHERE id = $1
            """;

    private final Pool pool;

    People(Pool pool) {
        this.pool = pool;
    }

    /** The person as committed, read on a connection of its own; null if there is none. */
    public Uni<@Nullable Person> find(PersonId id) {
        return pool.preparedQuery(FIND).execute(Tuple.of(id.value())).map(People::first);
    }

    private static @Nullable Person first(RowSet<Row> rows) {
        var all = rows.iterator();
        return all.hasNext() ? person(all.next()) : null;
    }

    private static Person person(Row row) {
        return new Person(
                new PersonId(row.getUUID("id")),
                row.getString("name"),
                row.getString("email"),
                row.getBoolean("verified"),
                row.getString("phone"),
                row.getString("locale"),
                row.getString("time_zone"));
    }
}
