package dev.mayday.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.alert.Accepted;
import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.OwnerEnding;
import dev.mayday.checkin.CheckinDesk;
import dev.mayday.clock.MaydayClock;
import dev.mayday.identity.Caller;
import dev.mayday.live.Sockets;
import dev.mayday.location.LocationLog;
import dev.mayday.problem.Problem;
import dev.mayday.problem.Refused;
import dev.mayday.wire.Fields;
import dev.mayday.wire.PersonId;
import io.micrometer.core.instrument.MeterRegistry;
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
 * What a phone talks to: {@code GET /v1/device}. Commands of one connection are done in their
 * order; locations only queue here, so that nothing waits for them.
 */
@WebSocket(path = "/v1/device")
@RolesAllowed({"account", "device"})
public class DeviceSocket {
    private static final UserData.TypedKey<Phone> PHONE = new UserData.TypedKey<>("mayday.phone");

    private final SecurityIdentity identity;
    private final Sockets sockets;
    private final Phones phones;
    private final AlertDesk desk;
    private final OwnerEnding ending;
    private final CheckinDesk checkins;
    private final LocationLog log;
    private final MaydayClock clock;
    private final DeviceSettings settings;
    private final ObjectMapper json;
    private final MeterRegistry metrics;

    DeviceSocket(
            SecurityIdentity identity,
            Sockets sockets,
            Phones phones,
            AlertDesk desk,
            OwnerEnding ending,
            CheckinDesk checkins,
            LocationLog log,
            MaydayClock clock,
            DeviceSettings settings,
            ObjectMapper json,
            MeterRegistry metrics) {
        this.identity = identity;
        this.sockets = sockets;
        this.phones = phones;
        this.desk = desk;
        this.ending = ending;
        this.checkins = checkins;
        this.log = log;
        this.clock = clock;
        this.settings = settings;
        this.json = json;
        this.metrics = metrics;
    }

    @OnOpen
    void opened(WebSocketConnection connection) {
        var socket = sockets.opened(connection, identity);
        var person = person(socket.caller());
        var installation = installation(connection, socket.caller());
        var requests = new PlaceRequests(socket, clock, settings);
        var lane = new LocationLane(socket, person, installation, log, clock, requests);
        socket.alsoAnswers(lane::isIdle);
        var phone = new Phone(socket, person, installation, lane, requests, json);
        connection.userData().put(PHONE, phone);
        phones.follow(phone);
    }

    @OnTextMessage
    Uni<Void> message(String text, WebSocketConnection connection) {
        var phone = phone(connection);
        return phone.socket().answer(() -> message(text, phone));
    }

    private Uni<Void> message(String text, Phone phone) {
        if (phone.socket().isTooLarge(text)) {
            return Uni.createFrom().voidItem();
        }
        String ref = null;
        try {
            var fields = new Fields(json.readTree(text));
            ref = ref(fields);
            if (!isTrigger(fields)) {
                Fields.requireUtf8(text);
            }
            return handle(phone, ref, DeviceMessage.read(fields, clock.now()))
                    .onFailure()
                    .recoverWithItem(phone.refusal(ref));
        } catch (JsonProcessingException | RuntimeException e) {
            phone.socket().refuse(ref, e);
            return Uni.createFrom().voidItem();
        }
    }

    @OnBinaryMessage
    Uni<Void> binary(Buffer bytes, WebSocketConnection connection) {
        return phone(connection).socket().answerBinary();
    }

    @OnClose
    void closed(WebSocketConnection connection) {
        var phone = connection.userData().get(PHONE);
        if (phone != null) {
            phones.forget(phone);
            sockets.closed(phone.socket());
        }
    }

    @OnError
    void failed(Throwable failure, WebSocketConnection connection) {
        var phone = connection.userData().get(PHONE);
        if (phone != null) {
            phone.socket().failed(failure);
        }
    }

    private Uni<Void> handle(Phone phone, @Nullable String ref, DeviceMessage message) {
        return switch (message) {
            case DeviceMessage.Trigger pressed ->
                    desk.raise(phone.person(), phone.installation(), pressed.trigger())
                            .invoke(phone::pressed)
                            .invoke(accepted -> phone.socket().send(accepted(ref, accepted)))
                            .invoke(phone::isAskedForPlaces)
                            .replaceWithVoid();
            case DeviceMessage.Locations locations -> {
                phone.lane().accept(ref, locations.locations());
                yield Uni.createFrom().voidItem();
            }
            case DeviceMessage.Cancel cancel ->
                    ending.cancel(phone.person(), cancel.alert(), cancel.pin())
                            .invoke(alert -> phone.answer(ref, alert))
                            .replaceWithVoid();
            case DeviceMessage.Resolve resolve ->
                    ending.resolve(phone.person(), resolve.alert(), resolve.pin(), resolve.reason())
                            .invoke(alert -> phone.answer(ref, alert))
                            .replaceWithVoid();
            case DeviceMessage.CheckinOk ok ->
                    checkins.ok(phone.person(), ok.checkin())
                            .invoke(done -> phone.done(ref))
                            .replaceWithVoid();
        };
    }

    private String accepted(@Nullable String ref, Accepted accepted) {
        var answer = json.createObjectNode().put("type", "alert.accepted");
        if (ref != null) {
            answer.put("ref", ref);
        }
        var body = json.<ObjectNode>valueToTree(accepted);
        body.remove("created");
        return answer.setAll(body).toString();
    }

    /**
     * Nothing that is wrong with a trigger's ref or its letters keeps it from raising the alert.
     */
    private static boolean isTrigger(Fields fields) {
        return fields.node().path("type").asText().equals("alert.trigger");
    }

    private static @Nullable String ref(Fields fields) {
        try {
            return fields.text("ref");
        } catch (Refused e) {
            if (isTrigger(fields)) {
                return null;
            }
            throw e;
        }
    }

    private static Phone phone(WebSocketConnection connection) {
        var phone = connection.userData().get(PHONE);
        if (phone == null) {
            throw new IllegalStateException("a message before the socket was opened");
        }
        return phone;
    }

    private static PersonId person(Caller caller) {
        return switch (caller) {
            case Caller.Account account -> account.person();
            case Caller.Device device -> device.person();
            case Caller.LinkHolder holder ->
                    throw Problem.notAllowed("a link opens one alert alone").refused();
        };
    }

    /** The installation of the app that the phone names; its session, if it names none. */
    private static String installation(WebSocketConnection connection, Caller caller) {
        return Installation.of(connection.handshakeRequest().query())
                .orElseGet(() ->
                        switch (caller) {
                            case Caller.Account account -> account.session().toString();
                            case Caller.Device device -> device.device().toString();
                            case Caller.LinkHolder holder -> holder.link().toString();
                        });
    }
}
