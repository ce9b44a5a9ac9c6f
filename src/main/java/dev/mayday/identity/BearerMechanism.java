package dev.mayday.identity;

import dev.mayday.problem.Problem;
import dev.mayday.problem.ProblemMapper;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * {@code Authorization: Bearer}, for HTTP and at a socket's handshake. Another scheme is somebody
 * else's business (phone apps); a bearer token that is not good is refused wherever it is shown,
 * but where one comes to get a new one.
 */
@ApplicationScoped
class BearerMechanism implements HttpAuthenticationMechanism {
    private static final String SCHEME = "Bearer ";

    /** A stream says itself that its right has ended: until then it is left open. */
    private static final Duration AFTER_ENDED = Duration.ofSeconds(1);

    /** WebSockets Next closes a socket at this time, in epoch seconds, and says nothing of why. */
    private static final String CLOSED = "quarkus.identity.expire-time";

    /** Calls that an ended token, still sent by habit, must not spoil. */
    private static final Set<String> NEEDS_NONE =
            Set.of(
                    "/v1/users",
                    "/v1/sessions",
                    "/v1/sessions/refresh",
                    "/v1/password-resets",
                    "/v1/password-resets/confirm");

    private final Authenticate authenticate;

    BearerMechanism(Authenticate authenticate) {
        this.authenticate = authenticate;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext request, IdentityProviderManager providers) {
        var header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null
                || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                || needsNone(request)) {
            return Uni.createFrom().nullItem();
        }
        return authenticate
                .bearer(header.substring(SCHEME.length()).strip())
                .map(BearerMechanism::identity);
    }

    private static boolean needsNone(RoutingContext request) {
        return request.request().method() == HttpMethod.POST
                && NEEDS_NONE.contains(request.normalizedPath());
    }

    private static SecurityIdentity identity(Tokens.Token token) {
        var identity =
                QuarkusSecurityIdentity.builder().addAttribute(Caller.ATTRIBUTE, token.caller());
        if (!token.expiresAt().equals(Instant.MAX)) {
            identity.addAttribute(Caller.EXPIRES, token.expiresAt())
                    .addAttribute(CLOSED, token.expiresAt().plus(AFTER_ENDED).getEpochSecond());
        }
        switch (token.caller()) {
            case Caller.Account account -> {
                identity.setPrincipal(new QuarkusPrincipal(account.person().toString()))
                        .addRole(Caller.ACCOUNT);
                if (account.operator()) {
                    identity.addRole(Caller.OPERATOR);
                }
            }
            case Caller.Device device ->
                    identity.setPrincipal(new QuarkusPrincipal(device.person().toString()))
                            .addRole(Caller.DEVICE);
            case Caller.LinkHolder holder ->
                    identity.setPrincipal(new QuarkusPrincipal(holder.link().toString()))
                            .addRole(Caller.LINK);
        }
        return identity.build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    /** The whole answer, so that the body is a problem here as everywhere. */
    @Override
    public Uni<Boolean> sendChallenge(RoutingContext request) {
        ProblemMapper.answer(request, Problem.notSignedIn());
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
        return Uni.createFrom()
                .item(
                        new HttpCredentialTransport(
                                HttpCredentialTransport.Type.AUTHORIZATION, "bearer"));
    }
}
