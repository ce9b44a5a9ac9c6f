package dev.mayday.identity;

import static dev.mayday.local.Patience.PATIENCE;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Bearer;
import dev.mayday.local.Download;
import dev.mayday.local.Export;
import dev.mayday.local.Fix;
import dev.mayday.local.House;
import dev.mayday.local.Json;
import dev.mayday.local.Press;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everything that is held about an account, as its owner may read it; and nothing after it. */
class AccountExportIT {
    private static House house;

    @BeforeAll
    static void open() {
        house = House.open();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void itHoldsAllThatTheAccountCanRead() throws IOException {
        var anna = house.mayday().phone("Anna");
        house.mayday().guardian("Ben").withWebhook().of(anna);
        anna.bearer().post("/v1/me/devices", "name", "Watch").ok();
        var alert =
                anna.presses(Press.sos().saying("help").from(Fix.at(48.8584, 2.2945))).alertId();
        Awaitility.await("Ben is told")
                .atMost(PATIENCE)
                .until(() -> anna.reads(alert).deliveries().size() == 2);
        anna.resolves(alert, null).ok();
        Awaitility.await("all is said")
                .atMost(PATIENCE)
                .until(() -> settled(anna.reads(alert).deliveries()));

        anna.reads(alert).alert(); // one more look would be on record after it
        var files = Export.of(anna.bearer());

        assertEquals(anna.account().email(), json(files, "account.json").path("email").asText());
        assertEquals("Ben", json(files, "contacts.json").path(0).path("name").asText());
        assertEquals(2, json(files, "contacts.json").path(0).path("channels").size());
        assertEquals("Watch", json(files, "devices.json").path(0).path("name").asText());
        assertFalse(json(files, "sessions.json").isEmpty());
        assertTrue(json(files, "guarding.json").isArray());
        assertTrue(json(files, "push-subscriptions.json").isArray());
        assertEquals(anna.bearer().get("/v1/me/escalation").ok(), json(files, "escalation.json"));
        var folder = "alerts/" + alert + "/";
        assertEquals(anna.reads(alert).alert(), json(files, folder + "alert.json"));
        assertEquals(anna.reads(alert).timeline(), list(files, folder + "timeline.json"));
        assertEquals(anna.reads(alert).deliveries(), list(files, folder + "deliveries.json"));
        assertEquals(anna.reads(alert).views(), list(files, folder + "views.json"));
        assertEquals(
                anna.reads(alert).track(),
                List.copyOf(
                        json(files, folder + "track.geojson")
                                .path("features")
                                .valueStream()
                                .toList()));
        assertTrue(files.get(folder + "track.csv").contains(",48.8584,2.2945,"));
        assertTrue(json(files, folder + "links.json").isArray());
    }

    @Test
    void itHoldsWhatTheAccountSharedAndAskedFor() throws IOException {
        var anna = house.mayday().phone("Anna");
        var watch = anna.bearer().post("/v1/me/devices", "name", "Watch", "manualAlarm", true).ok();
        var token = watch.path("token").asText();
        new Bearer(anna.bearer().wire(), () -> token).post("/v1/ingest/button").ok();
        var sharing = anna.bearer().post("/v1/sharings", "minutes", 30).ok().path("id").asText();
        anna.moves(Fix.at(48.8584, 2.2945));
        anna.catchesUp();
        var checkin = anna.bearer().post("/v1/checkins", "minutes", 30, "note", "Home").ok();
        var place =
                anna.bearer()
                        .post(
                                "/v1/places",
                                "name",
                                "School",
                                "area",
                                Json.read(
                                        "{\"type\":\"Point\",\"coordinates\":[2.29,48.85],\"radius\":100}"),
                                "on",
                                List.of("enter"),
                                "do",
                                "notify")
                        .ok();
        Awaitility.await("the place is on record")
                .atMost(PATIENCE)
                .until(() ->
                        house.database()
                                        .number(
                                                "SELECT count(*) FROM fix WHERE subject_id = '"
                                                        + sharing
                                                        + "'")
                                == 1);

        var files = Export.of(anna.bearer());

        var device = json(files, "devices.json").path(0);
        assertTrue(device.path("manualAlarm").asBoolean());
        var alarm = json(files, "device-alarms.json").path(0);
        assertEquals(device.path("id"), alarm.path("deviceId"));
        var alert = anna.bearer().list("/v1/alerts").getFirst();
        assertEquals(alert.path("clientAlertId"), alarm.path("clientAlertId"));
        assertEquals(sharing, json(files, "sharings.json").path(0).path("id").asText());
        assertTrue(files.get("sharings/" + sharing + "/track.csv").contains(",48.8584,2.2945,"));
        assertEquals(checkin.path("id"), json(files, "checkins.json").path(0).path("id"));
        assertEquals(place.path("id"), json(files, "places.json").path(0).path("id"));
    }

    @Test
    void itHoldsWhatTheAccountAnsweredInOthersAlerts() throws IOException {
        var anna = house.mayday().phone("Anna");
        var ben = house.mayday().guardian("Ben").of(anna);
        var carl = house.mayday().guardian("Carl").of(anna);
        var alert =
                anna.presses(Press.sos().saying("help").from(Fix.at(48.8584, 2.2945))).alertId();
        ben.acknowledges(alert, "On my way", 5).ok();
        carl.acknowledges(alert, "Me too", 9).ok();
        ben.bearer().post("/v1/alerts/" + alert + "/decline", "note", "Stuck in traffic").ok();

        var of = Export.of(ben.bearer());
        var all = list(of, "answers.json");

        assertEquals(
                List.of("acknowledged On my way", "declined Stuck in traffic"),
                all.stream()
                        .map(one -> one.path("type").asText() + " " + one.path("note").asText())
                        .toList());
        assertEquals(alert, all.getFirst().path("alertId").asText());
        assertTrue(all.getFirst().path("at").isTextual());
        assertFalse(of.toString().contains("48.8584"), "nothing of whom it guards");
        assertFalse(of.toString().contains("Me too"), "nor of others");
        assertEquals(
                9,
                list(Export.of(carl.bearer()), "answers.json")
                        .getFirst()
                        .path("etaMinutes")
                        .asInt());
        assertEquals(List.of(), list(Export.of(anna.bearer()), "answers.json"));
    }

    private static boolean settled(List<JsonNode> deliveries) {
        return deliveries.stream().noneMatch(one -> one.path("state").asText().equals("QUEUED"));
    }

    @Test
    void itHoldsNothingThatOpensSomething() throws Exception {
        var anna = house.mayday().phone("Anna");
        anna.account().setPins("1234", "9999");
        house.mayday().guardian("Ben").withWebhook().of(anna);
        anna.bearer().post("/v1/me/devices", "name", "Watch").ok();
        var alert = anna.presses(Press.sos()).alertId();
        anna.bearer().post("/v1/alerts/" + alert + "/links", "minutes", 5).ok();

        var all = String.join("\n", Export.of(anna.bearer()).values());

        assertFalse(all.contains("$argon2"), "a hash");
        assertFalse(all.contains("whsec_"), "a webhook's secret");
        assertFalse(all.contains("/a/"), "a link");
        assertFalse(all.contains("\"token\""), "a token");
        assertFalse(all.contains("duress"), "that there is another PIN");
    }

    @Test
    void onlyTheAccountItselfHasIt() {
        var anna = house.mayday().phone("Anna");
        var device =
                anna.bearer().post("/v1/me/devices", "name", "Watch").ok().path("token").asText();
        var alert = anna.presses(Press.sos()).alertId();
        var link = anna.bearer().post("/v1/alerts/" + alert + "/links", "minutes", 5).ok();
        var token = link.path("url").asText().replaceFirst(".*/", "");
        var guest =
                anna.bearer()
                        .post("/v1/links/" + token + "/session")
                        .ok()
                        .path("accessToken")
                        .asText();

        for (var other : List.of(device, guest)) {
            assertEquals(
                    403,
                    Download.of(new Bearer(anna.bearer().wire(), () -> other), "/v1/me/export", "")
                            .status());
        }
        assertEquals(
                401,
                Download.of(new Bearer(anna.bearer().wire(), () -> "x"), "/v1/me/export", "")
                        .status());
    }

    @Test
    void underDuressItIsAsAfterTheRightPin() throws IOException {
        assertEquals(ended("1234"), ended("9999"));
    }

    private static Map<String, String> ended(String pin) throws IOException {
        var anna = house.mayday().phone("Anna");
        var ben = house.mayday().guardian("Ben").of(anna);
        anna.account().setPins("1234", "9999");
        var alert = anna.presses(Press.sos().from(Fix.at(48.8584, 2.2945))).alertId();
        ben.isTold();
        Awaitility.await("told")
                .atMost(PATIENCE)
                .until(() ->
                        anna.reads(alert).deliveries().stream().allMatch(AccountExportIT::isOut));
        anna.resolves(alert, pin).ok();
        anna.moves(Fix.at(48.95, 2.2945));
        anna.catchesUp();
        if (pin.equals("9999")) {
            Awaitility.await("for the guardian it goes on")
                    .atMost(PATIENCE)
                    .until(() -> ben.reads(alert).track().size() == 2);
            ben.acknowledges(alert, "On my way", 5).ok();
        }
        var masked = new TreeMap<String, String>();
        Export.of(anna.bearer()).forEach((name, text) -> masked.put(mask(name), mask(text)));
        return masked;
    }

    private static boolean isOut(JsonNode delivery) {
        return List.of("SENT", "DELIVERED").contains(delivery.path("state").asText());
    }

    private static String mask(String text) {
        return text.replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "<id>")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "<time>");
    }

    @Test
    void aDeletedAccountLeavesNothing() {
        var zoe = house.mayday().phone("Zoe");
        var ben = house.mayday().guardian("Ben");
        var me = zoe.bearer().get("/v1/me").ok().path("id").asText();
        zoe.bearer().post("/v1/me/email/verification");
        var contact = ben.contactOf(zoe, 1);
        ben.accept(ben.invitation());
        zoe.bearer().post("/v1/me/devices", "name", "Zoe's watch").ok();
        var alert =
                zoe.presses(Press.sos().saying("Zoe's note").from(Fix.at(48.123457, 2.765432)))
                        .alertId();
        zoe.moves(Fix.at(48.123458, 2.765433));
        zoe.catchesUp();
        ben.acknowledges(alert, "On my way", 5).ok();
        zoe.resolves(alert, null).ok();
        var traces =
                List.of(me, zoe.account().email(), "Zoe's", contact, alert, "48.12345", "2.76543");
        for (var trace : traces) {
            assertFalse(tablesWith(trace).isEmpty(), "it was there: " + trace);
        }

        Awaitility.await("whoever was told of it is told of its end")
                .atMost(PATIENCE)
                .until(() -> house.database().number(waiting(alert)) == 0);
        zoe.bearer().delete("/v1/me").ok();

        Awaitility.await("nothing is left of the account")
                .atMost(ofSeconds(90))
                .until(() ->
                        house.database()
                                        .number(
                                                "SELECT count(*) FROM person WHERE id = '"
                                                        + me
                                                        + "'")
                                == 0);
        Awaitility.await("what others were still to hear is sent")
                .atMost(PATIENCE)
                .until(() -> house.database().number("SELECT count(*) FROM outbox") == 0);
        for (var trace : traces) {
            assertEquals(List.of(), tablesWith(trace), trace);
        }
    }

    private static String waiting(String alert) {
        return """
        SELECT (SELECT count(*) FROM timer WHERE alert_id = '%s')
             + (SELECT count(*) FROM delivery WHERE alert_id = '%s' AND state = 'QUEUED')
        """
                .formatted(alert, alert);
    }

    /** Every table of which some row holds the text in some column. */
    private static List<String> tablesWith(String text) {
        var database = house.database();
        var tables =
                database.text(
                                """
                                SELECT string_agg(c.relname, ',' ORDER BY c.relname) FROM pg_class c
                                WHERE c.relnamespace = CAST('public' AS regnamespace) AND c.relkind = 'r'
                                  AND c.relname <> 'spatial_ref_sys'
                                """)
                        .split(",");
        return List.of(tables).stream()
                .filter(table ->
                        database.number(
                                        "SELECT count(*) FROM \"%s\" t WHERE position('%s' IN CAST(t AS text)) > 0"
                                                .formatted(table, text.replace("'", "''")))
                                > 0)
                .toList();
    }

    private static JsonNode json(Map<String, String> files, String name) {
        return Json.read(files.getOrDefault(name, "{\"missing\":\"" + name + "\"}"));
    }

    private static List<JsonNode> list(Map<String, String> files, String name) {
        return json(files, name).valueStream().toList();
    }
}
