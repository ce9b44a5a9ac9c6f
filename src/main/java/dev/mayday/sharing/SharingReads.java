package dev.mayday.sharing;

import dev.mayday.clock.MaydayClock;
import dev.mayday.problem.Problem;
import dev.mayday.sharing.RunningSharings.Running;
import dev.mayday.sharing.RunningSharings.Seen;
import dev.mayday.sharing.SharingView.Sharer;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be read of sharings, each in one statement. */
@ApplicationScoped
public class SharingReads {
    private static final String FIELDS =
            """
            SELECT s.id, s.person_id, p.name, p.phone, s.minutes, s.note, s.version, s.started_at, s.ends_at,
                   ARRAY(SELECT sc.contact_id FROM sharing_contact sc JOIN contact c ON c.id = sc.contact_id
                         WHERE sc.sharing_id = s.id AND c.removed_at IS NULL ORDER BY sc.contact_id) AS contacts
            FROM sharing s JOIN person p ON p.id = s.person_id
            """;

    private static final String OWNED =
            FIELDS
                    + "WHERE s.person_id = $1 AND ($2::uuid IS NULL OR s.id < $2) ORDER BY s.id DESC LIMIT $3";

    private static final String SEEN =
            """
            SELECT s.id, s.person_id, s.version, s.ends_at,
                   ARRAY(SELECT g.guardian_id FROM sharing_contact sc JOIN guardianship g ON g.contact_id = sc.contact_id
                         WHERE sc.sharing_id = s.id) AS viewers
            FROM sharing s WHERE
            """;

    private static final String RUNNING = SEEN + "s.ends_at > mayday_now() AND ";

    private static final String OVER =
            SEEN + "s.ends_at <= mayday_now() AND s.ends_at > $2 AND s.person_id = ANY($1)";

    private final Pool pool;
    private final MaydayClock clock;

    SharingReads(Pool pool, MaydayClock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** All that runs of these persons. */
    public Uni<RunningSharings> running(Collection<UUID> persons) {
        return pool.preparedQuery(RUNNING + "s.person_id = ANY($1) ORDER BY s.id")
                .execute(Tuple.of(persons.toArray(UUID[]::new)))
                .map(SharingReads::running);
    }

    /** All of these persons that have ended since, and who saw each. */
    public Uni<RunningSharings> over(Collection<UUID> persons, Instant since) {
        return pool.preparedQuery(OVER)
                .execute(Tuple.of(persons.toArray(UUID[]::new), since.atOffset(ZoneOffset.UTC)))
                .map(SharingReads::running);
    }

    /**
     * One that this account may see now. @throws dev.mayday.problem.Refused not-found, also where
     * it is over
     */
    public Uni<Running> visible(UUID account, UUID sharing) {
        return pool.preparedQuery(RUNNING + "s.id = $1")
                .execute(Tuple.of(sharing))
                .map(SharingReads::running)
                .map(found -> found.of(account).get(sharing))
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound().refused());
    }

    /**
     * Outside any right: for whoever has looked at the right.
     *
     * @param owner whether it is shown to its owner
     * @throws dev.mayday.problem.Refused not-found
     */
    public Uni<SharingView> view(UUID sharing, boolean owner) {
        return view(pool, sharing, owner);
    }

    /** The same in somebody's transaction. */
    public Uni<SharingView> view(SqlClient client, UUID sharing, boolean owner) {
        return client.preparedQuery(FIELDS + "WHERE s.id = $1")
                .execute(Tuple.of(sharing))
                .map(rows -> {
                    var found = rows.iterator();
                    if (!found.hasNext()) {
                        throw Problem.notFound().refused();
                    }
                    var view = view(found.next());
                    return owner ? view : view.toOthers();
                });
    }

    /** Newest first, those that are over too. */
    Uni<Page<SharingView>> owned(PersonId owner, @Nullable UUID after, int limit) {
        return pool.preparedQuery(OWNED)
                .execute(Tuple.of(owner.value(), after, limit + 1))
                .map(rows -> {
                    var sharings = new ArrayList<SharingView>();
                    rows.forEach(row -> sharings.add(view(row)));
                    return Page.of(sharings, limit, SharingView::id);
                });
    }

    private static RunningSharings running(Iterable<Row> rows) {
        var running = new ArrayList<Seen>();
        rows.forEach(row ->
                running.add(
                        new Seen(
                                new Running(
                                        row.getUUID("id"),
                                        row.getUUID("person_id"),
                                        row.getInteger("version"),
                                        row.getOffsetDateTime("ends_at").toInstant()),
                                List.of(row.getArrayOfUUIDs("viewers")))));
        return new RunningSharings(running);
    }

    private SharingView view(Row row) {
        var endsAt = row.getOffsetDateTime("ends_at").toInstant();
        return new SharingView(
                row.getUUID("id"),
                new Sharer(
                        new PersonId(row.getUUID("person_id")),
                        row.getString("name"),
                        row.getString("phone")),
                row.getInteger("minutes"),
                row.getString("note"),
                row.getInteger("version"),
                row.getOffsetDateTime("started_at").toInstant(),
                endsAt,
                endsAt.isAfter(clock.now()) ? null : endsAt,
                List.of(row.getArrayOfUUIDs("contacts")));
    }
}
