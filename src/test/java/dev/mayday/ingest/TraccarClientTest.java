package dev.mayday.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.location.Fix;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TraccarClientTest {
    private static final Instant NOW = Instant.parse("2026-11-25T13:00:00Z");
    private static final String MOVING = "traccar-client-9-json.json";

    @Test
    void aPlaceIsInMetresASecondAndItsBatteryAFraction() {
        assertEquals(
                new Fix(
                        null,
                        Instant.parse("2026-11-25T12:00:00.444Z"),
                        46.0511,
                        14.5051,
                        3.8,
                        35.7,
                        8.67,
                        63.0,
                        79,
                        null,
                        null),
                of(MOVING).fix(NOW, null));
        assertEquals(Payload.TOKEN, of(MOVING).token());
        assertNull(of(MOVING).alarm(true));
    }

    @Test
    void whatIsNegativeIsMissing() {
        var fix = of("traccar-client-9-json-ios-simulator.json").fix(NOW, null);
        assertNull(fix.speed());
        assertNull(fix.heading());
        assertNull(fix.battery());
        assertEquals(5, fix.accuracy());
    }

    @Test
    void theAlarmIsAmongTheExtrasOrBesideThem() {
        assertEquals("sos", of("traccar-client-9-json-sos.json").alarm(false));
        assertEquals(
                Instant.parse("2026-11-25T12:00:00Z"),
                of("traccar-client-9-json-sos.json").pressedAt());
        var beside = new Payload(MOVING).json();
        ((ObjectNode) beside.get("location")).put("alarm", "sos");
        assertEquals("sos", new TraccarClient(new AppFields(beside)).alarm(false));
    }

    @Test
    void withoutCoordinatesThereIsNoPlace() {
        var report = new Payload(MOVING).json();
        ((ObjectNode) report.get("location")).remove("coords");
        assertNull(new TraccarClient(new AppFields(report)).fix(NOW, null));
    }

    @Test
    void aBadValueIsNamedAsTheAppNamesIt() {
        assertEquals(
                "invalid-latitude", refusal(location -> coords(location).put("latitude", -91)));
        assertEquals(
                "invalid-longitude", refusal(location -> coords(location).remove("longitude")));
        assertEquals(
                "invalid-speed", refusal(location -> coords(location).put("speed", Double.NaN)));
        assertEquals("invalid-coords", refusal(location -> location.put("coords", 7)));
        assertEquals("invalid-timestamp", refusal(location -> location.put("timestamp", true)));
        assertEquals(
                "invalid-level",
                refusal(location -> ((ObjectNode) location.get("battery")).put("level", 79)));
        assertEquals(
                "invalid-location",
                Refusal.of(() ->
                        new TraccarClient(new AppFields(Payload.JSON.createObjectNode()))
                                .fix(NOW, null)));
    }

    private static ObjectNode coords(ObjectNode location) {
        return (ObjectNode) location.get("coords");
    }

    private static TraccarClient of(String name) {
        return new TraccarClient(new Payload(name).fields());
    }

    private static String refusal(Consumer<ObjectNode> change) {
        var report = new Payload(MOVING).json();
        change.accept((ObjectNode) report.get("location"));
        return Refusal.of(() -> new TraccarClient(new AppFields(report)).fix(NOW, null));
    }
}
