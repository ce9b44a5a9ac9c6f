package dev.mayday.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.mayday.location.Fix;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OsmAndTest {
    private static final Instant NOW = Instant.parse("2026-11-25T13:00:00Z");
    private static final Instant AT = Instant.ofEpochSecond(1_764_072_000);
    private static final String HERE = "id=x&lat=46&lon=14";

    @Test
    void aQueryIsInKnots() {
        var fix = fix("traccar-client-8-query.txt");
        assertEquals(
                new Fix(null, AT, 46.0511, 14.5051, 11.5, 301.2, 5.144444, 181.5, 81, null, null),
                fix);
    }

    @Test
    void aFormIsReadAlike() {
        var fix = fix("traccar-client-10-form.txt");
        assertEquals(1.399289, fix.speed());
        assertEquals(12.0, fix.heading());
        assertEquals(80, fix.battery());
        assertEquals(4.1, fix.accuracy());
    }

    @Test
    void everyFormOfTheTokenIsKnown() {
        for (var name :
                List.of("osmand-decoder-test-iso.txt", "osmand-decoder-test-deviceid.txt")) {
            assertEquals(Payload.TOKEN, new OsmAnd(new Payload(name).fields()).token(), name);
        }
    }

    @Test
    void everyFormOfTheTimeIsRead() {
        assertEquals(
                Instant.parse("2026-11-25T12:00:00Z"), fix("osmand-decoder-test-iso.txt").at());
        assertEquals(
                Instant.parse("2026-11-25T12:00:00Z"),
                fix("osmand-decoder-test-date-and-time.txt").at());
        assertEquals(AT.plusMillis(579), fix("osmand-decoder-test-millis.txt").at());
        assertEquals(AT, fix("osmand-decoder-test-seconds.txt").at());
        assertEquals(NOW, fix("osmand-decoder-test-deviceid.txt").at(), "now, where it says none");
    }

    @Test
    void thePlaceMayBeOneField() {
        var fix = fix("osmand-decoder-test-location.txt");
        assertEquals(46, fix.lat());
        assertEquals(14, fix.lon());
        assertEquals("invalid-location", refusal("id=x&location=46"));
        assertEquals("invalid-lon", refusal("id=x&location=46,east"));
    }

    @Test
    void bearingAndHeadingAreTheSame() {
        assertEquals(7.19889788244, fix("osmand-decoder-test-ignition.txt").heading());
        assertEquals(90, fix("osmand-decoder-test-deviceid.txt").heading());
    }

    @Test
    void aSignOfLifeHasNoPlace() {
        assertNull(fix("traccar-client-10-form-heartbeat.txt"));
        assertNull(fix("osmand-decoder-test-cells.txt"));
        assertNull(of(HERE + "&valid=false").fix(NOW, null));
        assertNull(of(HERE + "&valid=0").fix(NOW, null));
    }

    @Test
    void whatIsNegativeOrEmptyIsMissing() {
        var fix =
                of(HERE + "&speed=-1&bearing=-1.0&accuracy=-1&batt=-100&altitude=&timestamp=")
                        .fix(NOW, null);
        assertEquals(new Fix(null, NOW, 46, 14, null, null, null, null, null, null, null), fix);
    }

    @Test
    void aBadValueIsNamed() {
        for (var bad :
                Map.of(
                                "lat=91&lon=14",
                                "invalid-lat",
                                "lat=NaN&lon=14",
                                "invalid-lat",
                                "lat=46",
                                "invalid-lon",
                                "lat=46&lon=181",
                                "invalid-lon",
                                HERE + "&speed=fast",
                                "invalid-speed",
                                HERE + "&accuracy=0x1p3",
                                "invalid-accuracy",
                                HERE + "&altitude=1e999",
                                "invalid-altitude",
                                HERE + "&bearing=360.5",
                                "invalid-bearing",
                                HERE + "&batt=101",
                                "invalid-batt",
                                HERE + "&timestamp=yesterday",
                                "invalid-timestamp")
                        .entrySet()) {
            assertEquals(bad.getValue(), refusal(bad.getKey()), bad.getKey());
        }
    }

    @Test
    void aFlatObjectIsReadLikeAForm() {
        var object =
                Payload.JSON.createObjectNode().put("id", 7).put("lat", 46.5).put("lon", "14.5");
        var report = new OsmAnd(new AppFields(object));
        assertEquals("7", report.token());
        assertEquals(46.5, report.fix(NOW, null).lat());
        object.putArray("lat");
        object.putObject("lon");
        assertEquals("invalid-lat", Refusal.of(() -> report.fix(NOW, null)));
    }

    @Test
    void onlyWhatEndangersAPersonIsACallForHelp() {
        assertEquals("sos", alarm("sos"));
        assertEquals("sos", alarm("SOS"));
        assertEquals("sos", alarm("fallDown, sos"));
        assertEquals("fall", alarm("fallDown"));
        assertEquals("accident", alarm("accident"));
        assertNull(alarm("lowBattery"));
        assertNull(alarm("geofenceExit,overspeed"));
        assertNull(alarm(""));
        assertNull(of(HERE).alarm(true));
    }

    @Test
    void aCallForHelpIsHeardWithoutAPlace() {
        var report = new OsmAnd(new Payload("traccar-client-10-form-sos-nowhere.txt").fields());
        assertEquals("sos", report.alarm(false));
        assertEquals(AT, report.pressedAt());
        assertNull(report.fix(NOW, null));
        assertNull(of(HERE + "&alarm=sos&timestamp=0").pressedAt(), "a clock that was never set");
    }

    private static String alarm(String name) {
        return of(HERE + "&alarm=" + name).alarm(false);
    }

    private static Fix fix(String name) {
        return new OsmAnd(new Payload(name).fields()).fix(NOW, null);
    }

    private static OsmAnd of(String query) {
        return new OsmAnd(new AppFields(AppRequest.pairs(query)));
    }

    private static String refusal(String query) {
        return Refusal.of(() -> of(query).fix(NOW, null));
    }
}
