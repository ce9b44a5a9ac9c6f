package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.AlertFile;
import dev.mayday.local.Bearer;
import dev.mayday.local.Fix;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody comes to a place of theirs, or leaves it. */
class PlaceIT {

    /** A hundred metres around it; the others are more than a kilometre away. */
    private static final double[] HOME = {48.8584, 2.2945};

    private static final double[] WORK = {48.8784, 2.2945};
    private static final double[] AWAY = {48.8684, 2.2945};

    private static Trial trial;

    @BeforeAll
    static void start() {
        trial = Trial.start();
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @Test
    void arrivingAnswersTheCheckInsThatAreNotOnTheWayToAnotherPlace() {
        var anna = trial.people().phone("Anna");
        var ben = trial.people().guardian("Ben").of(anna);
        var home = circle(anna, "Home", HOME, "checkin-ok").get("id").asText();
        var work = circle(anna, "Work", WORK, "checkin-ok").get("id").asText();
        var anywhere = Journey.with(anna, ben, "minutes", 30);
        var toHome = Journey.with(anna, ben, "minutes", 30, "destination", home);
        var toHomeByName = Journey.with(anna, ben, "minutes", 30, "destination", "home");
        var toWork = Journey.with(anna, ben, "minutes", 30, "destination", work);
        var toFriends = Journey.with(anna, ben, "minutes", 30, "destination", "Bar du Coin");

        toWork.wasAt(ofSeconds(1), AWAY[0], AWAY[1]);
        toWork.wasAt(ofSeconds(2), HOME[0], HOME[1]);
        anywhere.becomes("OK");
        List.of(toHome, toHomeByName, toFriends).forEach(one -> assertEquals("OK", one.state()));
        assertEquals("RUNNING", toWork.state());
        toWork.wasAt(ofSeconds(3), WORK[0], WORK[1]);
        toWork.becomes("OK");
    }

    @Test
    void whoSetsOutFromAPlaceHasNotArrivedThere() {
        var anna = trial.people().phone("Anna");
        var ben = trial.people().guardian("Ben").of(anna);
        var home = circle(anna, "Home", HOME, "checkin-ok").get("id").asText();
        var round = Journey.with(anna, ben, "minutes", 30);
        round.wasAt(ofMillis(1), HOME[0], HOME[1]);
        round.wasAt(ofMillis(2), AWAY[0], AWAY[1]);
        isInside(home, false);
        assertEquals("RUNNING", round.state());
        round.wasAt(ofMillis(3), HOME[0], HOME[1]);
        round.becomes("OK");

        var next = Journey.with(anna, ben, "minutes", 30); // the next day, from there again
        next.wasAt(ofMillis(1), HOME[0], HOME[1]);
        next.wasAt(ofMillis(2), AWAY[0], AWAY[1]);
        isInside(home, false);
        assertEquals("RUNNING", next.state());
    }

    @Test
    void comingAndGoingIsTheTimelinesOfWhatIsOpenOnceEachThoughTheServerDies() {
        var anna = trial.people().phone("Anna");
        var ben = trial.people().guardian("Ben").of(anna);
        var home = circle(anna, "Home", HOME, "notify").get("id").asText();
        var alert = anna.presses(Press.sos()).alertId();
        var now = Instant.now();
        was(anna, now.plusMillis(1), AWAY, 8);
        isInside(home, false);
        was(anna, now.plusMillis(2), HOME, 8);
        trial.crashes();
        isInside(home, true);
        was(anna, now.plusMillis(3), AWAY, 8);
        isInside(home, false);

        var file = ben.reads(alert);
        assertEquals(List.of("place-entered Home", "place-left Home"), places(file));
        assertEquals(places(file), places(anna.reads(alert)));
    }

    @Test
    void onlyWhatIsAskedForIsTold() {
        var anna = trial.people().phone("Anna");
        var form = form("Home", HOME, "notify");
        var home = anna.bearer().post("/v1/places", pairs(form, "on", List.of("exit"))).ok();
        var alert = anna.presses(Press.sos()).alertId();
        var now = Instant.now();
        was(anna, now.plusMillis(1), AWAY, 8);
        was(anna, now.plusMillis(2), HOME, 8);
        isInside(home.get("id").asText(), true);
        was(anna, now.plusMillis(3), AWAY, 8);
        isInside(home.get("id").asText(), false);
        assertEquals(List.of("place-left Home"), places(anna.reads(alert)));
    }

    @Test
    void jitterAtTheEdgeIsNoComingAndGoingAndAHoleIsOutside() {
        var anna = trial.people().phone("Anna");
        var park =
                anna.bearer()
                        .post(
                                "/v1/places",
                                "name",
                                "Park",
                                "area",
                                Map.of(
                                        "type",
                                        "Polygon",
                                        "coordinates",
                                        List.of(ring(0.01), ring(0.002))))
                        .ok();
        var alert = anna.presses(Press.sos()).alertId();
        var now = Instant.now();
        var id = park.get("id").asText();
        was(
                anna,
                now.plusMillis(1),
                new double[] {48.8684 + 0.001, 2.2945},
                8); // outside, by 100 m
        isInside(id, false);
        for (int i = 0; i < 6; i++) {
            double edge = 48.8684 + (i % 2 == 0 ? -0.00004 : 0.00004); // 4 m
            was(anna, now.plusMillis(2 + i), new double[] {edge, 2.2945}, 8);
        }
        was(anna, now.plusMillis(10), new double[] {48.8634, 2.2945}, 8);
        isInside(id, true);
        was(anna, now.plusMillis(11), new double[] {48.8584, 2.2945}, 8);
        isInside(id, false);
        assertEquals(List.of("place-entered Park", "place-left Park"), places(anna.reads(alert)));
    }

    @Test
    void aPlaceIsItsOwnersAlone() {
        var anna = trial.people().phone("Anna");
        var eve = trial.people().phone("Eve").bearer();
        var home = circle(anna, "Home", HOME, "notify");
        var path = "/v1/places/" + home.get("id").asText();
        var device = anna.bearer().post("/v1/me/devices", "name", "Watch").ok();
        var watch = new Bearer(trial.server(0), () -> device.get("token").asText());
        assertEquals(eve.delete("/v1/places/" + UUID.randomUUID()).body(), eve.delete(path).body());
        assertEquals(404, eve.delete(path).status());
        assertEquals(List.of(), eve.list("/v1/places"));
        assertEquals(403, watch.get("/v1/places").status());
        assertEquals(List.of(home), anna.bearer().list("/v1/places"));
        assertEquals(
                "invalid-destination",
                eve.post("/v1/checkins", "minutes", 5, "destination", home.get("id").asText())
                        .code());
        assertEquals(204, anna.bearer().delete(path).status());
        assertEquals(404, anna.bearer().delete(path).status());
    }

    @Test
    void whoeverIsToldOfComingAndGoingKnowsWhereThatIsWhileTheAlertIsOpen() {
        var anna = trial.people().phone("Anna");
        var ben = trial.people().guardian("Ben").of(anna);
        var eve = trial.people().phone("Eve").bearer();
        anna.bearer().put("/v1/me/pins", "pin", "2580", "duressPin", "1470").ok();
        var home = circle(anna, "Home", HOME, "notify");
        circle(anna, "Friends", WORK, "checkin-ok");
        var alert = anna.presses(Press.sos()).alertId();
        var path = "/v1/alerts/" + alert + "/places";
        var letter = ben.isTold();
        for (var reader : List.of(ben.bearer(), ben.opens(letter), anna.bearer())) {
            var known = reader.list(path).getFirst();
            assertEquals(1, reader.list(path).size());
            assertEquals(home.get("id"), known.get("id"));
            assertEquals("Home", known.get("name").asText());
            assertEquals(home.get("area"), known.get("area"));
            assertEquals(3, known.size());
        }
        assertEquals(404, eve.get(path).status());
        var made = anna.bearer().post("/v1/alerts/" + alert + "/links", "minutes", 5).ok();
        var url = made.get("url").asText();
        var session = "/v1/links/" + url.substring(url.lastIndexOf('/') + 1) + "/session";
        var token = eve.post(session).ok().get("accessToken").asText();
        assertEquals(403, new Bearer(trial.server(0), () -> token).get(path).status());

        anna.resolves(alert, "1470").ok();
        assertEquals(1, ben.bearer().list(path).size());
        assertEquals(1, anna.bearer().list(path).size());
        ben.resolves(alert, "safe").ok();
        assertEquals(List.of(), ben.bearer().list(path));
        assertEquals(1, anna.bearer().list(path).size());
    }

    @ParameterizedTest
    @CsvSource({
        "on, invalid-on",
        "do, invalid-do",
        "name, invalid-name",
        "area, invalid-area",
    })
    void whatCanNotBeIsRefusedByItsName(String field, String code) {
        var anna = trial.people().phone("Anna").bearer();
        Object wrong = field.equals("on") ? List.of("enter", "jump") : "";
        var form = form("Home", HOME, "notify");
        assertEquals(code, anna.post("/v1/places", pairs(form, field, wrong)).code());
    }

    @Test
    void theRadiusMayStandBesideThePoint() {
        var anna = trial.people().phone("Anna").bearer();
        var point = Map.of("type", "Point", "coordinates", List.of(HOME[1], HOME[0]));
        var place = anna.post("/v1/places", "name", "Home", "area", point, "radius", 150).ok();
        assertEquals(150, place.path("area").path("radius").asInt());

        var path = "/v1/places/" + place.path("id").asText();
        var wider = anna.patch(path, "radius", 300).ok();
        assertEquals(300, wider.path("area").path("radius").asInt());
        assertEquals(
                place.path("area").path("coordinates"), wider.path("area").path("coordinates"));
        assertEquals("invalid-radius", anna.patch(path, "radius", 3).code());
    }

    @Test
    void ringsThatCrossAreNoAreaAndAnArrivalNeedsAnEntering() {
        var anna = trial.people().phone("Anna").bearer();
        var bow =
                Map.of(
                        "type",
                        "Polygon",
                        "coordinates",
                        List.of(
                                List.of(
                                        List.of(0, 0),
                                        List.of(1, 1),
                                        List.of(1, 0),
                                        List.of(0, 1),
                                        List.of(0, 0))));
        assertEquals("invalid-area", anna.post("/v1/places", "name", "Bow", "area", bow).code());
        var form = form("Home", HOME, "checkin-ok");
        assertEquals(
                "invalid-on", anna.post("/v1/places", pairs(form, "on", List.of("exit"))).code());
    }

    private static JsonNode circle(Phone phone, String name, double[] at, String action) {
        return phone.bearer().post("/v1/places", form(name, at, action)).ok();
    }

    private static Object[] form(String name, double[] at, String action) {
        return new Object[] {
            "name", name, "area", area(at), "on", List.of("enter", "exit"), "do", action
        };
    }

    private static Map<String, Object> area(double[] at) {
        return Map.of("type", "Point", "coordinates", List.of(at[1], at[0]), "radius", 100);
    }

    private static Object[] pairs(Object[] form, String field, Object value) {
        var changed = form.clone();
        for (int i = 0; i < changed.length; i += 2) {
            if (changed[i].equals(field)) {
                changed[i + 1] = value;
            }
        }
        return changed;
    }

    /** A square around home, so many degrees in each direction. */
    private static List<List<Double>> ring(double half) {
        double south = HOME[0] - half;
        double north = HOME[0] + half;
        double west = HOME[1] - half;
        double east = HOME[1] + half;
        return List.of(
                List.of(west, south),
                List.of(east, south),
                List.of(east, north),
                List.of(west, north),
                List.of(west, south));
    }

    private static void was(Phone phone, Instant at, double[] where, double accuracy) {
        phone.moves(
                new Fix(
                        0,
                        at,
                        where[0],
                        where[1],
                        accuracy,
                        Optional.empty(),
                        Optional.empty(),
                        81));
        phone.catchesUp();
    }

    /** Waits until the service knows that its owner is there, or not. */
    private static void isInside(String place, boolean inside) {
        Awaitility.await("inside is " + inside)
                .atMost(PATIENCE)
                .until(() ->
                        trial.database()
                                .text("SELECT inside FROM place WHERE id = '" + place + "'")
                                .equals(inside ? "t" : "f"));
    }

    private static List<String> places(AlertFile file) {
        return file.timeline().stream()
                .filter(entry -> entry.get("type").asText().startsWith("place-"))
                .map(entry -> entry.get("type").asText() + " " + entry.get("detail").asText())
                .toList();
    }
}
