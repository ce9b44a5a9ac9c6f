package dev.mayday.identity;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Transactions;
import dev.mayday.problem.Problem;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells devices by the tokens that phone apps can show: in the request itself, or by HTTP's Basic
 * scheme with the account's e-mail address, or as a bearer. One that is known is never held up;
 * unknown ones count for their address.
 */
@ApplicationScoped
public class DeviceTokens {
    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";
    private static final String FIND =
            """
            SELECT d.id, d.person_id, d.manual_alarm FROM device d JOIN person p ON p.id = d.person_id
            WHERE d.token_hash = $1 AND ($2::text IS NULL OR lower(p.email) = lower($2))
            """;

    private final Pool pool;
    private final Throttle throttle;
    private final Transactions transactions;
    private final MaydayClock clock;
    private final IdentitySettings.UnknownTokens settings;

    DeviceTokens(
            Pool pool,
            Throttle throttle,
            Transactions transactions,
            MaydayClock clock,
            IdentitySettings settings) {
        this.pool = pool;
        this.throttle = throttle;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings.unknownTokens();
    }

    /**
     * A device whose token was shown.
     *
     * @param manualAlarm whether its owner wants a manual report of it to be a call for help
     */
    public record Known(PersonId person, UUID id, boolean manualAlarm) {}

    private record Shown(@Nullable String email, String token) {
        @Override
        public String toString() {
            return "Shown[…]";
        }
    }

    /**
     * @param token as the request's own format has it; null where that has none
     * @return fails with not-signed-in where none was shown, wrong-credentials, too-many-attempts
     */
    public Uni<Known> of(HttpServerRequest request, @Nullable String token) {
        var shown = token != null ? new Shown(null, token) : shown(request);
        return shown == null
                ? Uni.createFrom().failure(Problem.notSignedIn().refused())
                : find(shown)
                        .flatMap(known ->
                                known != null
                                        ? Uni.createFrom().item(known)
                                        : refused(ClientAddress.of(request)));
    }

    private static @Nullable Shown shown(HttpServerRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return null;
        }
        if (header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return basic(header.substring(BASIC.length()).strip());
        }
        // one with a dot is an access token: it is good for much, and not for this
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length()) && header.indexOf('.') < 0
                ? new Shown(null, header.substring(BEARER.length()).strip())
                : null;
    }

    private static Shown basic(String text) {
        try {
            var pair = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? new Shown(pair, "")
                    : new Shown(pair.substring(0, colon).strip(), pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return new Shown("", "");
        }
    }

    private Uni<@Nullable Known> find(Shown shown) {
        var email = shown.email == null ? null : shown.email.replace("\0", "");
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(Buffer.buffer(new Opaque(shown.token).hash()), email))
                .map(rows -> {
                    var found = rows.iterator();
                    if (!found.hasNext()) {
                        return null;
                    }
                    var row = found.next();
                    return new Known(
                            new PersonId(row.getUUID("person_id")),
                            row.getUUID("id"),
                            row.getBoolean("manual_alarm"));
                });
    }

    /** Once there were too many, no more is written down until the window ends. */
    private Uni<Known> refused(String address) {
        var limit =
                new Throttle.Limit(
                        throttle.key("unknown-token", address),
                        settings.ofAddress(),
                        settings.window());
        return throttle.counts(List.of(limit.key()), clock.now())
                .flatMap(counts ->
                        counts.getOrDefault(limit.key(), 0) >= limit.most()
                                ? Uni.createFrom().item(false)
                                : transactions.quietly(() -> throttle.count(limit, clock.now())))
                .flatMap(few -> Uni.createFrom().failure((few ? wrong() : tooMany()).refused()));
    }

    private static Problem wrong() {
        return new Problem(401, "wrong-credentials", "no device has this token");
    }

    private static Problem tooMany() {
        return Problem.tooManyAttempts("too many unknown tokens; try again in some minutes");
    }
}
