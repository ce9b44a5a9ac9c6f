package dev.mayday.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * RFC 9457 for what ends before a resource has it, and OPTIONS. Without a body are left, since
 * nobody is asked of them: an address or a header that is too long (414, 431), an address that is
 * no URI (400), and a body of a size that is not said beforehand and then is too large (413).
 */
@ApplicationScoped
class Unrouted {
    /** Before the framework's own limit, which answers without a body. */
    private static final int BEFORE_LIMIT = -3;

    private final long most;

    Unrouted(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
        this.most = most.asLongValue();
    }

    void answer(@Observes Router router) {
        router.route().order(BEFORE_LIMIT).handler(this::limit).failureHandler(Unrouted::failed);
        router.options("/v1/*").order(BEFORE_LIMIT).handler(Unrouted::options);
    }

    private void limit(RoutingContext request) {
        var length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || Long.parseLong(length) <= most) {
            request.next();
            return;
        }
        request.response()
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .endHandler(said -> request.request().connection().close());
        ProblemMapper.answer(request, Problem.tooLarge());
    }

    /** Such as one that names no host. */
    private static void failed(RoutingContext request) {
        if (request.statusCode() == 400 && !request.response().headWritten()) {
            ProblemMapper.answer(request, Problem.malformed("the request can't be read"));
        } else {
            request.next();
        }
    }

    private static void options(RoutingContext request) {
        var methods = Methods.of(request.normalizedPath());
        if (methods.isEmpty()) {
            request.next();
        } else {
            request.response().putHeader(HttpHeaders.ALLOW, String.join(", ", methods)).end();
        }
    }
}
