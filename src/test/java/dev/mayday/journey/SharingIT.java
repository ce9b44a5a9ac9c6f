package dev.mayday.journey;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Following;
import dev.mayday.local.Guardian;
import dev.mayday.local.Json;
import dev.mayday.local.Press;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody shares where they are for a while, with no alert, on two servers. */
class SharingIT {

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
    void aSharingIsFollowedOnEitherServerWithNoGapAndNoDouble() {
        var pair = Pair.meet(trial);
        var sharing = pair.shares(30);
        pair.walks(10);
        var near = pair.follows(sharing, 0);
        pair.walks(10);
        var far = pair.follows(sharing, 1);
        pair.walks(10);
        var all = pair.arrives();
        assertEquals(30, all.size());
        for (var following : List.of(near, far)) {
            assertEquals(all, Pair.numbers(following.seesAll(all)));
            var snapshot = following.messages().getFirst().body();
            assertEquals(sharing, snapshot.path("sharing").path("id").asText());
            assertEquals("Anna", snapshot.path("sharing").path("person").path("name").asText());
            assertFalse(snapshot.path("sharing").has("contactIds"), "others are nobody's business");
            assertFalse(snapshot.has("alert"));
            following.messages().stream()
                    .filter(message -> message.type().equals("location"))
                    .forEach(message -> assertEquals(sharing, message.text("sharingId")));
            following.close();
        }
    }

    @Test
    void whoWasCutOffGoesOnWhereTheyWereOnEitherServer() {
        var pair = Pair.meet(trial);
        var following = pair.follows(pair.shares(30), 0);
        for (int cut = 0; cut < 4; cut++) {
            pair.walks(10);
            following.cut();
            pair.walks(10);
            following = following.resume(trial.server(cut % 2));
        }
        var all = pair.arrives();
        assertEquals(all, Pair.numbers(following.seesAll(all)));
        assertEquals(1, Pair.count(following, "snapshot"));
        following.close();
    }

    @Test
    void onlyThoseWithWhomItIsSharedMayFollow() {
        var pair = Pair.meet(trial);
        var carl = trial.people().guardian("Carl").of(pair.anna());
        var contact = pair.contact("Ben");
        var sharing =
                pair.anna()
                        .bearer()
                        .post(
                                "/v1/sharings",
                                "minutes",
                                10,
                                "note",
                                "Walking home",
                                "contactIds",
                                List.of(contact.path("id").asText()))
                        .ok();
        var id = sharing.path("id").asText();
        assertEquals(contact.path("id"), sharing.path("contactIds").path(0));

        pair.follows(id, 0).close();
        Following.sharing(pair.anna().bearer(), id).close(); // her own
        for (var other : List.of(carl, trial.people().guardian("Dora"))) {
            try (var everything = Following.everything(other.bearer())) {
                assertEquals(0, Pair.count(everything, "snapshot"));
                assertEquals("not-found", refused(other, id));
                assertEquals("not-found", refused(other, UUID.randomUUID().toString()));
            }
            assertEquals(404, other.bearer().delete("/v1/sharings/" + id).status());
            assertEquals(
                    404,
                    other.bearer().post("/v1/sharings/" + id + "/extend", "minutes", 5).status());
        }
        assertEquals(
                "invalid-contactIds",
                carl.bearer()
                        .post(
                                "/v1/sharings",
                                "minutes",
                                5,
                                "contactIds",
                                List.of(contact.path("id").asText()))
                        .code(),
                "somebody else's contact");
        assertEquals(List.of(), carl.bearer().list("/v1/sharings"));
        assertEquals(1, pair.anna().bearer().list("/v1/sharings").size());
    }

    @Test
    void whatCannotBeSharedIsRefusedByItsField() {
        var anna = trial.people().phone("Anna").bearer();
        for (var minutes : List.of(0, -1, 1_441, 1.5, "ten")) {
            assertEquals(
                    "invalid-minutes", anna.post("/v1/sharings", "minutes", minutes).code(), "");
        }
        assertEquals("invalid-minutes", anna.post("/v1/sharings").code());
        assertEquals(
                "invalid-note",
                anna.post("/v1/sharings", "minutes", 5, "note", "x".repeat(2_001)).code());
        assertEquals(
                "invalid-contactIds",
                anna.post("/v1/sharings", "minutes", 5, "contactIds", List.of()).code());
        for (int i = 0; i < 20; i++) {
            anna.post("/v1/sharings", "minutes", 1_440).ok();
        }
        assertEquals("too-many-sharings", anna.post("/v1/sharings", "minutes", 1).code());
        var first = anna.get("/v1/sharings?limit=15").ok();
        assertEquals(15, first.path("items").size());
        var rest = anna.get("/v1/sharings?limit=15&cursor=" + first.path("next").asText()).ok();
        assertEquals(5, rest.path("items").size());
        assertFalse(rest.has("next"));
        var one = "/v1/sharings/" + rest.path("items").path(0).path("id").asText();
        assertEquals("invalid-minutes", anna.post(one + "/extend", "minutes", 1).code());
    }

    @Test
    void nobodyIsTrackedBeforeItOrAfterItButALateFixOfItsTimeIsKept() {
        var pair = Pair.meet(trial);
        var before = pair.step(trial.now());
        pair.arrives();
        var sharing = pair.shares(30);
        var during = pair.step(trial.now());
        var late = trial.now();
        pair.arrives();
        pair.anna().bearer().delete("/v1/sharings/" + sharing).ok();
        trial.passes(ofSeconds(2));
        var after = pair.step(trial.now());
        var ofItsTime = pair.step(late);
        var kept = pair.arrives();
        assertEquals(List.of(during, ofItsTime), kept);
        assertFalse(kept.contains(before) || kept.contains(after));
        pair.isRecorded(sharing, 2);
    }

    @Test
    void itEndsByItselfOnEveryServer() {
        var pair = Pair.meet(trial);
        var sharing = pair.shares(1);
        pair.walks(3);
        var near = pair.follows(sharing, 0);
        var far = pair.follows(sharing, 1);
        near.seesAll(pair.arrives());
        trial.passes(ofSeconds(61));
        for (var following : List.of(near, far)) {
            var ended = following.hears("the end", Pair::isEnd);
            assertEquals(sharing, ended.text("sharingId"));
            assertEquals("sharing-over", ended.text("code"));
        }
        pair.walks(1);
        assertEquals(3, pair.arrives().size());
        assertEquals("not-found", refused(pair.ben(), sharing));
        var shown = pair.anna().bearer().list("/v1/sharings").getFirst();
        assertEquals(shown.path("endsAt"), shown.path("endedAt"));
        assertEquals(
                "sharing-over",
                pair.anna()
                        .bearer()
                        .post("/v1/sharings/" + sharing + "/extend", "minutes", 5)
                        .code());
    }

    @Test
    void anExtendedOneDoesNotEndAtTheOldTime() {
        var pair = Pair.meet(trial);
        var sharing = pair.shares(1);
        var near = pair.follows(sharing, 0);
        var far = pair.follows(sharing, 1);
        var extended =
                pair.anna().bearer().post("/v1/sharings/" + sharing + "/extend", "minutes", 2).ok();
        assertEquals(3, extended.path("minutes").asInt());
        for (var following : List.of(near, far)) {
            var told = following.hears("more time", one -> one.type().equals("sharing"));
            assertEquals(extended.path("endsAt"), told.body().path("sharing").path("endsAt"));
        }
        trial.passes(ofSeconds(90));
        pair.walks(2);
        var all = pair.arrives();
        assertEquals(2, all.size());
        near.seesAll(all);
        far.seesAll(all);
        trial.passes(ofSeconds(91));
        near.hears("the end", Pair::isEnd);
        far.hears("the end", Pair::isEnd);
        pair.isRecorded(sharing, 2);
    }

    @Test
    void whoEndsItIsSeenNoMoreAtOnce() {
        var pair = Pair.meet(trial);
        var sharing = pair.shares(60);
        var near = pair.follows(sharing, 0);
        var far = Following.everything(pair.ben().bearer().via(trial.server(1)));
        assertEquals(204, pair.anna().bearer().delete("/v1/sharings/" + sharing).status());
        assertEquals("sharing-over", near.hears("the end", Pair::isEnd, ofSeconds(5)).text("code"));
        far.hears("the end", Pair::isEnd, ofSeconds(5));
        assertEquals(204, pair.anna().bearer().delete("/v1/sharings/" + sharing).status());
        assertEquals(404, pair.ben().bearer().delete("/v1/sharings/" + sharing).status());
    }

    @Test
    void aContactWhoIsRemovedSeesNoMoreAtOnceAndTheOthersDo() {
        var pair = Pair.meet(trial);
        var carl = trial.people().guardian("Carl").of(pair.anna());
        var sharing = pair.shares(60);
        var ben = pair.follows(sharing, 1);
        var other = Following.sharing(carl.bearer(), sharing);
        var contact = pair.contact("Ben");
        pair.anna().bearer().delete("/v1/contacts/" + contact.path("id").asText()).ok();
        assertEquals("not-allowed", ben.hears("the end", Pair::isEnd, ofSeconds(5)).text("code"));
        pair.walks(3);
        other.seesAll(pair.arrives());
        assertEquals(List.of(), ben.numbers());
        assertEquals("not-found", refused(pair.ben(), sharing));
    }

    @Test
    void whoFollowsEverythingFollowsWhatBeginsLater() {
        var pair = Pair.meet(trial);
        var near = Following.everything(pair.ben().bearer());
        var far = Following.everything(pair.ben().bearer().via(trial.server(1)));
        var sharing = pair.shares(10);
        for (var following : List.of(near, far)) {
            following.hears("the sharing", one -> Pair.isSnapshotOf(one, sharing));
        }
        pair.walks(5);
        var all = pair.arrives();
        near.seesAll(all);
        far.cut();
        pair.walks(5);
        all = pair.arrives();
        far = far.resume(trial.server(0)).seesAll(all);
        assertEquals(all, Pair.numbers(far));
        assertEquals(1, Pair.count(far, "snapshot"));
        near.leaves();

        far.cut();
        pair.anna().bearer().delete("/v1/sharings/" + sharing).ok();
        far = far.resume(trial.server(1));
        assertEquals(sharing, far.hears("the end", Pair::isEnd).text("sharingId"));
        far.close();
    }

    @Test
    void aFixOfAnAlertAndASharingIsToldAndKeptOnceForEach() {
        var pair = Pair.meet(trial);
        var sharing = pair.shares(30);
        var alert = pair.anna().presses(Press.sos().pressedAt(trial.now())).alertId();
        var following = Following.everything(pair.ben().bearer());
        assertEquals(2, Pair.count(following, "snapshot"));
        pair.walks(1);
        var seq = pair.arrives().getLast();
        following.hears("of the alert", one -> Pair.isPlaceOf(one, "alertId", alert, seq));
        following.hears("of the sharing", one -> Pair.isPlaceOf(one, "sharingId", sharing, seq));
        pair.isRecorded(alert, 1);
        pair.isRecorded(sharing, 1);

        pair.anna().resolves(alert, null).ok();
        following.sees("RESOLVED");
        trial.passes(ofSeconds(2));
        pair.walks(1);
        var next = pair.arrives().getLast();
        following.hears("of the sharing", one -> Pair.isPlaceOf(one, "sharingId", sharing, next));
        pair.isRecorded(sharing, 2);
        pair.isRecorded(alert, 1);
        assertEquals(
                3,
                following.messages().stream().filter(one -> one.type().equals("location")).count());
    }

    @Test
    void whatIsDeletedWithTheAccountEndsForAllWhoFollow() {
        var pair = Pair.meet(trial);
        var sharing = pair.shares(30);
        var following = pair.follows(sharing, 1);
        pair.walks(2);
        following.seesAll(pair.arrives());
        pair.isRecorded(sharing, 2);
        pair.anna().bearer().delete("/v1/me").ok();
        following.hears("the end", Pair::isEnd);
        pair.isRecorded(sharing, 0);
    }

    @Test
    void neitherADeviceNorALinkHasSharings() {
        var pair = Pair.meet(trial);
        var device = pair.anna().bearer().post("/v1/me/devices", "name", "Watch").ok();
        var token = Optional.of(device.path("token").asText());
        var wire = trial.server(0);
        assertEquals(403, wire.call("GET", "/v1/sharings", Optional.empty(), token).status());
        assertEquals(
                401, wire.call("GET", "/v1/sharings", Optional.empty(), Optional.empty()).status());
        assertTrue(
                wire.call("POST", "/v1/sharings", Optional.of(Json.object("minutes", 5)), token)
                                .status()
                        == 403);
    }

    private static String refused(Guardian guardian, String sharing) {
        try {
            Following.sharing(guardian.bearer(), sharing).close();
            return "";
        } catch (IllegalStateException refused) {
            return refused.getMessage().contains("\"not-found\"") ? "not-found" : "another";
        }
    }
}
