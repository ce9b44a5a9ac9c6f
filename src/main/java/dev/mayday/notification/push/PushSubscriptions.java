package dev.mayday.notification.push;

import dev.mayday.clock.MaydayClock;
import dev.mayday.identity.Caller;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The browsers in which accounts want to be told. */
@ApplicationScoped
class PushSubscriptions {
    private static final Logger LOG = Logger.getLogger(PushSubscriptions.class);
    private static final String LIST =
            """
            SELECT id, endpoint, user_agent, created_at FROM push_subscription
            WHERE person_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3
            """;
    private static final String LOCK = "SELECT FROM person WHERE id = $1 FOR NO KEY UPDATE";

    /**
     * The same browser again keeps its id; its keys may be new. Nothing where there are too many.
     */
    private static final String ADD =
            """
            INSERT INTO push_subscription (id, person_id, session_id, endpoint, p256dh, auth, user_agent, created_at)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8
            WHERE (SELECT count(*) FROM push_subscription WHERE person_id = $2 AND endpoint <> $4) < $9
            ON CONFLICT (person_id, endpoint) DO UPDATE
                SET session_id = excluded.session_id, p256dh = excluded.p256dh, auth = excluded.auth,
                    user_agent = excluded.user_agent
            RETURNING id, endpoint, user_agent, created_at
            """;

    /**
     * Whoever became a guardian after the owner saw the alert end hears nothing of it. A letter
     * names the account itself.
     */
    private static final String OF_DELIVERY =
            """
            SELECT b.id, b.contact_id, b.endpoint, b.p256dh, b.auth FROM delivery d
            JOIN contact_browser b ON b.contact_id = d.contact_id
            LEFT JOIN alert a ON a.id = d.alert_id
            WHERE d.id = $1 AND b.linked_at <= coalesce(a.owner_ended_at, 'infinity')
            UNION ALL
            SELECT s.id, s.person_id, s.endpoint, s.p256dh, s.auth FROM delivery d
            JOIN push_subscription s ON s.person_id = CAST(CASE WHEN d.contact_id IS NULL THEN d.address END AS uuid)
            WHERE d.id = $1 ORDER BY 1
            """;

    private final Pool pool;
    private final MaydayClock clock;
    private final PushSettings settings;

    PushSubscriptions(Pool pool, MaydayClock clock, PushSettings settings) {
        this.pool = pool;
        this.clock = clock;
        this.settings = settings;
    }

    /** As its own account is shown it. */
    @Schema(name = "SubscribedBrowser")
    record Subscription(UUID id, String endpoint, @Nullable String userAgent, Instant createdAt) {}

    /** What becomes of a request to subscribe. @param made false where it was there before */
    record Added(Subscription subscription, boolean made) {}

    /** A browser to send to. @param contact whose it is; the account itself, of a letter */
    record Browser(UUID id, UUID contact, String endpoint, byte[] p256dh, byte[] auth) {}

    /** Newest first. */
    Uni<Page<Subscription>> list(PersonId me, @Nullable UUID after, int limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(me.value(), after, limit + 1))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(PushSubscriptions::subscription)
                                .toList())
                .map(all -> Page.of(all, limit, Subscription::id));
    }

    /** Fails with too-many-push-subscriptions. */
    Uni<Added> add(Caller.Account me, NewSubscription form, @Nullable String userAgent) {
        var id = Ids.next();
        return pool.withTransaction(connection ->
                        connection
                                .preparedQuery(LOCK)
                                .execute(Tuple.of(me.person().value()))
                                .flatMap(locked -> insert(connection, id, me, form, userAgent)))
                .map(there -> new Added(there, there.id().equals(id)))
                .invoke(added ->
                        LOG.infof(
                                "event=push-subscribed person=%s subscription=%s new=%s",
                                me.person(), added.subscription().id(), added.made()));
    }

    private Uni<Subscription> insert(
            SqlClient client,
            UUID id,
            Caller.Account me,
            NewSubscription form,
            @Nullable String userAgent) {
        return client.preparedQuery(ADD)
                .execute(
                        Tuple.from(
                                Arrays.asList(
                                        id,
                                        me.person().value(),
                                        me.session(),
                                        form.endpoint(),
                                        Buffer.buffer(form.keys().point()),
                                        Buffer.buffer(form.keys().secret()),
                                        userAgent,
                                        clock.now().atOffset(ZoneOffset.UTC),
                                        settings.browsers())))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Problem.conflict(
                                        "too-many-push-subscriptions",
                                        "an account may have " + settings.browsers())
                                .refused();
                    }
                    return subscription(rows.iterator().next());
                });
    }

    /** Nothing more goes there. Fails with not-found. */
    Uni<Void> remove(PersonId me, UUID id) {
        return pool.preparedQuery("DELETE FROM push_subscription WHERE id = $1 AND person_id = $2")
                .execute(Tuple.of(id, me.value()))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw Problem.notFound().refused();
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Where a delivery by push goes: the browsers of the account that guards as its contact, or its
     * own.
     */
    Uni<List<Browser>> of(UUID delivery) {
        return pool.preparedQuery(OF_DELIVERY)
                .execute(Tuple.of(delivery))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(PushSubscriptions::browser)
                                .toList());
    }

    /** Their push service has said that there are no such browsers any more. */
    Uni<Void> forget(List<Browser> gone) {
        return pool.preparedQuery("DELETE FROM push_subscription WHERE id = ANY($1)")
                .execute(Tuple.of(gone.stream().map(Browser::id).toArray(UUID[]::new)))
                .invoke(() ->
                        gone.forEach(one ->
                                LOG.infof(
                                        "event=push-subscription-gone subscription=%s", one.id())))
                .replaceWithVoid();
    }

    private static Subscription subscription(Row row) {
        return new Subscription(
                row.getUUID("id"),
                row.getString("endpoint"),
                row.getString("user_agent"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static Browser browser(Row row) {
        return new Browser(
                row.getUUID("id"),
                row.getUUID("contact_id"),
                row.getString("endpoint"),
                row.getBuffer("p256dh").getBytes(),
                row.getBuffer("auth").getBytes());
    }
}
