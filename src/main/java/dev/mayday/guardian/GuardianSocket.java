package dev.mayday.guardian;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.Answers;
import dev.mayday.live.Socket;
import dev.mayday.live.Sockets;
import dev.mayday.wire.Fields;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

/**
 * What a guardian's browser talks to: {@code GET /v1/guardian}. Owners may follow their own here
 * too.
 */
@WebSocket(path = "/v1/guardian")
@RolesAllowed({"account", "link"})
public class GuardianSocket {
    private static final UserData.TypedKey<Subscription> SUBSCRIPTION =
            new UserData.TypedKey<>("mayday.subscription");

    private final SecurityIdentity identity;
    private final Sockets sockets;
    private final Subscriptions subscriptions;
    private final Answers answers;
    private final StreamMessages messages;
    private final ObjectMapper json;

    GuardianSocket(
            SecurityIdentity identity,
            Sockets sockets,
            Subscriptions subscriptions,
            Answers answers,
            StreamMessages messages,
            ObjectMapper json) {
        this.identity = identity;
        this.sockets = sockets;
        this.subscriptions = subscriptions;
        this.answers = answers;
        this.messages = messages;
        this.json = json;
    }

    @OnOpen
    void opened(WebSocketConnection connection) {
        connection
                .userData()
                .put(
                        SUBSCRIPTION,
                        subscriptions.opened(sockets.opened(connection, identity), identity));
    }

    @OnTextMessage
    Uni<Void> message(String text, WebSocketConnection connection) {
        var socket = Sockets.of(connection);
        return socket.answer(() -> message(text, socket, subscription(connection)));
    }

    private Uni<Void> message(String text, Socket socket, Subscription subscription) {
        if (socket.isTooLarge(text)) {
            return Uni.createFrom().voidItem();
        }
        String ref = null;
        try {
            var fields = new Fields(json.readTree(text));
            ref = fields.text("ref");
            Fields.requireUtf8(text);
            return answered(
                    socket, ref, handle(socket, subscription, ref, GuardianMessage.read(fields)));
        } catch (JsonProcessingException | RuntimeException e) {
            socket.refuse(ref, e);
            return Uni.createFrom().voidItem();
        }
    }

    @OnBinaryMessage
    Uni<Void> binary(Buffer bytes, WebSocketConnection connection) {
        return Sockets.of(connection).answerBinary();
    }

    @OnClose
    void closed(WebSocketConnection connection) {
        var subscription = connection.userData().get(SUBSCRIPTION);
        if (subscription != null) {
            subscriptions.closed(subscription);
            sockets.closed(Sockets.of(connection));
        }
    }

    @OnError
    void failed(Throwable failure, WebSocketConnection connection) {
        var socket = connection.userData().get(Socket.KEY);
        if (socket != null) {
            socket.failed(failure);
        }
    }

    private Uni<Void> handle(
            Socket socket,
            Subscription subscription,
            @Nullable String ref,
            GuardianMessage message) {
        return switch (message) {
            case GuardianMessage.SubscribeToAll(var after) ->
                    subscriptions.beginning(subscription.everything(ref, after));
            case GuardianMessage.SubscribeToAlert(var alert, var after) ->
                    subscriptions.beginning(subscription.alert(ref, alert, after));
            case GuardianMessage.SubscribeToSharing(var sharing, var after) ->
                    subscriptions.beginning(subscription.sharing(ref, sharing, after));
            case GuardianMessage.Unsubscribe(var subject) -> {
                subscription.leave(subject);
                socket.send(messages.ok(ref));
                yield Uni.createFrom().voidItem();
            }
            case GuardianMessage.Acknowledge(var alert, var said) ->
                    answers.acknowledge(socket.caller(), alert, said)
                            .invoke(done -> socket.send(messages.ok(ref)))
                            .replaceWithVoid();
            case GuardianMessage.Decline(var alert, var said) ->
                    answers.decline(socket.caller(), alert, said)
                            .invoke(done -> socket.send(messages.ok(ref)))
                            .replaceWithVoid();
        };
    }

    private static Uni<Void> answered(Socket socket, @Nullable String ref, Uni<Void> done) {
        return done.onFailure()
                .recoverWithItem(failure -> {
                    socket.refuse(ref, failure);
                    return null;
                });
    }

    private static Subscription subscription(WebSocketConnection connection) {
        var subscription = connection.userData().get(SUBSCRIPTION);
        if (subscription == null) {
            throw new IllegalStateException("a message before the socket was opened");
        }
        return subscription;
    }
}
