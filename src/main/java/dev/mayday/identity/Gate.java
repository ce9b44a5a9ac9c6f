package dev.mayday.identity;

import dev.mayday.problem.Problem;
import dev.mayday.problem.ProblemMapper;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * What a token opens at all, whatever an endpoint then says: a phone app's the device socket and
 * ingest, a link's the alert that it is for. Nobody opens a socket without one. It answers before
 * the socket's own check, which could give no reason.
 */
@ApplicationScoped
class Gate {
    /** After Quarkus' authentication and authorization, before sockets and resources. */
    private static final int AFTER_AUTHENTICATION = -50;

    void guard(@Observes Router router) {
        router.route("/v1/*").order(AFTER_AUTHENTICATION).handler(Gate::pass);
    }

    private static void pass(RoutingContext request) {
        var problem =
                refusal(
                        caller(request),
                        request.normalizedPath(),
                        request.request().headers().contains(HttpHeaders.UPGRADE));
        if (problem == null) {
            request.next();
        } else {
            ProblemMapper.answer(request, problem);
        }
    }

    static @Nullable Problem refusal(@Nullable Caller caller, String path, boolean socket) {
        return switch (caller) {
            case null -> socket ? Problem.notSignedIn() : null;
            case Caller.Account account -> null;
            case Caller.Device device ->
                    path.equals("/v1/device") || path.startsWith("/v1/ingest/")
                            ? null
                            : Problem.notAllowed(
                                    "a device token opens the device socket and ingest, nothing else");
            case Caller.LinkHolder holder ->
                    path.equals("/v1/guardian")
                                    || path.equals("/v1/alerts")
                                    || path.startsWith("/v1/alerts/")
                            ? null
                            : Problem.notAllowed("a link opens its alert, nothing else");
        };
    }

    private static @Nullable Caller caller(RoutingContext request) {
        return request.user() instanceof QuarkusHttpUser user
                ? user.getSecurityIdentity().getAttribute(Caller.ATTRIBUTE)
                : null;
    }
}
