package dev.mayday.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.location.Fix;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OwnTracksTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Instant AT = Instant.ofEpochSecond(1_764_072_000);

    @Test
    void aPlaceIsInMetresASecondAndPercent() {
        var fix = fix("owntracks-json-location-android.json");
        assertEquals(
                new Fix(null, AT, 46.0511, 14.5051, 14.0, 301.0, 15.0, 187.0, 64, null, null), fix);
    }

    @Test
    void aNegativeSpeedOrCourseIsAMissingOne() {
        var fix = fix("owntracks-json-location-ios.json");
        assertNull(fix.speed());
        assertNull(fix.heading());
        assertEquals(90, fix.battery());
    }

    @Test
    void whatIsNoPlaceIsTheAppsOwnBusiness() {
        for (var type :
                List.of(
                        "transition",
                        "waypoint",
                        "waypoints",
                        "lwt",
                        "card",
                        "status",
                        "cmd",
                        "steps",
                        "beacon",
                        "encrypted",
                        "request",
                        "configuration")) {
            var report = new OwnTracks(new Payload("owntracks-json-" + type + ".json").fields());
            assertNull(report.fix(NOW, null), type);
            assertNull(report.alarm(true), type);
        }
    }

    @Test
    void aManualReportCallsForHelpWhereItsOwnerWantsIt() {
        var manual = new OwnTracks(new Payload("owntracks-http-location-manual.json").fields());
        assertEquals("sos", manual.alarm(true));
        assertNull(manual.alarm(false));
        assertEquals(AT, manual.pressedAt());
        var ping = new OwnTracks(new Payload("owntracks-json-location-android.json").fields());
        assertNull(ping.alarm(true));
    }

    @Test
    void aBadValueIsNamedAsTheAppNamesIt() {
        assertEquals("invalid-lat", refusal(report -> report.put("lat", 90.1)));
        assertEquals("invalid-lat", refusal(report -> report.remove("lat")));
        assertEquals("invalid-lon", refusal(report -> report.put("lon", Double.NaN)));
        assertEquals("invalid-tst", refusal(report -> report.put("tst", "yesterday")));
        assertEquals("invalid-tst", refusal(report -> report.remove("tst")));
        assertEquals("invalid-tst", refusal(report -> report.putArray("tst")));
        assertEquals("invalid-vel", refusal(report -> report.put("vel", "fast")));
        assertEquals("invalid-vel", refusal(report -> report.put("vel", Double.POSITIVE_INFINITY)));
        assertEquals("invalid-acc", refusal(report -> report.putObject("acc")));
        assertEquals("invalid-batt", refusal(report -> report.put("batt", 101)));
        assertEquals("invalid-cog", refusal(report -> report.put("cog", 361)));
    }

    private static Fix fix(String name) {
        return new OwnTracks(new Payload(name).fields()).fix(NOW, null);
    }

    private static String refusal(Consumer<ObjectNode> change) {
        var report = new Payload("owntracks-json-location-android.json").json();
        change.accept(report);
        return Refusal.of(() -> new OwnTracks(new AppFields(report)).fix(NOW, null));
    }
}
