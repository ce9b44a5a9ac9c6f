package dev.mayday.guardian;

import dev.mayday.identity.Caller;
import dev.mayday.live.Socket;
import dev.mayday.live.Sockets;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** The guardian stream as server-sent events, for where a socket can't pass. */
@ApplicationScoped
class EventStreams {
    static final String SAYS =
            "The messages of the guardian socket, each as the data of an event; its id is the cursor,"
                    + " and Last-Event-ID goes on after it. It ends when the right does.";

    private final Sockets sockets;
    private final Subscriptions subscriptions;
    private final Vertx vertx;
    private final StreamSettings settings;

    EventStreams(
            Sockets sockets, Subscriptions subscriptions, Vertx vertx, StreamSettings settings) {
        this.sockets = sockets;
        this.subscriptions = subscriptions;
        this.vertx = vertx;
        this.settings = settings;
    }

    /**
     * Fails with why it is refused; else it never completes, since the stream writes the answer
     * itself. It is cancelled when the connection ends.
     */
    Uni<Void> open(
            SecurityIdentity identity,
            HttpServerResponse response,
            Function<Subscription, Uni<Void>> follow) {
        return Uni.createFrom()
                .emitter(emitter -> new Open(response, identity, emitter).follow(follow));
    }

    /** One stream, while it is open. */
    private final class Open {
        private final UniEmitter<? super Void> answer;
        private final EventStream stream;
        private final Socket socket;
        private final Subscription subscription;
        private final long beat;

        Open(
                HttpServerResponse response,
                SecurityIdentity identity,
                UniEmitter<? super Void> answer) {
            this.answer = answer;
            stream = new EventStream(response, this::over);
            socket = sockets.opened(stream, Caller.of(identity));
            subscription = subscriptions.opened(socket, identity);
            beat = vertx.setPeriodic(settings.beat().toMillis(), timer -> stream.beat());
            answer.onTermination(stream::over);
        }

        void follow(Function<Subscription, Uni<Void>> what) {
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

        /** It may be noticed under the subscription's lock, where nothing else may be locked. */
        private void over() {
            vertx.cancelTimer(beat);
            vertx.runOnContext(later -> {
                subscriptions.closed(subscription);
                sockets.closed(socket);
            });
        }
    }
}
