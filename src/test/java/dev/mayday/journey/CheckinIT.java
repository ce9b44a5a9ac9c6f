package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Answer;
import dev.mayday.local.Bearer;
import dev.mayday.local.Json;
import dev.mayday.local.Phone;
import dev.mayday.local.PushBrowser;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody has promised to be heard of by a time. Two servers. */
class CheckinIT {

    private static Trial trial;

    @BeforeAll
    static void start() {
        trial = Trial.withServers(2);
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @Test
    void aMissedOneRaisesTheAlertWithTheTrackSinceItsStartThatNobodySawBefore() {
        var anna =
                Journey.of(
                        trial.people(),
                        "minutes",
                        5,
                        "graceMinutes",
                        1,
                        "note",
                        "Night run",
                        "destination",
                        "Home");
        long first = anna.wasAt(ofSeconds(0), 48.8584, 2.2945);
        long second = anna.wasAt(ofSeconds(60), 48.8585, 2.2946);
        trial.passes(ofMinutes(5)); // due, and still in its grace
        assertEquals("RUNNING", anna.state());
        assertEquals(List.of(), anna.guarded());
        assertEquals(404, anna.guardian().reads(anna.id()).answer().status());
        assertEquals(
                404, anna.guardian().bearer().get("/v1/alerts/" + anna.id() + "/track").status());
        assertEquals(404, anna.guardian().bearer().get("/v1/checkins/" + anna.id()).status());
        assertEquals(404, anna.owner().reads(anna.id()).answer().status());
        trial.passes(ofMinutes(1));

        anna.becomes("MISSED");
        var alert = anna.alarm();
        assertEquals(anna.reads().get("alertId"), alert.get("id"));
        assertEquals("checkin-missed", alert.get("kind").asText());
        assertEquals("Night run → Home", alert.get("note").asText());
        assertEquals(anna.reads().get("missesAt"), alert.get("raisedAt"));
        assertFalse(alert.get("silent").asBoolean());
        assertEquals(Set.of(first, second), anna.track(first, second));
        long late = anna.wasAt(ofSeconds(90), 48.8586, 2.2947); // it had no network then
        long now = anna.wasAt(ofMinutes(6).plusSeconds(10), 48.8587, 2.2948);
        assertEquals(Set.of(first, second, late, now), anna.track(first, second, late, now));
        anna.owner().sees(alert.get("id").asText(), "ACTIVE");
        Told.eachOnce(anna.guardian(), 1);
        assertEquals("checkin-missed", anna.ok().code());
        assertEquals("checkin-missed", anna.extended(5).code());
        assertEquals("checkin-missed", anna.cancelled("").code());
        assertEquals("ACTIVE", anna.alarm().get("state").asText());
    }

    @Test
    void anAnswerOverTheSocketEndsItAndItsTrackIsForgotten() {
        var anna = Journey.of(trial.people(), "minutes", 5, "graceMinutes", 0);
        long kept = anna.wasAt(ofSeconds(0), 48.8584, 2.2945);
        assertTrue(anna.owner().stored().contains(kept));
        anna.keeps(trial, 1);
        var well = Json.object("type", "checkin.ok", "checkinId", anna.id());
        assertEquals("ok", anna.owner().another().ask(well, PATIENCE).ok().type());
        assertEquals("ok", anna.owner().another().ask(well, PATIENCE).ok().type());

        assertEquals("OK", anna.ok().ok().get("state").asText());
        long after = anna.wasAt(ofMinutes(1), 48.8585, 2.2946);
        assertFalse(anna.owner().stored().contains(after), "nothing is open then");
        trial.passes(ofMinutes(6));
        anna.keeps(trial, 0);
        assertEquals("OK", anna.state());
        assertEquals(List.of(), anna.guarded());
        assertEquals(List.of(), anna.owner().bearer().list("/v1/alerts"));
        assertEquals("checkin-ended", anna.extended(5).code());
        assertEquals("checkin-ended", anna.cancelled("").code());
    }

    @Test
    void extendingMovesEveryEndThatHangsOnIt() {
        var anna = Journey.of(trial.people(), "minutes", 2, "graceMinutes", 1);
        var later = anna.extended(4).ok();
        assertEquals(anna.startedAt().plus(ofMinutes(6)), time(later, "dueAt"));
        assertEquals(anna.startedAt().plus(ofMinutes(7)), time(later, "missesAt"));
        anna.owner().connect();
        trial.passes(ofMinutes(4)); // past every end that it had, and before the new ones

        assertEquals("RUNNING", anna.state());
        long kept = anna.wasAt(ofMinutes(4), 48.8584, 2.2945);
        assertTrue(anna.owner().stored().contains(kept));
        trial.passes(ofMinutes(1).plusSeconds(1));
        var reminder = anna.owner().hears("a reminder", CheckinIT::reminds);
        assertEquals(later.get("dueAt"), reminder.body().get("dueAt"));
        trial.passes(ofMinutes(2));
        anna.becomes("MISSED");
        anna.track(kept);
    }

    @Test
    void everyPhoneOfThePersonIsRemindedOnWhicheverServer() {
        var anna = Journey.of(trial.people(), "minutes", 2);
        var here = anna.owner().another();
        var browser = browserOf(anna.owner().bearer());
        var there = Phone.of(anna.owner().account()).via(trial.server(1)).connect();
        var stranger = trial.people().phone("Eve").another();
        trial.passes(ofMinutes(1));
        var said = there.hears("a reminder", CheckinIT::reminds).body();
        assertEquals(anna.id(), said.get("checkinId").asText());
        assertEquals(anna.reads().get("missesAt"), said.get("missesAt"));
        here.heard().await("a reminder", CheckinIT::reminds, PATIENCE);
        trial.people()
                .inbox()
                .await(
                        browser.id(),
                        "a notification",
                        letter -> letter.type().equals("checkin-reminder"),
                        PATIENCE);
        assertTrue(stranger.heard().all().stream().noneMatch(CheckinIT::reminds));
        anna.ok().ok();
        there.close();
    }

    @Test
    void whoIsNamedAloneIsToldAndTheOthersOnceNoneOfThemCanBe() {
        var anna = trial.people().phone("Anna");
        var ben = trial.people().guardian("Ben");
        var carl = trial.people().guardian("Carl");
        ben.contactOf(anna, 1);
        var carls = carl.contactOf(anna, 2);
        Object[] asked = {"minutes", 1, "graceMinutes", 0, "contactIds", List.of(carls)};
        var first = Journey.with(anna, ben, asked);
        assertEquals(carls, first.reads().get("contactIds").get(0).asText());
        trial.passes(ofMinutes(1));
        carl.isTold();
        Told.settled(anna.reads(first.id()));
        assertEquals(List.of(), ben.mails());

        carl.opens(carl.mails().getFirst())
                .post("/v1/alerts/" + first.id() + "/decline", "note", "I'm abroad")
                .ok();
        trial.passes(ofMinutes(2)); // the steps begin again
        ben.isTold();
    }

    @Test
    void aContactThatIsNoneOfMineIsRefused() {
        var anna = trial.people().phone("Anna");
        var other = trial.people().phone("Olga");
        var others = trial.people().guardian("Ben").contactOf(other, 1);
        for (var id : List.of(others, UUID.randomUUID().toString())) {
            var asked = anna.bearer().post("/v1/checkins", "minutes", 5, "contactIds", List.of(id));
            assertEquals("invalid-contactIds", asked.code());
        }
    }

    @Test
    void itIsItsOwnersAlone() {
        var anna = Journey.of(trial.people(), "minutes", 30);
        var path = "/v1/checkins/" + anna.id();
        var device = anna.owner().bearer().post("/v1/me/devices", "name", "Watch").ok();
        var watch = new Bearer(trial.server(0), () -> device.get("token").asText());
        for (var call : List.of("/ok", "/extend", "/cancel")) {
            var made = anna.guardian().bearer().post(path + call, "minutes", 5);
            var none = "/v1/checkins/" + UUID.randomUUID() + call;
            assertEquals(404, made.status(), call);
            assertEquals(
                    anna.guardian().bearer().post(none, "minutes", 5).body(), made.body(), call);
            assertEquals(403, watch.post(path + call, "minutes", 5).status(), call);
        }
        assertEquals(List.of(), anna.guardian().bearer().list("/v1/checkins"));
        assertEquals(1, anna.owner().bearer().list("/v1/checkins?state=RUNNING").size());
        assertEquals(403, watch.get("/v1/checkins").status());
        assertEquals("RUNNING", anna.state());
        anna.ok().ok();
        assertEquals(List.of(), anna.owner().bearer().list("/v1/checkins?state=RUNNING"));
    }

    @Test
    void whereAnAnswerRacesWithTheMissOneOfThemCounts() throws Exception {
        var anna = trial.people().phone("Anna");
        var ben = trial.people().guardian("Ben").of(anna);
        var journeys = new ArrayList<Journey>();
        for (int i = 0; i < 10; i++) {
            journeys.add(Journey.with(anna, ben, "minutes", 1, "graceMinutes", 0));
        }
        var answers = new ArrayList<CompletableFuture<Answer>>();
        var due = journeys.getFirst().startedAt().plus(ofMinutes(1));
        var left = Duration.between(now(), due).minusSeconds(2);
        trial.passes(left);
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> now().isAfter(due.minusMillis(20)));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            journeys.forEach(one -> answers.add(CompletableFuture.supplyAsync(one::ok, threads)));
        }
        for (int i = 0; i < journeys.size(); i++) {
            var answer = answers.get(i).get();
            var journey = journeys.get(i);
            var alerts = trial.database().number(count("alert WHERE id = '" + journey.id() + "'"));
            if (answer.status() == 200) {
                assertEquals("OK", journey.state());
                assertEquals(0, alerts);
            } else {
                assertEquals("checkin-missed", answer.code());
                assertEquals("MISSED", journey.state());
                assertEquals(1, alerts);
            }
        }
        trial.passes(ofMinutes(1)); // what was answered stays so
        assertTrue(journeys.stream().allMatch(one -> !one.state().equals("RUNNING")));
    }

    @Test
    void itIsMissedOnceThoughTheServerThatRaisesTheAlertDies() throws Exception {
        var anna = Journey.of(trial.people(), "minutes", 1, "graceMinutes", 0);
        try (var gate = trial.database().connect()) {
            gate.setAutoCommit(false);
            gate.createStatement().execute("LOCK TABLE alert_event IN SHARE MODE");
            trial.passes(ofMinutes(1));
            int raising =
                    Awaitility.await().atMost(PATIENCE).until(() -> waiting(gate), who -> who >= 0);
            trial.dies(raising);
            anna.owner().via(trial.server(1 - raising));
            anna.guardian().via(trial.server(1 - raising));
            gate.rollback();
            anna.becomes("MISSED");
            trial.isBack(raising);
        }
        Told.eachOnce(anna.guardian(), 1);
        anna.alarm();
    }

    @Test
    void itIsMissedOnceThoughNobodyWasThereAtThatTime() {
        var anna = Journey.of(trial.people(), "minutes", 1, "graceMinutes", 0);
        long kept = anna.wasAt(ofSeconds(0), 48.8584, 2.2945);
        trial.dies(0);
        trial.dies(1);
        trial.passes(ofMinutes(5));
        trial.isBack(0);
        trial.isBack(1);
        anna.becomes("MISSED");
        Told.eachOnce(anna.guardian(), 1);
        assertEquals(time(anna.reads(), "missesAt"), time(anna.alarm(), "raisedAt"));
        anna.track(kept);
    }

    /** A browser that the account wants to be told in. */
    private static PushBrowser browserOf(Bearer me) {
        var path = "/v1/me/push-subscriptions";
        var browser = trial.sandbox().browser(me.get(path).ok().get("vapidPublicKey").asText());
        me.wire()
                .call(
                        "POST",
                        path,
                        Optional.of(browser.subscription()),
                        Optional.of(me.token().get()))
                .ok();
        return browser;
    }

    private static String count(String what) {
        return "SELECT count(*) FROM " + what;
    }

    private static int waiting(Connection gate) throws SQLException {
        try (var rows =
                gate.createStatement()
                        .executeQuery(
                                "SELECT substr(application_name, 7) FROM pg_stat_activity WHERE datname = current_database()"
                                        + " AND wait_event_type = 'Lock' AND application_name LIKE 'server%'")) {
            return rows.next() ? rows.getInt(1) : -1;
        }
    }

    private static boolean reminds(dev.mayday.local.Message message) {
        return message.type().equals("checkin.reminder");
    }

    private static Instant now() {
        return Instant.ofEpochMilli(
                trial.database()
                        .number("SELECT CAST(extract(epoch FROM mayday_now()) * 1000 AS bigint)"));
    }

    private static Instant time(JsonNode node, String field) {
        return Instant.parse(node.get(field).asText());
    }
}
