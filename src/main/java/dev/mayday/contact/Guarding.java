package dev.mayday.contact;

import dev.mayday.clock.Transactions;
import dev.mayday.outbox.Rights;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Whom an account guards. */
@ApplicationScoped
class Guarding {
    private static final Logger LOG = Logger.getLogger(Guarding.class);

    /** One row a contact: who is two contacts of one person guards as both. */
    private static final String LIST =
            """
            SELECT c.person_id, p.name, p.phone, c.id, COALESCE(c.linked_at, c.created_at) AS since,
                   me.email_verified_at IS NOT NULL AS active
            FROM standing_contact c JOIN person p ON p.id = c.person_id JOIN person me ON me.id = c.guardian_id
            WHERE c.guardian_id = $1 AND c.id > $2
            ORDER BY c.id LIMIT $3
            """;

    private final Pool pool;
    private final Transactions transactions;
    private final Rights rights;

    Guarding(Pool pool, Transactions transactions, Rights rights) {
        this.pool = pool;
        this.transactions = transactions;
        this.rights = rights;
    }

    Uni<Page<Guarded>> list(PersonId guardian, @Nullable UUID after, int limit) {
        return pool.preparedQuery(LIST)
                .execute(
                        Tuple.of(
                                guardian.value(),
                                after == null ? new UUID(0, 0) : after,
                                limit + 1))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(Guarding::guarded)
                                .toList())
                .map(all -> Page.of(all, limit, Guarded::contactId));
    }

    /**
     * The account sees nothing more of the person. The contact stays, and is told by its channels
     * as before; who wants none of that either declines the invitation.
     *
     * @throws dev.mayday.problem.Refused not-found where the account does not guard that person
     */
    Uni<Void> stop(PersonId guardian, PersonId person) {
        return transactions.write(() ->
                unlink(guardian, person)
                        .invoke(rows -> {
                            if (rows == 0) {
                                throw Problem.notFound().refused();
                            }
                            LOG.infof(
                                    "event=guarding-stopped guardian=%s person=%s",
                                    guardian, person);
                        })
                        .flatMap(rows -> rights.changed(person.value())));
    }

    private static Uni<Integer> unlink(PersonId guardian, PersonId person) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        """
                                        UPDATE contact SET guardian_id = NULL, linked_at = NULL
                                        WHERE guardian_id = :guardian AND person_id = :person
                                        AND id IN (SELECT id FROM standing_contact WHERE guardian_id = :guardian)
                                        """)
                                .setParameter("guardian", guardian.value())
                                .setParameter("person", person.value())
                                .executeUpdate());
    }

    private static Guarded guarded(Row row) {
        return new Guarded(
                row.getUUID("person_id"),
                row.getString("name"),
                row.getString("phone"),
                row.getUUID("id"),
                row.get(OffsetDateTime.class, "since").toInstant(),
                row.getBoolean("active"));
    }
}
