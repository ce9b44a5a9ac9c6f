package dev.mayday.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Broker;
import dev.mayday.local.Metrics;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Places from apps as they are, and who may send them, against the running service. */
class IngestIT {
    private static AppHouse apps;

    @BeforeAll
    static void open() {
        apps = AppHouse.open(Broker.shared());
    }

    @AfterAll
    static void noTokenWasWrittenAnywhere() {
        apps.close();
    }

    @Test
    void placesOfEveryAppAreInTheTrackInOurUnits() {
        var anna = apps.owner();
        var now = apps.now();
        var alert = anna.alert(now);
        var app = anna.app();
        kept(app.ownTracks("owntracks-json-location-android.json", now.minusSeconds(9)));
        kept(app.osmAndQuery("traccar-client-8-query.txt", now.minusSeconds(8)));
        kept(app.osmAnd("traccar-client-10-form.txt", now.minusSeconds(7)));
        kept(app.osmAnd("traccar-client-9-json.json", now.minusSeconds(6)));
        kept(app.traccar("traccar-forward-position.json", now.minusSeconds(5)));
        var track = anna.track(alert, 5);
        assertEquals(List.of(15.0, 5.144444, 1.399289, 8.67, 6.945), numbers(track, "speed"));
        assertEquals(List.of(64.0, 81.0, 80.0, 79.0, 85.0), numbers(track, "battery"));
        assertEquals(List.of(187.0, 181.5, 12.0, 63.0, 180.0), numbers(track, "heading"));
        assertEquals(14.5051, track.getFirst().path("lon").asDouble());
        assertEquals(46.0511, track.getFirst().path("lat").asDouble());
        assertEquals(14, track.getFirst().path("accuracy").asDouble());
    }

    @Test
    void ownTracksIsAnsweredWithAnEmptyList() {
        var anna = apps.owner();
        var said = anna.app().ownTracks("owntracks-json-location-android.json", apps.now());
        assertEquals("[]", said.body());
        assertEquals("application/json", said.type());
        for (var type : List.of("transition", "waypoints", "lwt", "encrypted", "status")) {
            assertEquals(
                    "[]",
                    anna.app().ownTracks("owntracks-json-" + type + ".json", apps.now()).body());
        }
        assertEquals("[]", anna.app().ownTracks("").body(), "it sends nothing when a friend goes");
    }

    @Test
    void nothingIsKeptWhileNothingIsShared() {
        var anna = apps.owner();
        var now = apps.now();
        kept(anna.app().osmAndQuery("traccar-client-8-query.txt", now.minusSeconds(300)));
        var alert = anna.alert(now);
        kept(anna.app().osmAndQuery("traccar-client-8-query.txt", now.minusSeconds(1)));
        kept(anna.app().osmAndQuery("traccar-client-8-query.txt", now.minusSeconds(200)));
        kept(anna.app().osmAndQuery("traccar-client-8-query.txt", now.minusSeconds(2)));
        assertEquals(
                2, anna.track(alert, 2).size(), "the log is in order: the earlier were not kept");
    }

    @Test
    void aDeviceAndATimeMakeOneFix() {
        var anna = apps.owner();
        var now = apps.now();
        var alert = anna.alert(now);
        for (int i = 0; i < 3; i++) {
            kept(anna.app().osmAndQuery("traccar-client-8-query.txt", now.minusSeconds(5)));
        }
        kept(anna.app().osmAndQuery("traccar-client-8-query.txt", now.minusSeconds(4)));
        assertEquals(2, anna.track(alert, 2).size());
    }

    @Test
    void aBadValueIsNamed() {
        var app = apps.owner().app();
        for (var bad :
                Map.of(
                                "lat=91&lon=14",
                                "400 invalid-lat",
                                "lat=46&lon=east",
                                "400 invalid-lon",
                                "lat=46&lon=14&speed=NaN",
                                "400 invalid-speed",
                                "lat=46&lon=14&timestamp=yesterday",
                                "400 invalid-timestamp",
                                "lat=46&lon=14&timestamp="
                                        + apps.now().plusSeconds(400).getEpochSecond(),
                                "400 invalid-at",
                                "lat=46&lon=14&timestamp=1377177267",
                                "400 too-old")
                        .entrySet()) {
            var said = app.osmAndQuery(bad.getKey());
            assertEquals(bad.getValue(), said.refusal(), bad.getKey());
            assertFalse(said.body().contains(app.token()));
        }
        assertEquals(400, app.raw("/v1/ingest/osmand?id=" + app.token() + "&lat=%zz&lon=14"));
        assertEquals(
                "400 invalid-tst",
                app.ownTracks("{\"_type\":\"location\",\"lat\":1,\"lon\":2}").refusal());
        assertEquals("400 malformed-message", app.ownTracks("{\"_type\":").refusal());
        assertEquals(
                "415 unsupported-media-type",
                app.call("POST", "/v1/ingest/traccar", "text/plain", "x").refusal());
    }

    @Test
    void aReportThatAnAppCanNotLetGoOfHoldsNothingBack() {
        var app = apps.owner().app();
        var longAgo = Instant.parse("2026-01-01T00:00:00Z");
        for (var answer : List.of("400 too-old", "400 too-old", "200 ", "200 ")) {
            assertEquals(answer, app.osmAndQuery("traccar-client-8-query.txt", longAgo).refusal());
        }
    }

    @Test
    void whoShowsNoKnownTokenIsRefused() {
        var app = apps.owner().app();
        var at = apps.now();
        var other = app.showing(app.token().substring(1) + "x");
        apps.shown(other.token());
        var strangers =
                List.of(
                        other.ownTracks("owntracks-json-location-android.json", at),
                        app.of("nobody@example.org")
                                .ownTracks("owntracks-json-location-android.json", at),
                        other.osmAndQuery("traccar-client-8-query.txt", at),
                        other.osmAnd("traccar-client-10-form.txt", at),
                        other.osmAnd("traccar-client-9-json.json", at),
                        other.traccar("traccar-forward-position.json", at),
                        other.button(""));
        for (var said : strangers) {
            assertEquals("401 wrong-credentials", said.refusal());
            assertFalse(said.body().contains(other.token()));
        }
        assertTrue(strangers.getFirst().headers().get("www-authenticate").startsWith("Basic "));
        assertEquals(400, other.raw("/v1/ingest/button?id=" + other.token() + "%zz%"));
        assertEquals("401 not-signed-in", app.get("/v1/ingest/osmand?lat=46&lon=14").refusal());
        assertEquals("401 not-signed-in", app.get("/v1/ingest/button").refusal());
    }

    @Test
    void anAddressIsReadWithoutCaseAndBelongsToTheToken() {
        var anna = apps.owner();
        var ben = apps.owner();
        var at = apps.now();
        var payload = "owntracks-json-location-android.json";
        kept(anna.app().of(anna.account().email().toUpperCase()).ownTracks(payload, at));
        assertEquals(
                "401 wrong-credentials",
                anna.app().of(ben.account().email()).ownTracks(payload, at).refusal());
    }

    @Test
    void aTokenOpensIngestAndNothingElseUntilItIsTakenBack() {
        var anna = apps.owner();
        var bearer = "Bearer " + anna.token();
        var app = anna.app();
        var place = new Payload("traccar-client-9-json.json").of("", apps.now());
        assertEquals(
                200,
                app.call("POST", "/v1/ingest/osmand", App.JSON, place, "Authorization", bearer)
                        .status());
        for (var path : List.of("/v1/me", "/v1/alerts", "/v1/me/devices")) {
            assertEquals("403 not-allowed", app.get(path, "Authorization", bearer).refusal());
        }
        anna.bearer().delete("/v1/me/devices/" + anna.deviceId()).ok();
        assertEquals("401 wrong-credentials", app.button("").refusal());
        assertEquals(List.of(), anna.alerts());
    }

    @Test
    void anAccessTokenIsNoDevice() {
        var anna = apps.owner();
        var bearer = "Bearer " + anna.bearer().token().get();
        assertEquals(
                "401 not-signed-in",
                anna.app().get("/v1/ingest/button", "Authorization", bearer).refusal());
        assertEquals(List.of(), anna.alerts());
    }

    @Test
    void unknownTokensAreSlowedDownAndKnownOnesAreNot() {
        var anna = apps.owner();
        var far = anna.app().from("127.0.0.9");
        for (int i = 0; i < AppHouse.MOST_UNKNOWN; i++) {
            assertEquals("401 wrong-credentials", far.showing("guess" + i).button("").refusal());
        }
        assertEquals("429 too-many-attempts", far.showing("guess").button("").refusal());
        assertEquals(200, far.button("").status());
        assertEquals("401 wrong-credentials", anna.app().showing("guess").button("").refusal());
    }

    @Test
    void aNewDeviceIsSetUpByItsLink() throws IOException {
        var anna = apps.owner();
        var setup = anna.device().path("setup");
        var link = setup.at("/owntracks/configUrl").asText();
        var configuration =
                Payload.JSON.readTree(
                        Base64.getDecoder().decode(link.substring(link.indexOf('=') + 1)));
        assertEquals(anna.account().email(), configuration.path("username").asText());
        assertEquals(anna.token(), configuration.path("password").asText());
        assertTrue(configuration.path("url").asText().endsWith("/v1/ingest/owntracks"));
        assertEquals(anna.token(), setup.at("/traccarClient/deviceId").asText());
        for (var app : List.of("owntracks", "traccarClient", "osmand", "button")) {
            assertTrue(
                    setup.path(app).path("qr").asText().startsWith("data:image/svg+xml;base64,"),
                    app);
        }
        assertFalse(anna.bearer().list("/v1/me/devices").toString().contains(anna.token()));
    }

    @Test
    void whatWasTakenIsCountedByApp() {
        var anna = apps.owner();
        var metrics = Metrics.of(apps.service());
        var fixes = "mayday_ingest_fixes_total{app=\"traccar\"}";
        var alarms = "mayday_ingest_alarms_total{app=\"button\"}";
        double fixesBefore = metrics.value(fixes).orElse(0);
        double alarmsBefore = metrics.value(alarms).orElse(0);
        kept(anna.app().button(""));
        kept(anna.app().traccar("traccar-forward-position.json", apps.now()));
        assertEquals(fixesBefore + 1, metrics.value(fixes).orElse(0));
        assertEquals(alarmsBefore + 1, metrics.value(alarms).orElse(0));
    }

    private static void kept(App.Said said) {
        assertEquals(200, said.status(), said.body());
    }

    private static List<Double> numbers(List<JsonNode> track, String field) {
        var numbers = new ArrayList<Double>();
        track.forEach(fix -> numbers.add(fix.path(field).asDouble()));
        return numbers;
    }
}
