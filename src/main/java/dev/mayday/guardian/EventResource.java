package dev.mayday.guardian;

import dev.mayday.identity.Caller;
import dev.mayday.live.Socket;
import dev.mayday.live.Sockets;
import dev.mayday.wire.Ids;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The guardian stream as server-sent events, for where a socket can't pass. */
@Path("/v1")
class EventResource {
    private static final String SAYS =
            "The messages of the guardian socket, each as the data of an event; its id is the cursor,"
                    + " and Last-Event-ID goes on after it. It ends when the right does.";

    /** As the token's authentication says it, in epoch seconds. */
    private static final String EXPIRES = "quarkus.identity.expire-time";

    private final SecurityIdentity identity;
    private final Sockets sockets;
    private final Subscriptions subscriptions;
    private final Vertx vertx;
    private final StreamSettings settings;

    EventResource(
            SecurityIdentity identity,
            Sockets sockets,
            Subscriptions subscriptions,
            Vertx vertx,
            StreamSettings settings) {
        this.identity = identity;
        this.sockets = sockets;
        this.subscriptions = subscriptions;
        this.vertx = vertx;
        this.settings = settings;
    }

    @GET
    @Path("/alerts/{id}/events")
    @RolesAllowed({"account", "link"})
    @Tag(name = "alerts")
    @Operation(summary = "An alert as it happens, as server-sent events", description = SAYS)
    @APIResponse(
            responseCode = "200",
            description = "Events without end",
            content =
                    @Content(
                            mediaType = "text/event-stream",
                            schema = @Schema(type = SchemaType.STRING)))
    public Uni<Void> ofAlert(
            @PathParam("id") String id,
            @HeaderParam("Last-Event-ID") @Nullable String after,
            @Context HttpServerResponse response) {
        var alert = Ids.parse(id);
        return stream(response, subscription -> subscription.alert(null, alert, after));
    }

    @GET
    @Path("/sharings/{id}/events")
    @RolesAllowed("account")
    @Tag(name = "sharings")
    @Operation(summary = "A sharing as it happens, as server-sent events", description = SAYS)
    @APIResponse(
            responseCode = "200",
            description = "Events until it is over",
            content =
                    @Content(
                            mediaType = "text/event-stream",
                            schema = @Schema(type = SchemaType.STRING)))
    public Uni<Void> ofSharing(
            @PathParam("id") String id,
            @HeaderParam("Last-Event-ID") @Nullable String after,
            @Context HttpServerResponse response) {
        var sharing = Ids.parse(id);
        return stream(response, subscription -> subscription.sharing(null, sharing, after));
    }

    /**
     * Fails with why it is refused; else it never completes, since the stream writes the answer
     * itself. It is cancelled when the connection ends.
     */
    private Uni<Void> stream(
            HttpServerResponse response, Function<Subscription, Uni<Void>> follow) {
        var caller = Caller.of(identity);
        Long expires = identity.getAttribute(EXPIRES);
        return Uni.createFrom()
                .emitter(emitter -> new Open(response, caller, emitter).follow(follow, expires));
    }

    /** One stream, while it is open. */
    private final class Open {
        private final UniEmitter<? super Void> answer;
        private final EventStream stream;
        private final Socket socket;
        private final Subscription subscription;
        private final long beat;
        private long end = -1;

        Open(HttpServerResponse response, Caller caller, UniEmitter<? super Void> answer) {
            this.answer = answer;
            stream = new EventStream(response, this::over);
            socket = sockets.opened(stream, caller);
            subscription = subscriptions.opened(socket);
            beat = vertx.setPeriodic(settings.beat().toMillis(), timer -> stream.beat());
            answer.onTermination(stream::over);
        }

        void follow(Function<Subscription, Uni<Void>> what, @Nullable Long expires) {
            if (expires != null) {
                var left = Duration.between(Instant.now(), Instant.ofEpochSecond(expires));
                end = vertx.setTimer(Math.max(1, left.toMillis()), timer -> socket.expire());
            }
            subscriptions
                    .beginning(what.apply(subscription))
                    .subscribe()
                    .with(done -> {}, this::failed);
        }

        private void failed(Throwable why) {
            if (!stream.isBegun()) {
                answer.fail(why);
            }
            stream.over();
        }

        private void over() {
            vertx.cancelTimer(beat);
            vertx.cancelTimer(end);
            subscriptions.closed(subscription);
            sockets.closed(socket);
        }
    }
}
