package dev.mayday.alert;

import dev.mayday.identity.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What whole identities may watch, and which of many rights still stand: for streams, each in a
 * fixed number of statements.
 */
@ApplicationScoped
public class Watching {
    private static final String VISIBLE =
            """
            SELECT a.id, a.person_id, a.person_id = $1 AS owner
            FROM alert a
            WHERE a.person_id = ANY(ARRAY(SELECT $1 UNION SELECT person_id FROM guardianship WHERE guardian_id = $1))
              AND ((a.person_id = $1 AND a.owner_knows AND coalesce(a.owner_ended_at > mayday_now() - interval '24 hours', true))
                   OR (EXISTS (SELECT FROM guardianship g WHERE g.guardian_id = $1 AND g.person_id = a.person_id
                               AND g.since <= coalesce(a.owner_ended_at, 'infinity'))
                       AND a.person_id <> $1
                       AND a.activated_at IS NOT NULL AND coalesce(a.ended_at > mayday_now() - interval '24 hours', true)))
            ORDER BY a.id
            """;

    private final Pool pool;

    Watching(Pool pool) {
        this.pool = pool;
    }

    /**
     * @param owner whether it is the account's own
     */
    public record Visible(UUID alert, UUID person, boolean owner) {}

    /** Which of the asked rights stand. */
    public record Standing(Map<UUID, Set<UUID>> guarded, Set<UUID> links) {
        public boolean holds(Caller caller, UUID person) {
            return switch (caller) {
                case Caller.Account account ->
                        account.person().value().equals(person)
                                || guarded.getOrDefault(account.person().value(), Set.of())
                                        .contains(person);
                case Caller.LinkHolder holder -> links.contains(holder.link());
                case Caller.Device device -> false;
            };
        }

        /** Everyone whom an account watches, itself included. */
        public Set<UUID> persons(Caller.Account account) {
            var persons = new HashSet<>(guarded.getOrDefault(account.person().value(), Set.of()));
            persons.add(account.person().value());
            return persons;
        }
    }

    /** The alerts that an account watches: those that are open, or ended within a day. */
    public Uni<List<Visible>> visible(Caller.Account account) {
        return pool.preparedQuery(VISIBLE)
                .execute(Tuple.of(account.person().value()))
                .map(rows -> {
                    var alerts = new ArrayList<Visible>();
                    rows.forEach(row ->
                            alerts.add(
                                    new Visible(
                                            row.getUUID("id"),
                                            row.getUUID("person_id"),
                                            row.getBoolean("owner"))));
                    return alerts;
                });
    }

    /** The rights of all of these, read in two statements. */
    public Uni<Standing> standing(Collection<Caller> callers) {
        var accounts = new ArrayList<UUID>();
        var links = new ArrayList<UUID>();
        for (Caller caller : callers) {
            switch (caller) {
                case Caller.Account account -> accounts.add(account.person().value());
                case Caller.LinkHolder holder -> links.add(holder.link());
                case Caller.Device device -> {}
            }
        }
        return pool.preparedQuery(
                        "SELECT guardian_id, person_id FROM guardianship WHERE guardian_id = ANY($1)")
                .execute(Tuple.of(accounts.toArray(UUID[]::new)))
                .flatMap(guarded ->
                        pool.preparedQuery(
                                        """
                                        SELECT l.id FROM link l LEFT JOIN standing_contact c ON c.id = l.contact_id
                                        WHERE l.id = ANY($1) AND l.revoked_at IS NULL AND l.expires_at > mayday_now()
                                          AND (l.contact_id IS NULL OR c.id IS NOT NULL)
                                        """)
                                .execute(Tuple.of(links.toArray(UUID[]::new)))
                                .map(standing -> {
                                    var persons = new HashMap<UUID, Set<UUID>>();
                                    guarded.forEach(row ->
                                            persons.computeIfAbsent(
                                                            row.getUUID(0), key -> new HashSet<>())
                                                    .add(row.getUUID(1)));
                                    var good = new HashSet<UUID>();
                                    standing.forEach(row -> good.add(row.getUUID(0)));
                                    return new Standing(persons, good);
                                }));
    }
}
