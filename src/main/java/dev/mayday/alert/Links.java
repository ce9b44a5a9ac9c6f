package dev.mayday.alert;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Transactions;
import dev.mayday.identity.Caller;
import dev.mayday.identity.Keys;
import dev.mayday.outbox.Rights;
import dev.mayday.problem.Problem;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.ContactId;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Links into one alert. A link's token is its id with a proof under a key of ours, so the same link
 * can be written into every message and nothing that opens it is stored.
 */
@ApplicationScoped
public class Links {
    private static final String USE = "alert-link";
    private static final int PROOF = 16;

    /** Makes contacts' links, or lets them open for longer. */
    private static final String MAKE =
            """
            INSERT INTO link (id, alert_id, contact_id, expires_at)
            SELECT n.id, n.alert_id, n.contact_id, $4
            FROM unnest(CAST($1 AS uuid[]), CAST($2 AS uuid[]), CAST($3 AS uuid[])) AS n(id, alert_id, contact_id)
            ON CONFLICT (alert_id, contact_id) DO UPDATE SET expires_at = greatest(link.expires_at, excluded.expires_at)
            RETURNING id
            """;

    private final Transactions transactions;
    private final Rights rights;
    private final Keys keys;
    private final MaydayClock clock;
    private final Pool pool;
    private final AlertSettings settings;
    private final String publicUrl;

    Links(
            Transactions transactions,
            Rights rights,
            Keys keys,
            MaydayClock clock,
            Pool pool,
            AlertSettings settings,
            @ConfigProperty(name = "mayday.public-url") String publicUrl) {
        this.transactions = transactions;
        this.rights = rights;
        this.keys = keys;
        this.clock = clock;
        this.pool = pool;
        this.settings = settings;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    /** A contact's own link into an alert. */
    public record OfContact(AlertId alert, ContactId contact) {}

    /** The contact's own link into the alert, made on first use. */
    public Uni<String> ofContact(AlertId alert, ContactId contact) {
        return idOf(alert, contact).map(this::url);
    }

    /** Makes the links of these contacts of alerts in the ambient transaction. */
    public Uni<Void> makeFor(Set<OfContact> contacts) {
        var made = List.copyOf(contacts);
        return made.isEmpty()
                ? Uni.createFrom().voidItem()
                : Sql.rows(
                                MAKE,
                                Sql.column(made, UUID[]::new, one -> Ids.next()),
                                Sql.column(made, UUID[]::new, one -> one.alert.value()),
                                Sql.column(made, UUID[]::new, one -> one.contact.value()),
                                until(settings.linkKept()))
                        .replaceWithVoid();
    }

    /** Whoever answers as this contact without opening the link. */
    public Uni<Caller.LinkHolder> holder(AlertId alert, ContactId contact) {
        return idOf(alert, contact).map(link -> new Caller.LinkHolder(link, alert, contact));
    }

    private Uni<UUID> idOf(AlertId alert, ContactId contact) {
        return pool.preparedQuery(MAKE)
                .execute(
                        Tuple.of(
                                new UUID[] {Ids.next()},
                                new UUID[] {alert.value()},
                                new UUID[] {contact.value()},
                                until(settings.linkKept()).atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getUUID(0));
    }

    /** To the second, as the tokens that it is opened with say it. */
    private Instant until(Duration good) {
        return clock.now().plus(good).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Where a link leads: {@code <public URL>/a/<token>}. */
    public String url(UUID link) {
        return publicUrl + "/a/" + token(link);
    }

    private String token(UUID link) {
        var id =
                ByteBuffer.allocate(16)
                        .putLong(link.getMostSignificantBits())
                        .putLong(link.getLeastSignificantBits())
                        .array();
        var proof = keys.hmac(USE, id);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        ByteBuffer.allocate(16 + PROOF).put(id).put(proof, 0, PROOF).array());
    }

    /** A link as its maker sees it. */
    public record LinkView(UUID id, String url, Instant expiresAt) {}

    /** A link that the owner makes: may only view. */
    public Uni<LinkView> make(AlertId alert, Duration good) {
        var id = Ids.next();
        var expires = until(good);
        return pool.preparedQuery("INSERT INTO link (id, alert_id, expires_at) VALUES ($1, $2, $3)")
                .execute(Tuple.of(id, alert.value(), expires.atOffset(ZoneOffset.UTC)))
                .replaceWith(() -> new LinkView(id, url(id), expires));
    }

    /** When a link was made and ended; not the link itself, which opens something. */
    record Made(UUID id, Instant createdAt, Instant expiresAt, @Nullable Instant revokedAt) {}

    /** All links that the owner made, oldest first. */
    Uni<List<Made>> whenMade(AlertId alert) {
        return pool.preparedQuery(
                        """
                        SELECT id, created_at, expires_at, revoked_at FROM link
                        WHERE alert_id = $1 AND contact_id IS NULL ORDER BY id
                        """)
                .execute(Tuple.of(alert.value()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false).map(Links::made).toList());
    }

    private static Made made(Row row) {
        var revoked = row.getOffsetDateTime("revoked_at");
        return new Made(
                row.getUUID("id"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                revoked == null ? null : revoked.toInstant());
    }

    /** The links that the owner made and that still open, newest first. */
    public Uni<Page<LinkView>> madeFor(AlertId alert, @Nullable UUID after, int limit) {
        return pool.preparedQuery(
                        """
                        SELECT id, expires_at FROM link
                        WHERE alert_id = $1 AND contact_id IS NULL AND revoked_at IS NULL AND expires_at > mayday_now()
                          AND ($2::uuid IS NULL OR id < $2)
                        ORDER BY id DESC LIMIT $3
                        """)
                .execute(Tuple.of(alert.value(), after, limit + 1))
                .map(rows -> {
                    var links = new ArrayList<LinkView>();
                    rows.forEach(row ->
                            links.add(
                                    new LinkView(
                                            row.getUUID("id"),
                                            url(row.getUUID("id")),
                                            row.getOffsetDateTime("expires_at").toInstant())));
                    return Page.of(links, limit, LinkView::id);
                });
    }

    /**
     * Ends a link that the owner made, at once and on every node; refused with not-found where
     * there is none.
     */
    public Uni<Void> revoke(PersonId owner, UUID link) {
        return transactions.quietly(() ->
                Panache.getSession()
                        .flatMap(session ->
                                session.createNativeQuery(
                                                """
                                                UPDATE link SET revoked_at = mayday_now() WHERE id = :id AND contact_id IS NULL
                                                AND alert_id IN (SELECT id FROM alert WHERE person_id = :owner)
                                                """)
                                        .setParameter("id", link)
                                        .setParameter("owner", owner.value())
                                        .executeUpdate())
                        .flatMap(rows ->
                                rows == 0
                                        ? Uni.createFrom().failure(Problem.notFound().refused())
                                        : rights.changed(owner.value())));
    }

    /**
     * A link that still opens.
     *
     * @param expiresAt when it ends
     * @param locale of the contact whose it is, a BCP 47 tag; nobody's where the owner made it
     * @param timeZone of the same contact, or else of the owner: an IANA name
     */
    public record Open(
            Caller.LinkHolder holder,
            Instant expiresAt,
            @Nullable String locale,
            String timeZone) {}

    /**
     * What a token opens; refused with not-found where it is no link, revoked, ended, or its
     * contact no longer stands.
     */
    public Uni<Open> open(String token) {
        var link = id(token);
        return pool.preparedQuery(
                        """
                        SELECT l.alert_id, l.contact_id, l.expires_at, c.locale, coalesce(c.time_zone, p.time_zone) AS time_zone
                        FROM link l JOIN alert a ON a.id = l.alert_id JOIN person p ON p.id = a.person_id
                        LEFT JOIN standing_contact c ON c.id = l.contact_id
                        WHERE l.id = $1 AND l.revoked_at IS NULL AND l.expires_at > mayday_now()
                          AND (l.contact_id IS NULL OR c.id IS NOT NULL)
                        """)
                .execute(Tuple.of(link))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Problem.notFound().refused();
                    }
                    var row = rows.iterator().next();
                    var contact = row.getUUID("contact_id");
                    return new Open(
                            new Caller.LinkHolder(
                                    link,
                                    new AlertId(row.getUUID("alert_id")),
                                    contact == null ? null : new ContactId(contact)),
                            row.getOffsetDateTime("expires_at").toInstant(),
                            row.getString("locale"),
                            row.getString("time_zone"));
                });
    }

    private UUID id(String token) {
        try {
            var bytes = Base64.getUrlDecoder().decode(token);
            if (bytes.length == 16 + PROOF) {
                var id = Arrays.copyOf(bytes, 16);
                var proof = Arrays.copyOf(keys.hmac(USE, id), PROOF);
                if (MessageDigest.isEqual(proof, Arrays.copyOfRange(bytes, 16, 16 + PROOF))) {
                    var buffer = ByteBuffer.wrap(id);
                    return new UUID(buffer.getLong(), buffer.getLong());
                }
            }
        } catch (IllegalArgumentException e) {
            // no token of ours
        }
        throw Problem.notFound().refused();
    }
}
