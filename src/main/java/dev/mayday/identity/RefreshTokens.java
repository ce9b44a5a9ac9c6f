package dev.mayday.identity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The refresh tokens of sessions, as hashes, in the ambient transaction. A successor is a keyed
 * hash of its parent: it can be given again without being kept, and the table is worth nothing.
 */
@ApplicationScoped
class RefreshTokens {
    private final Keys keys;

    RefreshTokens(Keys keys) {
        this.keys = keys;
    }

    /** What is known of one token while its session is locked. */
    record Known(
            UUID session,
            UUID person,
            boolean ended,
            Instant issuedAt,
            @Nullable Instant usedAt,
            boolean successorUsed) {}

    Opaque successor(Opaque token) {
        return Opaque.of(keys.hmac("refresh-successor", token.bytes()));
    }

    Uni<Void> insert(Opaque token, UUID session, Instant now) {
        return Panache.getSession()
                .flatMap(hibernate ->
                        hibernate
                                .createNativeQuery(
                                        "INSERT INTO refresh_token (hash, session_id, issued_at) VALUES (:hash, :session, :now)")
                                .setParameter("hash", token.hash())
                                .setParameter("session", session)
                                .setParameter("now", now)
                                .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> use(Opaque token, Instant now) {
        return Panache.getSession()
                .flatMap(hibernate ->
                        hibernate
                                .createNativeQuery(
                                        "UPDATE refresh_token SET used_at = :now WHERE hash = :hash")
                                .setParameter("hash", token.hash())
                                .setParameter("now", now)
                                .executeUpdate())
                .replaceWithVoid();
    }

    /**
     * The token, or null where there is no such one. Its session's row is locked first and the
     * token read in a statement after that, so that of two who show it at once the second sees what
     * the first did.
     */
    Uni<@Nullable Known> lock(Opaque token) {
        return Panache.getSession()
                .flatMap(hibernate ->
                        hibernate
                                .createNativeQuery(
                                        """
                                        SELECT id FROM session
                                        WHERE id = (SELECT session_id FROM refresh_token WHERE hash = :hash) FOR UPDATE
                                        """)
                                .setParameter("hash", token.hash())
                                .getResultList())
                .flatMap(locked -> locked.isEmpty() ? Uni.createFrom().nullItem() : read(token));
    }

    private Uni<@Nullable Known> read(Opaque token) {
        return Panache.getSession()
                .flatMap(hibernate ->
                        hibernate
                                .createNativeQuery(
                                        """
                                        SELECT s.id, s.person_id, s.ended_at IS NOT NULL, t.issued_at, t.used_at, n.used_at IS NOT NULL
                                        FROM refresh_token t JOIN session s ON s.id = t.session_id
                                        LEFT JOIN refresh_token n ON n.hash = :successor
                                        WHERE t.hash = :hash
                                        """,
                                        Object[].class)
                                .setParameter("hash", token.hash())
                                .setParameter("successor", successor(token).hash())
                                .getSingleResultOrNull())
                .map(row -> row == null ? null : known(row));
    }

    private static Known known(Object[] row) {
        var usedAt = (OffsetDateTime) row[4];
        return new Known(
                (UUID) row[0],
                (UUID) row[1],
                (Boolean) row[2],
                ((OffsetDateTime) row[3]).toInstant(),
                usedAt == null ? null : usedAt.toInstant(),
                (Boolean) row[5]);
    }
}
