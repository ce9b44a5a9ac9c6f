package dev.mayday.alert;

import dev.mayday.alert.Access.Role;
import dev.mayday.alert.AlertView.Raiser;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.problem.Problem;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What may be read of alerts, each in a fixed number of statements. */
@ApplicationScoped
public class AlertReads {
    private static final String ALERT =
            "SELECT "
                    + AlertEntity.COLUMNS
                    + """
                    , p.name AS person_name, p.phone AS person_phone,
                           (SELECT coalesce(json_agg(r), '[]'::json) FROM response r WHERE r.alert_id = a.id) AS responses
                    FROM alert a JOIN person p ON p.id = a.person_id
                    """;

    private static final String GUARDED =
            """
            WHERE a.person_id = ANY(ARRAY(SELECT person_id FROM guardianship WHERE guardian_id = $1))
              AND EXISTS (SELECT FROM guardianship g WHERE g.guardian_id = $1 AND g.person_id = a.person_id
                          AND g.since <= coalesce(a.owner_ended_at, 'infinity')) AND a.activated_at IS NOT NULL
              AND ($2::text IS NULL OR a.state = $2) AND ($3::uuid IS NULL OR a.id < $3)
              AND ($5::uuid IS NULL OR a.person_id = $5) ORDER BY a.id DESC LIMIT $4
            """;

    private static final String OWNED =
            """
            WHERE a.person_id = $1 AND a.owner_knows AND ($2::text IS NULL OR a.owner_state = $2) AND ($3::uuid IS NULL OR a.id < $3)
            ORDER BY a.id DESC LIMIT $4
            """;

    /** Each by the contact that {@link Access} would know the account as. */
    private static final String LOOKED_AT_ALL =
            """
            INSERT INTO alert_view (id, alert_id, by_kind, by_id, by_name, at)
            SELECT q.id, a.id, 'contact', CAST(g.contact_id AS text), g.name, $3
            FROM unnest(CAST($1 AS uuid[]), CAST($2 AS uuid[])) AS q(id, alert_id) JOIN alert a ON a.id = q.alert_id
            CROSS JOIN LATERAL (SELECT * FROM guardianship g WHERE g.person_id = a.person_id AND g.guardian_id = $4
                                  AND g.since <= coalesce(a.owner_ended_at, 'infinity')
                                ORDER BY g.tier, g.contact_id LIMIT 1) g
            WHERE NOT EXISTS (SELECT FROM alert_view v WHERE v.alert_id = a.id AND v.by_kind = 'contact'
                              AND v.by_id = CAST(g.contact_id AS text) AND v.at > $3::timestamptz - interval '1 hour')
            """;

    private static final int PAGE = 100;

    private final Pool pool;
    private final Views views;
    private final MaydayClock clock;

    AlertReads(Pool pool, Views views, MaydayClock clock) {
        this.pool = pool;
        this.views = views;
        this.clock = clock;
    }

    /** Who looked, and when. */
    public record View(UUID id, By by, Instant at) {}

    /** An alert as it stands, and where its streams have got to. */
    public record State(
            AlertView view, long seq, @Nullable Instant endedAt, @Nullable Instant ownerEndedAt) {}

    /**
     * The truth or the owner's projection, outside any right: for whoever has looked at the right.
     */
    public Uni<@Nullable AlertView> view(AlertId alert, boolean owner) {
        return state(pool, alert, owner).map(state -> state == null ? null : state.view());
    }

    /**
     * As {@link #view}, in somebody's transaction, with the number of the last event that the view
     * holds.
     */
    public Uni<@Nullable State> state(SqlClient client, AlertId alert, boolean owner) {
        return client.preparedQuery(ALERT + "WHERE a.id = $1")
                .execute(Tuple.of(alert.value()))
                .map(rows -> {
                    var found = rows.iterator();
                    return found.hasNext() ? state(found.next(), owner) : null;
                });
    }

    /** What this role is shown. */
    public Uni<AlertView> view(Role role) {
        return view(role.alert(), role.ownersView())
                .map(view -> {
                    if (view == null) {
                        throw Problem.notFound().refused();
                    }
                    return role instanceof Role.Guest ? view.withoutNames() : view;
                });
    }

    /** When the alert ended to this role's eyes; null while it goes on. */
    public Uni<@Nullable Instant> shownEnd(Role role) {
        return state(pool, role.alert(), role.ownersView())
                .map(state ->
                        state == null
                                ? null
                                : role.ownersView() ? state.ownerEndedAt() : state.endedAt());
    }

    /** Newest first. @param state PENDING, ACTIVE, … or null for all */
    public Uni<Page<AlertView>> owned(
            PersonId person, @Nullable String state, @Nullable UUID after, int limit) {
        return list(OWNED, Tuple.of(person.value(), state, after, limit + 1), limit, true);
    }

    /** As {@link #owned}, every one, read a page at a time. */
    public Multi<AlertView> allOwned(PersonId person) {
        return Multi.createBy()
                .repeating()
                .uni(
                        AtomicReference<UUID>::new,
                        last ->
                                owned(person, null, last.get(), PAGE)
                                        .invoke(page ->
                                                page.items()
                                                        .forEach(
                                                                one -> last.set(one.id().value()))))
                .whilst(page -> page.next() != null)
                .onItem()
                .transformToIterable(Page::items);
    }

    /**
     * Newest first: the alerts, from their first ACTIVE on, of everyone whom that account guards.
     * That it looked at each of them is put on record.
     *
     * @param whose of this one person alone; null for all. Of one whom it does not guard there are
     *     none
     */
    public Uni<Page<AlertView>> guarded(
            PersonId guardian,
            @Nullable String state,
            @Nullable UUID whose,
            @Nullable UUID after,
            int limit) {
        return list(
                        GUARDED,
                        Tuple.of(guardian.value(), state, after, limit + 1, whose),
                        limit,
                        false)
                .call(page -> looked(guardian, page.items()));
    }

    private Uni<Void> looked(PersonId guardian, List<AlertView> alerts) {
        return alerts.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(LOOKED_AT_ALL)
                        .execute(
                                Tuple.of(
                                        Sql.column(alerts, UUID[]::new, one -> Ids.next()),
                                        Sql.column(alerts, UUID[]::new, one -> one.id().value()),
                                        clock.now().atOffset(ZoneOffset.UTC),
                                        guardian.value()))
                        .replaceWithVoid();
    }

    private Uni<Page<AlertView>> list(String where, Tuple values, int limit, boolean owner) {
        return pool.preparedQuery(ALERT + where)
                .execute(values)
                .map(rows -> {
                    var alerts = new ArrayList<AlertView>();
                    rows.forEach(row -> alerts.add(state(row, owner).view()));
                    return Page.of(alerts, limit, view -> view.id().value());
                });
    }

    /** The owner's alerts that are still open to its own eyes. */
    public Uni<List<AlertView>> openOf(PersonId owner) {
        return pool.preparedQuery(
                        ALERT + "WHERE a.person_id = $1 AND a.owner_ended_at IS NULL ORDER BY a.id")
                .execute(Tuple.of(owner.value()))
                .map(rows -> {
                    var alerts = new ArrayList<AlertView>();
                    rows.forEach(row -> alerts.add(state(row, true).view()));
                    return alerts;
                });
    }

    /** The history, oldest first, as that side is shown it. */
    public Uni<List<TimelineEntry>> timeline(
            SqlClient client, AlertId alert, boolean owner, boolean names) {
        return client.preparedQuery(
                        """
                        SELECT id, at, type, by_kind, by_id, by_name, from_state, to_state, version, detail FROM timeline
                        WHERE alert_id = $1 AND audience = ANY($2) ORDER BY seq
                        """)
                .execute(
                        Tuple.of(
                                alert.value(), new String[] {"all", owner ? "owner" : "guardians"}))
                .map(rows -> {
                    var entries = new ArrayList<TimelineEntry>();
                    rows.forEach(row -> entries.add(entry(row, names)));
                    return entries;
                });
    }

    public Uni<List<TimelineEntry>> timeline(Role role) {
        return timeline(pool, role.alert(), role.ownersView(), !(role instanceof Role.Guest));
    }

    /** Puts a look on record, once a viewer and hour. */
    public Uni<Void> looked(Role role) {
        var by =
                switch (role) {
                    case Role.Owner owner -> By.user(owner.person(), owner.name());
                    case Role.Guardian guardian -> guardian.by();
                    case Role.Guest guest -> By.of("link", guest.link().toString(), "a link");
                };
        return pool.preparedQuery(
                        """
                        INSERT INTO alert_view (id, alert_id, by_kind, by_id, by_name, at, by_owner)
                        SELECT $1, $2, $3, $4, $5, $6, $7
                        WHERE NOT EXISTS (SELECT FROM alert_view WHERE alert_id = $2 AND by_kind = $3 AND by_id = $4
                                          AND at > $6::timestamptz - interval '1 hour')
                        """)
                .execute(
                        Tuple.from(
                                List.of(
                                        Ids.next(),
                                        role.alert().value(),
                                        by.kind(),
                                        by.id(),
                                        by.name(),
                                        clock.now().atOffset(ZoneOffset.UTC),
                                        role instanceof Role.Owner)))
                .replaceWithVoid();
    }

    /**
     * Who looked, oldest first. Under duress the owner is not shown others' looks from after the
     * end that it was shown; a link of its own may have been opened by whoever forces it to, to
     * see.
     */
    public Uni<List<View>> views(Role role) {
        return pool.preparedQuery(
                        """
                        SELECT v.id, v.by_kind, v.by_id, v.by_name, v.at FROM alert_view v JOIN alert a ON a.id = v.alert_id
                        WHERE v.alert_id = $1 AND NOT ($2 AND a.owner_frozen IS NOT NULL AND v.at > a.owner_ended_at AND NOT v.by_owner AND v.by_kind <> 'link')
                        ORDER BY v.at, v.id LIMIT 1000
                        """)
                .execute(Tuple.of(role.alert().value(), role.ownersView()))
                .map(rows -> {
                    var looks = new ArrayList<View>();
                    rows.forEach(row ->
                            looks.add(new View(row.getUUID("id"), by(row, true), at(row, "at"))));
                    return looks;
                });
    }

    private State state(Row row, boolean owner) {
        var alert = AlertEntity.read(Sql.columns(row));
        var person =
                new Raiser(
                        new PersonId(alert.person),
                        row.getString("person_name"),
                        row.getString("person_phone"));
        var answers = responses(row);
        var view =
                owner
                        ? views.owner(alert, person, answers)
                        : views.guardian(alert, person, answers);
        return new State(
                view, owner ? alert.ownerSeq : alert.eventSeq, alert.endedAt, alert.ownerEndedAt);
    }

    private static List<ResponseEntity> responses(Row row) {
        var array = (JsonArray) row.getValue("responses");
        var answers = new ArrayList<ResponseEntity>();
        for (int i = 0; i < array.size(); i++) {
            JsonObject json = array.getJsonObject(i);
            var answer = new ResponseEntity();
            answer.alert = UUID.fromString(json.getString("alert_id"));
            answer.contact = UUID.fromString(json.getString("contact_id"));
            answer.kind = json.getString("kind");
            answer.name = json.getString("name");
            answer.note = json.getString("note");
            answer.etaMinutes = json.getInteger("eta_minutes");
            answer.at = OffsetDateTime.parse(json.getString("at")).toInstant();
            answers.add(answer);
        }
        return answers;
    }

    private static TimelineEntry entry(Row row, boolean names) {
        return new TimelineEntry(
                row.getUUID("id"),
                at(row, "at"),
                row.getString("type"),
                by(row, names),
                row.getString("from_state"),
                row.getString("to_state"),
                row.getInteger("version"),
                row.getString("detail"));
    }

    private static By by(Row row, boolean names) {
        var by = By.of(row.getString("by_kind"), row.getString("by_id"), row.getString("by_name"));
        return names || by.contactId() == null ? by : new By(null, null, null, null, "a contact");
    }

    private static Instant at(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
