package dev.mayday.ingest;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Broker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls for help from apps and buttons as they are, against the running service. */
class AlarmIT {
    private static AppHouse apps;

    @BeforeAll
    static void open() {
        apps = AppHouse.open(Broker.own("kafka-of-ingest"));
    }

    @AfterAll
    static void noTokenWasWrittenAnywhere() {
        apps.close();
    }

    @Test
    void anAlarmOfEveryAppRaisesAnAlert() {
        var at = apps.now().minusSeconds(3);
        raises(app -> app.osmAndQuery("traccar-client-8-query-sos.txt", at), at, true);
        raises(app -> app.osmAnd("traccar-client-10-form-sos-nowhere.txt", at), at, false);
        raises(app -> app.osmAnd("traccar-client-9-json-sos.json", at), at, true);
        raises(app -> app.traccar("traccar-forward-sos.json", at), at, true);
    }

    private static void raises(Function<App, App.Said> sends, Instant at, boolean somewhere) {
        var anna = apps.owner();
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
        var anna = apps.owner();
        var pressed = apps.now().minus(Duration.ofHours(5));
        kept(anna.app().traccar("traccar-forward-position.json", apps.now()));
        kept(anna.app().traccar("traccar-forward-sos.json", pressed));
        var id = anna.onlyAlert();
        var alert = anna.bearer().get("/v1/alerts/" + id).ok();
        assertEquals(pressed.getEpochSecond(), time(alert, "raisedAt").getEpochSecond());
        assertEquals(
                pressed.getEpochSecond(),
                OffsetDateTime.parse(anna.track(id).getFirst().path("at").asText())
                        .toEpochSecond());
    }

    @Test
    void aManualReportIsAnAlarmWhereItsOwnerSaidSo() {
        var anna = apps.owner();
        var manual = "owntracks-http-location-manual.json";
        kept(anna.app().ownTracks(manual, apps.now()));
        assertEquals(List.of(), anna.alerts());
        var path = "/v1/me/devices/" + anna.deviceId();
        var changed = patch(anna, path, "{\"manualAlarm\":true}");
        assertEquals(200, changed.status(), changed.body());
        kept(anna.app().ownTracks(manual, apps.now()));
        var alert = anna.bearer().get("/v1/alerts/" + anna.onlyAlert()).ok();
        assertEquals(46.0569, alert.at("/location/lat").asDouble());
        assertTrue(anna.bearer().list("/v1/me/devices").getFirst().path("manualAlarm").asBoolean());
        assertEquals("404 not-found", patch(apps.owner(), path, "{\"name\":\"Mine\"}").refusal());
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
                        "location=here")) {
            var anna = apps.owner();
            kept(anna.app().osmAndQuery(bad + "&alarm=sos"));
            var alert = anna.bearer().get("/v1/alerts/" + anna.onlyAlert()).ok();
            assertFalse(alert.has("location"), bad);
        }
    }

    @Test
    void aBadTimeOfAnAlarmIsTheTimeOfReceiptAndItsPlaceIsKept() {
        for (var time : List.of("yesterday", "0", "99999999999", "2099-01-01T00:00:00Z")) {
            var anna = apps.owner();
            var before = apps.now();
            kept(anna.app().osmAndQuery("lat=46&lon=14&alarm=sos&timestamp=" + time));
            var alert = anna.bearer().get("/v1/alerts/" + anna.onlyAlert()).ok();
            assertFalse(time(alert, "raisedAt").isBefore(before.minusSeconds(5)), time);
            assertEquals(46, alert.at("/location/lat").asDouble(), time);
        }
    }

    @Test
    void anAlarmAgainWithinAMinuteIsTheSameAlert() {
        var anna = apps.owner();
        var app = anna.app();
        var at = apps.now();
        kept(app.osmAndQuery("traccar-client-8-query-sos.txt", at.minusSeconds(20)));
        var alert = anna.onlyAlert();
        kept(app.osmAndQuery("traccar-client-8-query-sos.txt", at.minusSeconds(20)));
        kept(app.osmAndQuery("traccar-client-8-query-sos.txt", at.minusSeconds(10)));
        kept(app.button(""));
        assertEquals(alert, anna.onlyAlert());
        assertEquals(2, anna.track(alert, 2).size(), "the places of both");
        apps.passes(Duration.ofSeconds(61));
        kept(app.osmAndQuery("traccar-client-8-query-sos.txt", at.minusSeconds(20)));
        assertEquals(alert, anna.onlyAlert(), "the same report, sent again by a phone in a tunnel");
        apps.passes(Duration.ofSeconds(61));
        kept(app.button(""));
        assertEquals(2, anna.alerts().size());
    }

    @Test
    void whoGoesOnPressingRaisesOneAlert() {
        var anna = apps.owner();
        for (int i = 0; i < 4; i++) {
            kept(anna.app().button(""));
            apps.passes(Duration.ofSeconds(40));
        }
        anna.onlyAlert();
    }

    @Test
    void anotherDeviceOfThePersonRaisesItsOwn() {
        var anna = apps.owner();
        var watch =
                anna.bearer().post("/v1/me/devices", "name", "Watch").ok().path("token").asText();
        apps.shown(watch);
        kept(anna.app().button(""));
        kept(anna.app().showing(watch).button(""));
        assertEquals(2, anna.alerts().size());
    }

    @Test
    void afterTheEndWhichPinEverAPressIsAnotherAlert() {
        for (var pin : List.of("4711", "0815")) {
            var anna = apps.owner();
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
        var anna = apps.owner();
        var at = apps.now();
        var payload = "traccar-client-8-query-sos.txt";
        try (var other = apps.another();
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
        var anna = apps.owner();
        var said = anna.app().button("&kind=medical&note=Bath%20room&lat=46&lon=14");
        assertEquals(anna.onlyAlert(), pressed(said).path("alertId").asText());
        assertEquals("ACTIVE", pressed(said).path("state").asText());
        var alert = anna.bearer().get("/v1/alerts/" + anna.onlyAlert()).ok();
        assertEquals("medical", alert.path("kind").asText());
        assertEquals("Bath room", alert.path("note").asText());
        assertEquals(46, alert.at("/location/lat").asDouble());
        assertEquals("400 invalid-kind", anna.app().button("&kind=tea").refusal());
        var path = "/v1/ingest/button?id=" + anna.token();
        kept(anna.app().get(path, "Accept", "text/html"));
        kept(anna.app().get(path, "Accept", "image/png;q=0.5"));
        anna.onlyAlert();
    }

    @Test
    void aButtonMayBePressedInEveryForm() {
        var path = "/v1/ingest/button";
        for (var body : List.of("form", "json", "none", "odd")) {
            var anna = apps.owner();
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
        var anna = apps.owner();
        var said = anna.app().call("HEAD", "/v1/ingest/button?id=" + anna.token(), "", "");
        assertEquals(405, said.status());
        assertEquals(List.of(), anna.alerts());
    }

    @Test
    void withoutABrokerPlacesAreSentAgainAndAlarmsAreTaken() {
        var anna = apps.owner();
        var ben = apps.owner();
        var alert = anna.alert(apps.now());
        var at = apps.now();
        apps.broker().stop();
        try {
            assertEquals(
                    "503 try-later",
                    anna.app().osmAndQuery("traccar-client-8-query.txt", at).refusal());
            kept(ben.app().traccar("traccar-forward-sos.json", apps.now()));
            kept(ben.app().traccar("traccar-forward-sos.json", apps.now()));
            ben.onlyAlert();
        } finally {
            apps.broker().start();
        }
        Awaitility.await("the place is taken")
                .atMost(PATIENCE)
                .until(() ->
                        anna.app().osmAndQuery("traccar-client-8-query.txt", at).status() == 200);
        assertEquals(1, anna.track(alert, 1).size());
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

    private static Instant time(JsonNode node, String field) {
        return Instant.parse(node.path(field).asText());
    }
}
