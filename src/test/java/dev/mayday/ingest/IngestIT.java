package dev.mayday.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Broker;
import dev.mayday.local.House;
import dev.mayday.local.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Apps and buttons as they are, against the running service. */
class IngestIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_UNKNOWN = 100;
    private static final ConcurrentLinkedQueue<String> SHOWN = new ConcurrentLinkedQueue<>();

    private static Broker broker;
    private static House house;

    @BeforeAll
    static void open() {
        broker = Broker.own("kafka-of-ingest");
        house =
                House.open(
                        broker,
                        plan ->
                                plan.with("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "true")
                                        .with(
                                                "MAYDAY_IDENTITY_UNKNOWN_TOKENS_OF_ADDRESS",
                                                String.valueOf(MOST_UNKNOWN)));
    }

    @AfterAll
    static void noTokenWasWrittenAnywhere() throws IOException {
        var log = Files.readString(house.service().log());
        assertTrue(log.contains("/v1/me/devices"), "there is an access log");
        assertFalse(log.contains("unexpected-failure"), "a bug was logged");
        for (var token : SHOWN) {
            assertFalse(log.contains(token), "a token is in the log");
        }
        house.close();
        broker.close();
    }

    @Test
    void placesOfEveryAppAreInTheTrackInOurUnits() {
        var anna = anna();
        var now = now();
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
        assertEquals(14.5051, track.getFirst().at("/geometry/coordinates/0").asDouble());
        assertEquals(46.0511, track.getFirst().at("/geometry/coordinates/1").asDouble());
        assertEquals(14, track.getFirst().at("/properties/accuracy").asDouble());
    }

    @Test
    void ownTracksIsAnsweredWithAnEmptyList() {
        var anna = anna();
        var said = anna.app().ownTracks("owntracks-json-location-android.json", now());
        assertEquals("[]", said.body());
        assertEquals("application/json", said.type());
        for (var type : List.of("transition", "waypoints", "lwt", "encrypted", "status")) {
            assertEquals(
                    "[]", anna.app().ownTracks("owntracks-json-" + type + ".json", now()).body());
        }
        assertEquals("[]", anna.app().ownTracks("").body(), "it sends nothing when a friend goes");
    }

    @Test
    void nothingIsKeptWhileNothingIsShared() {
        var anna = anna();
        var now = now();
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
        var anna = anna();
        var now = now();
        var alert = anna.alert(now);
        for (int i = 0; i < 3; i++) {
            kept(anna.app().osmAndQuery("traccar-client-8-query.txt", now.minusSeconds(5)));
        }
        kept(anna.app().osmAndQuery("traccar-client-8-query.txt", now.minusSeconds(4)));
        assertEquals(2, anna.track(alert, 2).size());
    }

    @Test
    void aBadValueIsNamed() {
        var app = anna().app();
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
                                "lat=%zz&lon=14",
                                "400 invalid-lat",
                                "lat=46&lon=14&timestamp="
                                        + now().plusSeconds(400).getEpochSecond(),
                                "400 invalid-at",
                                "lat=46&lon=14&timestamp=1377177267",
                                "400 too-old")
                        .entrySet()) {
            var said = app.osmAndQuery(bad.getKey());
            assertEquals(bad.getValue(), said.refusal(), bad.getKey());
            assertFalse(said.body().contains(app.token()));
        }
        assertEquals(
                "400 invalid-tst",
                app.ownTracks("{\"_type\":\"location\",\"lat\":1,\"lon\":2}").refusal());
        assertEquals("400 malformed-message", app.ownTracks("{\"_type\":").refusal());
        assertEquals(
                "415 unsupported-media-type",
                app.call("POST", "/v1/ingest/traccar", "text/plain", "x").refusal());
    }

    @Test
    void whoShowsNoKnownTokenIsRefused() {
        var app = anna().app();
        var at = now();
        var other = app.showing(app.token().substring(1) + "x");
        SHOWN.add(other.token());
        var strangers =
                List.of(
                        other.ownTracks("owntracks-json-location-android.json", at),
                        app.of("nobody@example.org")
                                .ownTracks("owntracks-json-location-android.json", at),
                        other.osmAndQuery("traccar-client-8-query.txt", at),
                        other.osmAnd("traccar-client-10-form.txt", at),
                        other.osmAnd("traccar-client-9-json.json", at),
                        other.traccar("traccar-forward-position.json", at),
                        other.button(""),
                        other.button("%zz"));
        for (var said : strangers) {
            assertEquals("401 wrong-credentials", said.refusal());
            assertFalse(said.body().contains(other.token()));
        }
        assertTrue(strangers.getFirst().headers().get("www-authenticate").startsWith("Basic "));
        assertEquals("401 not-signed-in", app.get("/v1/ingest/osmand?lat=46&lon=14").refusal());
        assertEquals("401 not-signed-in", app.get("/v1/ingest/button").refusal());
    }

    @Test
    void anAddressIsReadWithoutCaseAndBelongsToTheToken() {
        var anna = anna();
        var ben = anna();
        var at = now();
        var payload = "owntracks-json-location-android.json";
        kept(anna.app().of(anna.account().email().toUpperCase()).ownTracks(payload, at));
        assertEquals(
                "401 wrong-credentials",
                anna.app().of(ben.account().email()).ownTracks(payload, at).refusal());
    }

    @Test
    void aTokenOpensIngestAndNothingElseUntilItIsTakenBack() {
        var anna = anna();
        var bearer = "Bearer " + anna.token();
        var app = anna.app();
        var place = new Payload("traccar-client-9-json.json").of("", now());
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
        var anna = anna();
        var bearer = "Bearer " + anna.bearer().token().get();
        assertEquals(
                "401 not-signed-in",
                anna.app().get("/v1/ingest/button", "Authorization", bearer).refusal());
        assertEquals(List.of(), anna.alerts());
    }

    @Test
    void unknownTokensAreSlowedDownAndKnownOnesAreNot() {
        var anna = anna();
        var far = anna.app().from("127.0.0.9");
        for (int i = 0; i < MOST_UNKNOWN; i++) {
            assertEquals("401 wrong-credentials", far.showing("guess" + i).button("").refusal());
        }
        assertEquals("429 too-many-attempts", far.showing("guess").button("").refusal());
        assertEquals(200, far.button("").status());
        assertEquals("401 wrong-credentials", anna.app().showing("guess").button("").refusal());
    }

    @Test
    void anAlarmOfEveryAppRaisesAnAlert() {
        var at = now().minusSeconds(3);
        raises(app -> app.osmAndQuery("traccar-client-8-query-sos.txt", at), at, true);
        raises(app -> app.osmAnd("traccar-client-10-form-sos-nowhere.txt", at), at, false);
        raises(app -> app.osmAnd("traccar-client-9-json-sos.json", at), at, true);
        raises(app -> app.traccar("traccar-forward-sos.json", at), at, true);
    }

    private static void raises(
            java.util.function.Function<App, App.Said> sends, Instant at, boolean somewhere) {
        var anna = anna();
        kept(sends.apply(anna.app()));
        var alert = anna.bearer().get("/v1/alerts/" + anna.onlyAlert()).ok();
        assertEquals("sos", alert.path("kind").asText());
        assertEquals("ACTIVE", alert.path("state").asText());
        assertEquals(at.getEpochSecond(), time(alert, "raisedAt").getEpochSecond());
        assertEquals(somewhere, alert.has("location"));
        if (somewhere) {
            assertEquals(46.0511, alert.at("/location/lat").asDouble());
            assertEquals(1, anna.track(alert.path("id").asText()).size());
        }
    }

    @Test
    void aLateAlarmIsRaisedWithItsOwnTimeAndPlace() {
        var anna = anna();
        var pressed = now().minus(Duration.ofHours(5));
        kept(anna.app().traccar("traccar-forward-position.json", now()));
        kept(anna.app().traccar("traccar-forward-sos.json", pressed));
        var id = anna.onlyAlert();
        var alert = anna.bearer().get("/v1/alerts/" + id).ok();
        assertEquals(pressed.getEpochSecond(), time(alert, "raisedAt").getEpochSecond());
        assertEquals(
                pressed.getEpochSecond(),
                Instant.parse(anna.track(id).getFirst().at("/properties/at").asText())
                        .getEpochSecond());
    }

    @Test
    void aManualReportIsAnAlarmWhereItsOwnerSaidSo() {
        var anna = anna();
        var manual = "owntracks-http-location-manual.json";
        kept(anna.app().ownTracks(manual, now()));
        assertEquals(List.of(), anna.alerts());
        var path = "/v1/me/devices/" + anna.deviceId();
        var changed = patch(anna, path, "{\"manualAlarm\":true}");
        assertEquals(200, changed.status(), changed.body());
        kept(anna.app().ownTracks(manual, now()));
        var alert = anna.bearer().get("/v1/alerts/" + anna.onlyAlert()).ok();
        assertEquals(46.0569, alert.at("/location/lat").asDouble());
        assertTrue(anna.bearer().list("/v1/me/devices").getFirst().path("manualAlarm").asBoolean());
        assertEquals("404 not-found", patch(anna(), path, "{\"name\":\"Mine\"}").refusal());
        assertEquals("400 invalid-name", patch(anna, path, "{\"name\":\"\"}").refusal());
    }

    private static App.Said patch(Owner who, String path, String body) {
        return who.app()
                .call(
                        "PATCH",
                        path,
                        App.JSON,
                        body,
                        "Authorization",
                        "Bearer " + who.bearer().token().get());
    }

    @Test
    void noBadPlaceHoldsAnAlarmUp() {
        for (var bad :
                List.of(
                        "lat=91&lon=14",
                        "lat=46",
                        "lat=NaN&lon=x&speed=fast&batt=900",
                        "location=here",
                        "lat=%zz&lon=%")) {
            var anna = anna();
            kept(anna.app().osmAndQuery(bad + "&alarm=sos"));
            var alert = anna.bearer().get("/v1/alerts/" + anna.onlyAlert()).ok();
            assertFalse(alert.has("location"), bad);
        }
    }

    @Test
    void aBadTimeOfAnAlarmIsTheTimeOfReceiptAndItsPlaceIsKept() {
        for (var time : List.of("yesterday", "0", "99999999999", "2099-01-01T00:00:00Z")) {
            var anna = anna();
            var before = now();
            kept(anna.app().osmAndQuery("lat=46&lon=14&alarm=sos&timestamp=" + time));
            var alert = anna.bearer().get("/v1/alerts/" + anna.onlyAlert()).ok();
            assertFalse(time(alert, "raisedAt").isBefore(before.minusSeconds(5)), time);
            assertEquals(46, alert.at("/location/lat").asDouble(), time);
        }
    }

    @Test
    void anAlarmAgainWithinAMinuteIsTheSameAlert() {
        var anna = anna();
        var app = anna.app();
        var at = now();
        kept(app.osmAndQuery("traccar-client-8-query-sos.txt", at.minusSeconds(20)));
        var alert = anna.onlyAlert();
        kept(app.osmAndQuery("traccar-client-8-query-sos.txt", at.minusSeconds(20)));
        kept(app.osmAndQuery("traccar-client-8-query-sos.txt", at.minusSeconds(10)));
        kept(app.button(""));
        assertEquals(alert, anna.onlyAlert());
        assertEquals(2, anna.track(alert, 2).size(), "the places of both");
        passes(Duration.ofSeconds(61));
        kept(app.osmAndQuery("traccar-client-8-query-sos.txt", at.minusSeconds(20)));
        assertEquals(alert, anna.onlyAlert(), "the same report, sent again by a phone in a tunnel");
        passes(Duration.ofSeconds(61));
        kept(app.button(""));
        assertEquals(2, anna.alerts().size());
    }

    @Test
    void whoGoesOnPressingRaisesOneAlert() {
        var anna = anna();
        for (int i = 0; i < 4; i++) {
            kept(anna.app().button(""));
            passes(Duration.ofSeconds(40));
        }
        anna.onlyAlert();
    }

    @Test
    void anotherDeviceOfThePersonRaisesItsOwn() {
        var anna = anna();
        var watch =
                anna.bearer().post("/v1/me/devices", "name", "Watch").ok().path("token").asText();
        SHOWN.add(watch);
        kept(anna.app().button(""));
        kept(anna.app().showing(watch).button(""));
        assertEquals(2, anna.alerts().size());
    }

    @Test
    void afterTheEndWhichPinEverAPressIsAnotherAlert() {
        for (var pin : List.of("4711", "0815")) {
            var anna = anna();
            anna.account().setPins("4711", "0815");
            kept(anna.app().button(""));
            var first = anna.onlyAlert();
            anna.bearer().post("/v1/alerts/" + first + "/cancel", "pin", pin);
            anna.bearer().post("/v1/alerts/" + first + "/resolve", "pin", pin, "reason", "safe");
            var ended = anna.bearer().get("/v1/alerts/" + first).ok();
            assertNotEquals("ACTIVE", ended.path("state").asText());
            kept(anna.app().button(""));
            assertEquals(2, anna.alerts().size(), pin);
        }
    }

    @Test
    void manyAtOnceOnTwoNodesAndOverARestartAreOneAlert() {
        var anna = anna();
        var at = now();
        var payload = "traccar-client-8-query-sos.txt";
        try (var other = house.another(plan -> plan);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var apps = List.of(anna.app(), anna.app().at(other.address()));
            var sent =
                    IntStream.range(0, 20)
                            .mapToObj(i ->
                                    threads.submit(() ->
                                            apps.get(i % 2)
                                                    .osmAndQuery(payload, at.minusMillis(i * 700))))
                            .toList();
            for (var one : sent) {
                assertEquals(200, Awaitility.await().until(one::get, said -> true).status());
            }
            var alert = anna.onlyAlert();
            other.kill9();
            other.start();
            kept(anna.app().at(other.address()).osmAndQuery(payload, at));
            assertEquals(alert, anna.onlyAlert());
        }
    }

    @Test
    void anythingThatMakesARequestIsAButton() {
        var anna = anna();
        var said = anna.app().button("&kind=medical&note=Bath%20room&lat=46&lon=14");
        assertEquals(anna.onlyAlert(), pressed(said).path("alertId").asText());
        assertEquals("ACTIVE", pressed(said).path("state").asText());
        var alert = anna.bearer().get("/v1/alerts/" + anna.onlyAlert()).ok();
        assertEquals("medical", alert.path("kind").asText());
        assertEquals("Bath room", alert.path("note").asText());
        assertEquals(46, alert.at("/location/lat").asDouble());
        assertEquals("400 invalid-kind", anna.app().button("&kind=tea").refusal());
    }

    @Test
    void aButtonMayBePressedInEveryForm() {
        var path = "/v1/ingest/button";
        for (var body : List.of("form", "json", "none", "odd")) {
            var anna = anna();
            var app = anna.app();
            var id = "id=" + anna.token();
            kept(
                    switch (body) {
                        case "form" -> app.call("POST", path, App.FORM, id + "&kind=fall");
                        case "json" ->
                                app.call(
                                        "POST",
                                        path,
                                        App.JSON,
                                        "{\"id\":\"" + anna.token() + "\"}");
                        case "none" -> app.call("POST", path + "?" + id, "", "");
                        default -> app.call("POST", path + "?" + id, "text/plain", "{\"?");
                    });
            anna.onlyAlert();
        }
    }

    @Test
    void whoOnlyLooksPressesNothing() {
        var anna = anna();
        var said = anna.app().call("HEAD", "/v1/ingest/button?id=" + anna.token(), "", "");
        assertEquals(405, said.status());
        assertEquals(List.of(), anna.alerts());
    }

    @Test
    void aNewDeviceIsSetUpByItsLink() throws IOException {
        var anna = anna();
        var setup = anna.device().path("setup");
        var link = setup.at("/owntracks/configUrl").asText();
        var configuration =
                Payload.JSON.readTree(
                        java.util.Base64.getDecoder()
                                .decode(link.substring(link.indexOf('=') + 1)));
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
        var anna = anna();
        var metrics = Metrics.of(house.service());
        var fixes = "mayday_ingest_fixes_total{app=\"traccar\"}";
        var alarms = "mayday_ingest_alarms_total{app=\"button\"}";
        double fixesBefore = metrics.value(fixes).orElse(0);
        double alarmsBefore = metrics.value(alarms).orElse(0);
        kept(anna.app().button(""));
        kept(anna.app().traccar("traccar-forward-position.json", now()));
        assertEquals(fixesBefore + 1, metrics.value(fixes).orElse(0));
        assertEquals(alarmsBefore + 1, metrics.value(alarms).orElse(0));
    }

    @Test
    void withoutABrokerPlacesAreSentAgainAndAlarmsAreTaken() {
        var anna = anna();
        var ben = anna();
        var alert = anna.alert(now());
        var at = now();
        broker.stop();
        try {
            assertEquals(
                    "503 try-later",
                    anna.app().osmAndQuery("traccar-client-8-query.txt", at).refusal());
            kept(ben.app().traccar("traccar-forward-sos.json", now()));
            kept(ben.app().traccar("traccar-forward-sos.json", now()));
            ben.onlyAlert();
        } finally {
            broker.start();
        }
        Awaitility.await("the place is taken")
                .atMost(PATIENCE)
                .until(() ->
                        anna.app().osmAndQuery("traccar-client-8-query.txt", at).status() == 200);
        assertEquals(1, anna.track(alert, 1).size());
    }

    private static Owner anna() {
        var anna = Owner.of(house);
        SHOWN.add(anna.token());
        return anna;
    }

    private static void kept(App.Said said) {
        assertEquals(200, said.status(), said.body());
    }

    private static JsonNode pressed(App.Said said) {
        try {
            return Payload.JSON.readTree(said.body());
        } catch (IOException e) {
            throw new AssertionError(said.body(), e);
        }
    }

    private static List<Double> numbers(List<JsonNode> track, String field) {
        var numbers = new ArrayList<Double>();
        track.forEach(fix -> numbers.add(fix.path("properties").path(field).asDouble()));
        return numbers;
    }

    private static Instant time(JsonNode node, String field) {
        return Instant.parse(node.path(field).asText());
    }

    /** By the service's clock, which the tests of this class shift. */
    private static Instant now() {
        return Instant.now().plusSeconds(shift());
    }

    private static long shift() {
        return house.database()
                .number("SELECT CAST(extract(epoch FROM shift) AS bigint) FROM clock_shift");
    }

    private static void passes(Duration time) {
        house.database()
                .execute(
                        "UPDATE clock_shift SET shift = shift + interval '"
                                + time.toSeconds()
                                + " seconds'");
        long shift = shift();
        var metrics = Metrics.of(house.service());
        Awaitility.await("the service has seen that")
                .atMost(PATIENCE)
                .until(() -> metrics.value("mayday_clock_offset_seconds").orElse(0) > shift - 1);
    }
}
