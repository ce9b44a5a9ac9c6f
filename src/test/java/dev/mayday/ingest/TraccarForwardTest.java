package dev.mayday.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.location.Fix;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TraccarForwardTest {
    private static final Instant NOW = Instant.parse("2026-11-25T13:00:00Z");
    private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");
    private static final String MOVING = "traccar-forward-position.json";
    private static final String SOS = "traccar-forward-sos.json";

    @Test
    void aPositionIsInKnotsAndItsBatteryAnAttribute() {
        assertEquals(
                new Fix(null, AT, 46.0511, 14.5051, null, 301.0, 6.945, 180.0, 85, null, null),
                of(MOVING).fix(NOW, null));
        assertEquals(Payload.TOKEN, of(MOVING).token());
        assertNull(of(MOVING).alarm(true));
    }

    @Test
    void timesMayBeMilliseconds() {
        assertEquals(
                Instant.ofEpochSecond(1_764_072_000),
                of("traccar-forward-position-millis.json").fix(NOW, null).at());
    }

    @Test
    void oneOfSeveralAlarmsIsEnough() {
        assertEquals("sos", of(SOS).alarm(false));
        assertEquals(AT, of(SOS).pressedAt());
        var event = new Payload("traccar-forward-event.json").json();
        ((ObjectNode) event.at("/event/attributes")).put("alarm", "sos");
        assertEquals("sos", new TraccarForward(new AppFields(event)).alarm(false));
    }

    @Test
    void aPressIsTimedByTheDeviceWhenItsPlaceIsOld() {
        var old =
                changed(SOS, position -> position.put("fixTime", "2026-11-24T08:00:00.000+00:00"));
        assertEquals(AT, old.pressedAt());
        assertEquals(Instant.parse("2026-11-24T08:00:00Z"), old.fix(NOW, null).at());
    }

    @Test
    void whatIsNotValidIsNoPlace() {
        assertNull(changed(MOVING, position -> position.put("valid", false)).fix(NOW, null));
    }

    @Test
    void anOldPlaceIsBetterThanNoneForWhoeverLooksForSomebody() {
        assertEquals(
                46.0511,
                changed(SOS, position -> position.put("valid", false)).fix(NOW, null).lat());
        assertNull(of("traccar-forward-sos-before-first-fix.json").fix(NOW, null));
        assertEquals(AT, of("traccar-forward-sos-before-first-fix.json").pressedAt());
    }

    @Test
    void anEventWithoutAPositionSaysNothingToUs() {
        assertNull(of("traccar-forward-event.json").fix(NOW, null));
        assertNull(of("traccar-forward-event.json").alarm(false));
    }

    @Test
    void aBadValueIsNamedAsTraccarNamesIt() {
        assertEquals("invalid-latitude", refusal(position -> position.put("latitude", 91)));
        assertEquals("invalid-longitude", refusal(position -> position.putNull("longitude")));
        assertEquals("invalid-fixTime", refusal(position -> position.put("fixTime", "?")));
        assertEquals("invalid-fixTime", refusal(position -> position.remove("fixTime")));
        assertEquals("invalid-speed", refusal(position -> position.put("speed", "fast")));
        assertEquals("invalid-attributes", refusal(position -> position.put("attributes", 7)));
    }

    private static TraccarForward of(String name) {
        return new TraccarForward(new Payload(name).fields());
    }

    private static TraccarForward changed(String name, Consumer<ObjectNode> change) {
        var report = new Payload(name).json();
        change.accept((ObjectNode) report.get("position"));
        return new TraccarForward(new AppFields(report));
    }

    private static String refusal(Consumer<ObjectNode> change) {
        return Refusal.of(() -> changed(MOVING, change).fix(NOW, null));
    }
}
