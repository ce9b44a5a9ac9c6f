package dev.mayday.guardian;

import dev.mayday.clock.Roles;
import dev.mayday.clock.Roles.Role;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import org.jspecify.annotations.NullMarked;

/**
 * Serves the pages that are the same for everybody: the dashboard, the phone's, an invitation's,
 * the operator's. An invitation's token stays in the browser's address: nothing here looks at it or
 * keeps it.
 */
@NullMarked
@ApplicationScoped
class Pages {
    private static final String SERVICE_WORKER = "service-worker.js";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";
    private static final String NOT_KEPT = "no-store";

    private final Roles roles;
    private final PageHeaders headers;
    private final Instance<PageFiles> read;
    private final EmergencyNumbers emergency;

    Pages(Roles roles, PageHeaders headers, Instance<PageFiles> read, EmergencyNumbers emergency) {
        this.roles = roles;
        this.headers = headers;
        this.read = read;
        this.emergency = emergency;
    }

    void serve(@Observes Router router) {
        if (!roles.has(Role.GATEWAY)) {
            return;
        }
        var files = read.get();
        var phone =
                files.named("app.html").with("emergencyNumber", emergency.of(null, "sos").number());
        read(router.route("/"))
                .handler(request -> page(request, files.named("dashboard.html"), ASK_AGAIN));
        read(router.route("/app")).handler(request -> phone(request, phone));
        read(router.route("/operator"))
                .handler(request -> page(request, files.named("operator.html"), ASK_AGAIN));
        read(router.route("/i/:token"))
                .handler(request -> secret(request, files.named("invitation.html")));
        // one name for ever, so that a browser finds a newer one; it is asked for with every visit
        read(router.route("/" + SERVICE_WORKER))
                .handler(request -> page(request, files.named(SERVICE_WORKER), ASK_AGAIN));
        files.assets()
                .forEach(asset ->
                        read(router.route("/" + asset.path()))
                                .handler(request -> {
                                    headers.plain(request.response());
                                    send(request, asset, FOR_EVER);
                                }));
    }

    private static Route read(Route route) {
        return route.method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    /** A page whose address is a secret, and which nobody keeps. */
    private void secret(RoutingContext request, PageFile page) {
        headers.secret(request.response());
        send(request, page, NOT_KEPT);
    }

    /** The one page that may ask where its reader is. */
    private void phone(RoutingContext request, PageFile page) {
        headers.phone(request.response());
        send(request, page, ASK_AGAIN);
    }

    private void page(RoutingContext request, PageFile page, String caching) {
        headers.page(request.response());
        send(request, page, caching);
    }

    private static void send(RoutingContext request, PageFile file, String caching) {
        var response = request.response().putHeader(HttpHeaders.CACHE_CONTROL, caching);
        var encoded = file.best(request.request().getHeader(HttpHeaders.ACCEPT_ENCODING));
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.type())
                .putHeader(HttpHeaders.VARY, "Accept-Encoding");
        if (!encoded.name().isEmpty()) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, encoded.name());
        }
        response.end(encoded.content());
    }
}
