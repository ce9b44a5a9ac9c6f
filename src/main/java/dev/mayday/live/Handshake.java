package dev.mayday.live;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Refuses a socket that a foreign page opens. No Origin at all is no browser, and is let in. */
@ApplicationScoped
class Handshake implements HttpUpgradeCheck {
    private static final int MOST_TOGETHER = 64;

    private static final String PROTOCOLS = "Sec-WebSocket-Protocol";
    private static final String PROTOCOL = "mayday.v1";

    /** The name of Vert.x's own handler, which is given what was read. */
    private static final String VERTX = "handler";

    private final String own;

    Handshake(@ConfigProperty(name = "mayday.public-url") String publicUrl) {
        this.own = origin(publicUrl);
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        var request = context.httpRequest();
        var origin = request.getHeader("Origin");
        if (origin == null || origin(origin).equals(own) || sameHost(origin, request)) {
            select(request);
            context.userData().put(Intake.KEY, prepare(request));
            return CheckResult.permitUpgrade();
        }
        return CheckResult.rejectUpgrade(403);
    }

    /** Whatever else is offered, and in whatever order: what offers this is answered with it. */
    private static void select(HttpServerRequest request) {
        var offered = String.join(",", request.headers().getAll(PROTOCOLS));
        if (List.of(offered.split("[\\s,]+")).contains(PROTOCOL)) {
            request.headers().set(PROTOCOLS, PROTOCOL);
        }
    }

    private static Intake prepare(HttpServerRequest request) {
        var channel = ((ConnectionBase) request.connection()).channel();
        var way = channel.pipeline();
        gather(way);
        way.addLast(new Forgetful(request));
        if (way.get(Intake.class) != null) {
            way.remove(Intake.class); // of a handshake that failed
        }
        var intake = new Intake(channel);
        way.addBefore(VERTX, null, intake);
        return intake;
    }

    /**
     * What is written to a socket in one turn of its event loop goes out in one call of the system,
     * which costs more than all that was done to write it.
     */
    private static void gather(ChannelPipeline way) {
        if (way.get(FlushConsolidationHandler.class) == null) {
            way.addFirst(new FlushConsolidationHandler(MOST_TOGETHER, true));
        }
    }

    /**
     * Forgets the head of the request once it is answered: nobody looks at it again, but it would
     * be copied and kept as long as the socket is open, a tenth of all that an idle phone costs.
     */
    private static final class Forgetful extends ChannelOutboundHandlerAdapter {
        private final HttpServerRequest request;

        private Forgetful(HttpServerRequest request) {
            this.request = request;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise written) {
            if (message instanceof HttpResponse) {
                request.headers().clear();
                context.pipeline().remove(this);
            }
            context.write(message, written);
        }
    }

    private static boolean sameHost(String origin, HttpServerRequest request) {
        var authority = request.authority();
        return authority != null
                && origin(origin).replaceFirst("^https?://", "").equals(authority.toString());
    }

    private static String origin(@Nullable String url) {
        try {
            var uri = URI.create(url == null ? "" : url);
            return (uri.getScheme() + "://" + uri.getRawAuthority()).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
