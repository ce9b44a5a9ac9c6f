package dev.mayday.identity;

import dev.mayday.clock.MaydayClock;
import dev.mayday.wire.PersonId;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tells callers by their tokens, and looks each time at what stands behind a token. */
@ApplicationScoped
public class Authenticate {
    private static final String GOOD =
            """
            SELECT s.id, p.email_verified_at IS NOT NULL AND lower(p.email) = ANY($3) AS operator
            FROM session s JOIN person p ON p.id = s.person_id
            WHERE s.id = ANY($1) AND s.ended_at IS NULL
            UNION ALL
            SELECT d.id, false FROM device d WHERE d.id = ANY($1)
            UNION ALL
            SELECT l.id, false FROM link l
            WHERE l.id = ANY($1) AND l.revoked_at IS NULL AND l.expires_at > $2
              AND (l.contact_id IS NULL OR EXISTS (SELECT FROM standing_contact c WHERE c.id = l.contact_id))
            """;
    private static final String DEVICE = "SELECT id, person_id FROM device WHERE token_hash = $1";

    private final Pool pool;
    private final Tokens tokens;
    private final Operators operators;
    private final MaydayClock clock;

    Authenticate(Pool pool, Tokens tokens, Operators operators, MaydayClock clock) {
        this.pool = pool;
        this.tokens = tokens;
        this.operators = operators;
        this.clock = clock;
    }

    /** Who holds this bearer token. Fails with {@link AuthenticationFailedException}. */
    Uni<Tokens.Token> bearer(String text) {
        if (text.indexOf('.') < 0) {
            return device(text).map(device -> new Tokens.Token(device, Instant.MAX));
        }
        var token = tokens.read(text);
        if (token == null) {
            return refused();
        }
        return good(Set.of(token.caller()))
                .flatMap(good -> {
                    var operator = good.get(id(token.caller()));
                    return operator == null
                            ? refused()
                            : Uni.createFrom().item(withRole(token, operator));
                });
    }

    /**
     * The phone app with this token. Fails with {@link AuthenticationFailedException} where there
     * is none.
     */
    public Uni<Caller.Device> device(String token) {
        return pool.preparedQuery(DEVICE)
                .execute(Tuple.of(Buffer.buffer(new Opaque(token).hash())))
                .flatMap(rows -> {
                    var found = rows.iterator();
                    if (!found.hasNext()) {
                        return refused();
                    }
                    var row = found.next();
                    return Uni.createFrom()
                            .item(
                                    new Caller.Device(
                                            new PersonId(row.getUUID("person_id")),
                                            row.getUUID("id")));
                });
    }

    /**
     * Those of the callers whose session, device or link has not ended, in one statement: for what
     * stays open after it was authenticated.
     */
    public Uni<Set<Caller>> stillGood(Collection<Caller> callers) {
        return good(callers)
                .map(good ->
                        callers.stream()
                                .filter(caller -> good.containsKey(id(caller)))
                                .collect(Collectors.toUnmodifiableSet()));
    }

    /** The ids that are good, each with whether it is an operator's. */
    private Uni<Map<UUID, Boolean>> good(Collection<Caller> callers) {
        var ids = callers.stream().map(Authenticate::id).toArray(UUID[]::new);
        return pool.preparedQuery(GOOD)
                .execute(
                        Tuple.tuple()
                                .addArrayOfUUID(ids)
                                .addOffsetDateTime(clock.now().atOffset(ZoneOffset.UTC))
                                .addArrayOfString(operators.emails()))
                .map(rows -> {
                    var good = new HashMap<UUID, Boolean>();
                    rows.forEach(row -> good.put(row.getUUID("id"), row.getBoolean("operator")));
                    return good;
                });
    }

    private static UUID id(Caller caller) {
        return switch (caller) {
            case Caller.Account account -> account.session();
            case Caller.Device device -> device.device();
            case Caller.LinkHolder holder -> holder.link();
        };
    }

    private static Tokens.Token withRole(Tokens.Token token, boolean operator) {
        return token.caller() instanceof Caller.Account account
                ? new Tokens.Token(
                        new Caller.Account(account.person(), account.session(), operator),
                        token.expiresAt())
                : token;
    }

    private static <T> Uni<T> refused() {
        return Uni.createFrom().failure(new AuthenticationFailedException());
    }
}
