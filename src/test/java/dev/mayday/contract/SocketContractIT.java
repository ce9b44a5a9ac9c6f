package dev.mayday.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.local.Guardian;
import dev.mayday.local.House;
import dev.mayday.local.Json;
import dev.mayday.local.Phone;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The running service takes every example of the AsyncAPI document, and sends only what that
 * promises.
 */
class SocketContractIT {
    private static final AsyncApi DOCUMENT = AsyncApi.ofBuild();
    private static final String PIN = "4711"; // as in the examples
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

    private static House house;
    private static Phone ben;
    private static Guardian anna;

    @BeforeAll
    static void open() {
        house = House.open();
        ben = house.mayday().phone("Ben");
        ben.account().setPins(PIN, "0815");
        anna = house.mayday().guardian("Anna").of(ben);
    }

    @AfterAll
    static void close() {
        ben.close();
        house.close();
    }

    /** One thing that the service takes, in one of the ways the document shows. */
    record Case(AsyncApi.Operation operation, AsyncApi.Example example) {
        @Override
        public String toString() {
            return operation.name() + ": " + example.name();
        }
    }

    static Stream<Case> ofPhones() {
        return cases("device");
    }

    static Stream<Case> ofGuardians() {
        return cases("guardian");
    }

    @Test
    void theServiceServesThisDocument() {
        var served = AsyncApi.read(house.mayday().wire().page("/asyncapi.yaml"));
        assertEquals(DOCUMENT.channels(), served.channels());
        assertEquals(DOCUMENT.schema("alertRecord"), served.schema("alertRecord"));
        var schema = house.mayday().wire().page("/schemas/mayday.alerts.schema.json");
        assertTrue(schema.contains("\"personId\""), schema);
    }

    @ParameterizedTest
    @MethodSource("ofPhones")
    void aPhonesExampleIsAnswered(Case one) {
        try (var phone = device()) {
            var message = one.example().payload();
            if (message.has("alertId") || message.has("locations")) {
                concern(
                        message,
                        raise(phone, one.operation().name().equals("callOff") ? 60 : 0),
                        "alertId");
            } else if (message.has("clientAlertId") && !message.has("kind")) {
                concern(
                        message,
                        raise(phone, one.operation().name().equals("callOff") ? 60 : 0),
                        "clientAlertId");
            } else if (message.has("clientAlertId")) {
                message.put("clientAlertId", UUID.randomUUID().toString());
            }
            isAnswered(phone, one, message);
        }
    }

    @ParameterizedTest
    @MethodSource("ofGuardians")
    void aGuardiansExampleIsAnswered(Case one) {
        try (var phone = device();
                var guardian = guardian()) {
            var message = one.example().payload();
            if (message.has("alertId")) {
                concern(message, raise(phone, 0), "alertId");
            }
            if (message.has("sharingId")) {
                message.put("sharingId", share());
            }
            isAnswered(guardian, one, message);
        }
    }

    @Test
    void whatIsSentUnaskedIsAsPublished() {
        try (var phone = device();
                var other = device();
                var guardian = guardian()) {
            var alert = raise(phone, 0).path("alertId").asText();
            follow(guardian, alert);
            tell(phone, fix(1));
            await(guardian, "location");
            ask(
                    guardian,
                    Json.object(
                            "type",
                            "acknowledge",
                            "alertId",
                            alert,
                            "note",
                            "On my way",
                            "etaMinutes",
                            6));
            phone.await(
                    "who is coming",
                    got -> got.message().path("state").asText().equals("ACKNOWLEDGED"));
            ask(
                    phone,
                    Json.object(
                            "type",
                            "alert.resolve",
                            "alertId",
                            alert,
                            "pin",
                            PIN,
                            "reason",
                            "safe"));
            guardian.await(
                    "the end",
                    got -> got.message().path("alert").path("state").asText().equals("RESOLVED"));
            other.await("the end", got -> got.message().path("state").asText().equals("RESOLVED"));
            guardian.await(
                    "a sent mail",
                    got ->
                            got.message()
                                    .path("delivery")
                                    .path("state")
                                    .asText()
                                    .matches("SENT|DELIVERED"));
            assertEquals(
                    Set.of("alert", "delivery", "location", "ok", "snapshot", "timeline"),
                    asPublished("guardian", guardian));
            assertEquals(
                    Set.of("alert.accepted", "alert.state", "device.request", "locations.stored"),
                    asPublished("device", phone));
            assertEquals(Set.of("alert.state", "device.request"), asPublished("device", other));
        }
    }

    @Test
    void aSharingIsAsPublished() {
        var sharing = share();
        try (var phone = device();
                var guardian = guardian()) {
            ask(guardian, Json.object("type", "subscribe", "sharingId", sharing));
            tell(phone, fix(1));
            await(guardian, "location");
            ben.bearer().post("/v1/sharings/" + sharing + "/extend", "minutes", 5).ok();
            await(guardian, "sharing");
            ben.bearer().delete("/v1/sharings/" + sharing).ok();
            await(guardian, "ended");
            assertEquals(
                    Set.of("ended", "location", "sharing", "snapshot"),
                    asPublished("guardian", guardian));
        }
    }

    @Test
    void aRevokedLinkEndsAsPublished() {
        try (var phone = device()) {
            var alert = raise(phone, 0).path("alertId").asText();
            var link = ben.bearer().post("/v1/alerts/" + alert + "/links", "minutes", 5).ok();
            var url = link.path("url").asText();
            var session =
                    ben.bearer()
                            .post(
                                    "/v1/links/"
                                            + url.substring(url.lastIndexOf('/') + 1)
                                            + "/session")
                            .ok();
            try (var holder =
                    RawSocket.open(
                            house.service().address(),
                            "/v1/guardian",
                            session.path("accessToken").asText())) {
                follow(holder, alert);
                ben.bearer().delete("/v1/links/" + link.path("id").asText()).ok();
                await(holder, "ended");
                assertEquals(Set.of("ended", "snapshot"), asPublished("guardian", holder));
            }
        }
    }

    private static void isAnswered(RawSocket socket, Case one, ObjectNode message) {
        var ref = UUID.randomUUID().toString();
        socket.text(message.put("ref", ref).toString());
        var answer = socket.answer(ref);
        var type = answer.path("type").asText();
        assertTrue(one.operation().replies().contains(type), answer.toString());
        if (one.operation().name().equals("checkIn")) {
            assertEquals(
                    "not-found",
                    answer.path("code").asText()); // nobody planned the example's check-in
        } else {
            assertTrue(!type.equals("error"), answer.toString());
        }
        asPublished(one.operation().channel(), socket);
    }

    /** Each message that was heard is of the channel and as its schema says. @return their types */
    private static Set<String> asPublished(String channel, RawSocket socket) {
        var types = new TreeSet<String>();
        for (var got : socket.heard().all()) {
            if (got.closed() == 0) {
                var type = got.message().path("type").asText();
                assertTrue(DOCUMENT.messages(channel).contains(type), got.message().toString());
                assertEquals(
                        List.of(),
                        DOCUMENT.complaints(type, got.message()),
                        () -> got.message().toPrettyString());
                // a fix's too, which a phone may write with any offset and without milliseconds
                got.message()
                        .findValuesAsText("at")
                        .forEach(
                                at -> assertTrue(at.matches(TIME), got.message().toPrettyString()));
                types.add(type);
            }
        }
        return types;
    }

    /**
     * Puts the ids of a living alert, and the time that it is now, where the example has its own.
     */
    private static void concern(ObjectNode message, JsonNode accepted, String name) {
        if (message.has(name)) {
            message.put(name, accepted.path(name).asText());
        }
        message.path("locations")
                .forEach(fix -> ((ObjectNode) fix).put("at", Instant.now().toString()));
    }

    private static JsonNode raise(RawSocket phone, int countdown) {
        return ask(
                phone,
                Json.object(
                        "type",
                        "alert.trigger",
                        "clientAlertId",
                        UUID.randomUUID(),
                        "kind",
                        "sos",
                        "countdown",
                        countdown));
    }

    private static JsonNode ask(RawSocket socket, ObjectNode message) {
        var ref = UUID.randomUUID().toString();
        socket.text(message.put("ref", ref).toString());
        var answer = socket.answer(ref);
        assertTrue(!answer.path("type").asText().equals("error"), answer.toString());
        return answer;
    }

    private static String share() {
        return ben.bearer().post("/v1/sharings", "minutes", 5).ok().path("id").asText();
    }

    private static void follow(RawSocket guardian, String alert) {
        ask(guardian, Json.object("type", "subscribe", "alertId", alert));
    }

    private static void tell(RawSocket phone, ObjectNode fix) {
        var message = Json.object("type", "locations");
        message.putArray("locations").add(fix);
        assertEquals(0, ask(phone, message).path("rejected").size());
    }

    /**
     * At a whole second, whose milliseconds are written all the same: the next one, so that
     * whatever it belongs to has begun.
     */
    private static ObjectNode fix(int seq) {
        return Json.object(
                "seq",
                seq,
                "at",
                Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1),
                "lat",
                48.8584,
                "lon",
                2.2945,
                "accuracy",
                8.5,
                "battery",
                81);
    }

    private static void await(RawSocket socket, String type) {
        socket.await(type, got -> got.message().path("type").asText().equals(type));
    }

    private static RawSocket device() {
        return RawSocket.open(
                house.service().address(),
                "/v1/device?installation=test",
                ben.bearer().token().get());
    }

    private static RawSocket guardian() {
        return RawSocket.open(
                house.service().address(), "/v1/guardian", anna.bearer().token().get());
    }

    private static Stream<Case> cases(String channel) {
        return DOCUMENT.received(channel).stream()
                .flatMap(operation ->
                        operation.messages().stream()
                                .flatMap(message -> DOCUMENT.examples(message).stream())
                                .map(example -> new Case(operation, example)));
    }
}
