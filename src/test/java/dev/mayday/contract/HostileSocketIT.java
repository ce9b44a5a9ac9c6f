package dev.mayday.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.local.House;
import dev.mayday.local.Json;
import dev.mayday.local.Phone;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes over a socket: the answer names what is wrong, the connection lives, its other
 * messages are done, and nobody else notices.
 */
class HostileSocketIT {
    private static final AsyncApi DOCUMENT = AsyncApi.ofBuild();
    private static final Set<String> REFUSES_A_TRIGGER = Set.of("clientAlertId", "kind");
    private static final int MOST = 256 * 1024;

    private static House house;
    private static Phone ben;
    private static String alert;
    private static UUID pressed;
    private static RawSocket bystander;

    @BeforeAll
    static void open() {
        house = House.open();
        ben = house.mayday().phone("Ben");
        pressed = UUID.randomUUID();
        bystander = open("device");
        bystander.text(good("device", "first"));
        alert = bystander.answer("first").path("alertId").asText();
    }

    @AfterAll
    static void nobodyElseNoticed() throws Exception {
        bystander.text(good("device", "last"));
        assertEquals(alert, bystander.answer("last").path("alertId").asText());
        assertTrue(
                bystander.heard().all().stream()
                        .noneMatch(got -> got.message().path("type").asText().equals("error")));
        bystander.close();
        assertFalse(
                Files.readString(house.service().log()).contains("unexpected-failure"),
                "a bug was logged");
        ben.close();
        house.close();
    }

    /** A field of a message, and where in it. */
    record Place(String channel, AsyncApi.Operation operation, String message, List<String> path) {
        String field() {
            return path.getLast();
        }

        @Override
        public String toString() {
            return message + " " + String.join(".", path);
        }
    }

    static Stream<Place> places() {
        return Stream.of("device", "guardian")
                .flatMap(channel -> DOCUMENT.received(channel).stream())
                .flatMap(operation -> {
                    var message = operation.messages().iterator().next();
                    return DOCUMENT.fields(message).stream()
                            .map(path -> new Place(operation.channel(), operation, message, path));
                });
    }

    @ParameterizedTest
    @MethodSource("places")
    void aWrongValueIsNamedByItsField(Place place) {
        var wrong = new ArrayList<String>();
        for (var value : Hostile.values()) {
            if (isWrong(place, value)) {
                try (var socket = open(place.channel())) {
                    socket.text(Hostile.with(message(place), place.path(), value));
                    socket.text(good(place.channel(), "good"));
                    socket.answer("good");
                    var said =
                            socket.await("an answer to " + shown(value), got -> isAnswer(got))
                                    .message();
                    if (!isClear(place, value, said)) {
                        wrong.add(shown(value) + " → " + said);
                    }
                } catch (AssertionError | RuntimeException e) {
                    wrong.add(shown(value) + " → " + e.getMessage());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** A ref is any string at all: nobody but its sender reads it. */
    private static boolean isWrong(Place place, String value) {
        return !(place.field().equals("ref") && Hostile.NO_TEXT.contains(value))
                && Hostile.isWrong(
                        value, node -> DOCUMENT.accepts(place.message(), place.path(), node));
    }

    @ParameterizedTest
    @MethodSource("places")
    void aMissingValueIsNamedByItsField(Place place) {
        if (!DOCUMENT.needs(place.message(), place.path())) {
            return;
        }
        for (var nothing : new String[] {"null", null}) {
            try (var socket = open(place.channel())) {
                socket.text(Hostile.with(message(place), place.path(), nothing));
                socket.text(good(place.channel(), "good"));
                socket.answer("good");
                var said = socket.await("an answer", got -> isAnswer(got)).message();
                assertTrue(isClear(place, "", said), said::toString);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"device", "guardian"})
    void aTextOfWhichNothingCanBeMadeIsRefused(String channel) {
        for (var text : Hostile.texts()) {
            try (var socket = open(channel)) {
                socket.text(text);
                socket.text(good(channel, "good"));
                socket.answer("good");
                var code =
                        socket.await("an answer to " + shown(text), got -> isAnswer(got))
                                .message()
                                .path("code")
                                .asText();
                assertTrue(
                        Set.of("malformed-message", "unknown-type", "invalid-type").contains(code),
                        () -> shown(text) + code);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"device", "guardian"})
    void whatIsNoTextIsRefused(String channel) {
        var noUtf8 =
                "{\"type\":\"alert.cancel\",\"ref\":\"bad\",\"pin\":\"\u00ff\"}"
                        .getBytes(StandardCharsets.ISO_8859_1);
        try (var socket = open(channel)) {
            socket.text(noUtf8);
            assertEquals("malformed-message", error(socket, 1).path("code").asText());
            socket.binary(good(channel, "binary").getBytes(StandardCharsets.UTF_8));
            assertEquals("malformed-message", error(socket, 2).path("code").asText());
            socket.binary(new byte[0]);
            assertEquals("malformed-message", error(socket, 3).path("code").asText());
            socket.text(good(channel, "good"));
            socket.answer("good");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"device", "guardian"})
    void anyStringIsARefAndComesBack(String channel) {
        try (var socket = open(channel)) {
            for (var ref :
                    List.of(
                            "",
                            " ",
                            "\0",
                            "\u0001\u2028\"\\",
                            "\ud83d\ude00",
                            "y".repeat(250_000))) {
                socket.text(good(channel, ref));
                socket.await("the answer", got -> got.message().has("ref") && got.answers(ref));
            }
        }
    }

    @Test
    void aTriggerThatIsNotUtf8StillRaisesTheAlert() {
        var id = UUID.randomUUID();
        var text =
                "{\"type\":\"alert.trigger\",\"ref\":\"r\",\"clientAlertId\":\"%s\",\"kind\":\"sos\",\"note\":\"caf\u00e9\"}"
                        .formatted(id);
        try (var socket = open("device")) {
            socket.text(text.getBytes(StandardCharsets.ISO_8859_1));
            var said = socket.answer("r");
            assertEquals(id.toString(), said.path("clientAlertId").asText(), said.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"device", "guardian"})
    void unknownFieldsAndPiecesOfAMessageAreNoMatter(String channel) {
        try (var socket = open(channel)) {
            var more = good(channel, "more").replaceFirst("\\{", "{\"later\":{\"a\":[1,2]},");
            socket.text(more);
            socket.answer("more");
            socket.inPieces(good(channel, "pieces"), 7);
            socket.answer("pieces");
            socket.text(padded(good(channel, "full"), MOST));
            socket.answer("full");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"device", "guardian"})
    void aByteTooManyClosesWith1009(String channel) {
        try (var socket = open(channel)) {
            socket.text(padded(good(channel, "over"), MOST + 1));
            assertEquals(1009, socket.closed().closed());
        }
        try (var socket = open(channel)) {
            socket.inPieces(padded(good(channel, "over"), MOST + 1), 50_000);
            assertEquals(1009, socket.closed().closed());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"device", "guardian"})
    void moreThanAHundredBadMessagesAMinuteCloseWith1008(String channel) {
        try (var socket = open(channel)) {
            for (int i = 0; i < 100; i++) {
                socket.text("{\"type\":\"no.such\"}");
            }
            socket.text(good(channel, "good"));
            socket.answer("good"); // a hundred are borne
            socket.text("{\"type\":\"no.such\"}");
            var closed = socket.closed();
            assertEquals(1008, closed.closed());
            assertEquals("abuse", closed.reason());
        }
    }

    private static boolean isClear(Place place, String value, JsonNode said) {
        var code = said.path("code").asText();
        var named = "invalid-" + place.field();
        if (place.field().equals("locations") && value.startsWith("[")) {
            named = "invalid-location"; // each of them by itself
        }
        if ((place.path().size() > 1 || value.startsWith("["))
                && place.message().equals("locations")
                && said.has("rejected")) {
            return said.path("rejected").path(0).path("code").asText().equals(named);
        }
        if (place.message().equals("alert.trigger")
                && !REFUSES_A_TRIGGER.contains(place.path().getFirst())) {
            var field = "invalid-" + place.path().getFirst();
            return said.path("type").asText().equals("alert.accepted")
                    && (place.field().equals("ref")
                            || said.path("warnings").findValuesAsText("code").contains(field));
        }
        // a cursor that can't be read is answered with a snapshot, a PIN that can't be one like any
        // wrong one
        return code.equals(named)
                || place.field().equals("after") && said.path("type").asText().equals("snapshot")
                || place.field().equals("pin") && value.startsWith("\"");
    }

    private static boolean isAnswer(RawSocket.Got got) {
        var unasked =
                Set.of(
                        "alert.state",
                        "device.request",
                        "alert",
                        "timeline",
                        "delivery",
                        "location");
        return got.answers("bad")
                || !got.answers("good") && !unasked.contains(got.message().path("type").asText());
    }

    private static ObjectNode message(Place place) {
        var message = DOCUMENT.examples(place.message()).getFirst().payload();
        message.put("ref", "bad");
        if (Set.of("clientAlertId", "sharingId").contains(place.field())) {
            message.remove("alertId"); // it would be enough by itself
        }
        if (message.has("alertId")) {
            message.put("alertId", alert);
        }
        if (place.message().equals("alert.trigger")) {
            message.put("clientAlertId", UUID.randomUUID().toString()).put("drill", true);
        }
        message.path("locations")
                .forEach(fix -> ((ObjectNode) fix).put("at", Instant.now().toString()));
        return message;
    }

    /** The same press again, or a look at the alert: answered whenever it comes. */
    private static String good(String channel, String ref) {
        return channel.equals("device")
                ? Json.object(
                                "type",
                                "alert.trigger",
                                "ref",
                                ref,
                                "clientAlertId",
                                pressed,
                                "kind",
                                "sos")
                        .toString()
                : Json.object("type", "subscribe", "ref", ref, "alertId", alert).toString();
    }

    private static JsonNode error(RawSocket socket, int number) {
        var count = new int[1];
        return socket.await(
                        "error " + number,
                        got ->
                                got.message().path("type").asText().equals("error")
                                        && ++count[0] == number)
                .message();
    }

    private static RawSocket open(String channel) {
        return RawSocket.open(
                house.service().address(), "/v1/" + channel, ben.bearer().token().get());
    }

    private static String padded(String message, int size) {
        return message + " ".repeat(size - message.length());
    }

    private static String shown(String value) {
        return value.length() > 60 ? value.substring(0, 60) + "… (" + value.length() + ")" : value;
    }
}
