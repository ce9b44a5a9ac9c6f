package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayday.local.Bearer;
import dev.mayday.local.Fix;
import dev.mayday.local.Following;
import dev.mayday.local.Guardian;
import dev.mayday.local.Message;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A guardian follows all that there is to see, is cut off anywhere, and goes on. */
class FollowingEverythingIT {
    private static Trial trial;

    @BeforeAll
    static void start() {
        trial = Trial.withServers(2);
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    private final Guardian gita = trial.people().guardian("Gita");
    private final Phone anna = trial.people().phone("Anna");
    private final Phone bert = trial.people().phone("Bert");

    @Test
    void whereverItIsCutTheSameIsKnownInTheEndAndNothingComesTwice() {
        gita.of(anna).of(bert);
        try (var whole = Following.everything(gita.bearer())) {
            whatHappens();
            ends(whole);

            var told = whole.messages();
            for (int cut = 0; cut < told.size(); cut++) {
                var before = told.subList(0, cut + 1);
                var after = goesOn(before, whole, cut);
                // and again within what was missed
                for (int again = 1; again < after.size() && cut % 5 == 0; again += 3) {
                    var twice = new ArrayList<>(before);
                    twice.addAll(after.subList(0, again));
                    goesOn(twice, whole, again);
                }
            }
        }
    }

    private void whatHappens() {
        var annas = anna.presses(Press.sos()).alertId();
        walks(anna, 3);
        var berts = bert.presses(Press.sos()).alertId();
        walks(bert, 2);
        gita.acknowledges(annas, "On my way", 6).ok();
        walks(anna, 2);
        bert.resolves(berts, null).ok();
        bert.presses(Press.sos());
        walks(anna, 1);
        walks(bert, 2);
    }

    private static void walks(Phone phone, int steps) {
        for (int i = 0; i < steps; i++) {
            phone.moves(Fix.at(46.05 + i * 1e-5, 14.5));
            phone.catchesUp();
        }
    }

    /** Until all of it has been told, and whoever was to be sent something has it. */
    private void ends(Following whole) {
        Awaitility.await("all of it")
                .atMost(PATIENCE)
                .until(() -> {
                    var known = Picture.of(whole.messages()).alerts().values();
                    return known.size() == 3
                            && known.stream().mapToInt(one -> one.fixes().size()).sum() == 10
                            && known.stream()
                                    .flatMap(one -> one.told().values().stream())
                                    .noneMatch(state -> state.equals("QUEUED"));
                });
    }

    /**
     * After the last of these messages.
     *
     * @return what came
     */
    private List<Message> goesOn(List<Message> before, Following whole, int server) {
        var bearer = gita.bearer().via(trial.server(server % 2));
        try (var after = Following.everything(bearer, before.getLast().text("cursor"))) {
            var all = new ArrayList<Message>();
            Awaitility.await("the same after " + before.size() + " messages")
                    .atMost(PATIENCE)
                    .until(
                            () -> {
                                all.clear();
                                all.addAll(before);
                                all.addAll(after.messages());
                                return Picture.of(all).toString();
                            },
                            known -> known.equals(Picture.of(whole.messages()).toString()));
            return after.messages();
        }
    }

    @Test
    void anAlertOfSomebodyWhoCameMeanwhileIsShown() {
        gita.of(anna);
        anna.presses(Press.sos());
        var following = Following.everything(gita.bearer()).cut();
        var alert = bert.presses(Press.sos()).alertId();
        gita.of(bert);

        try (var after = following.resume(trial.server(1))) {
            after.hears("Bert's", message -> isSnapshotOf(message, alert));
        }
    }

    @Test
    void whatMayNoLongerBeSeenIsSaidToHaveEnded() {
        gita.of(anna);
        var alert = anna.presses(Press.sos()).alertId();
        var sharing = anna.bearer().post("/v1/sharings", "minutes", 60).ok().get("id").asText();
        var following = Following.everything(gita.bearer()).cut();
        assertEquals(2, following.messages().size());
        var contact = anna.bearer().list("/v1/contacts").getFirst().get("id").asText();
        anna.bearer().delete("/v1/contacts/" + contact).ok();

        try (var after = following.resume(trial.server(1))) {
            after.hears("the alert's end", message -> isEndOf(message, "alertId", alert));
            after.hears("the sharing's end", message -> isEndOf(message, "sharingId", sharing));
        }
    }

    @Test
    void anEndLongAgoIsToldToWhoeverDidNotHearOfIt() {
        try (var later = Trial.start()) {
            var carl = later.people().phone("Carl");
            var dora = later.people().guardian("Dora").of(carl);
            var alert = carl.presses(Press.sos()).alertId();
            var cursor = Following.everything(dora.bearer()).cut().cursor();
            carl.resolves(alert, null).ok();
            dora.account().signOut();
            later.passes(Duration.ofHours(25));

            try (var after = Following.everything(dora.account().bearer(), cursor)) {
                after.sees("RESOLVED");
            }
        }
    }

    @Test
    void howeverMuchWasMissedAllOfItComes() {
        gita.of(anna);
        anna.presses(Press.sos());
        var following = Following.everything(gita.bearer()).cut();
        var steps =
                LongStream.range(0, 6_000)
                        .mapToObj(step -> anna.moves(Fix.at(46.05, 14.5)).seq())
                        .toList();
        anna.catchesUp();

        try (var after = following.resume(trial.server(1)).seesAll(steps)) {
            assertEquals(steps, after.numbers());
            assertEquals(1, Pair.count(after, "snapshot"), "the first");
        }
    }

    @Test
    void whoLeavesOneAlertHearsNoMoreOfItAndAllOfTheOthers() {
        gita.of(anna).of(bert);
        var annas = anna.presses(Press.sos()).alertId();
        var berts = bert.presses(Press.sos()).alertId();
        try (var following = Following.everything(gita.bearer())) {
            following.leaves(annas);
            int before = of(following, annas);

            gita.acknowledges(annas, "On my way", 6).ok();
            walks(anna, 1);
            gita.acknowledges(berts, "On my way", 6).ok();
            following.hears("Bert's", one -> isAlert(one, berts, "ACKNOWLEDGED"));
            assertEquals(before, of(following, annas));

            following.follows(annas);
            anna.resolves(annas, null).ok();
            following.hears("Anna's", one -> isAlert(one, annas, "RESOLVED"));
        }
    }

    @Test
    void whoLeavesEverythingGoesOnWithWhatTheyAskedForByItself() {
        gita.of(anna).of(bert);
        var annas = anna.presses(Press.sos()).alertId();
        var berts = bert.presses(Press.sos()).alertId();
        try (var following = Following.everything(gita.bearer())) {
            following.follows(annas);
            following.leaves(null);
            int before = of(following, berts);

            bert.resolves(berts, null).ok();
            anna.resolves(annas, null).ok();
            following.hears("Anna's", one -> isAlert(one, annas, "RESOLVED"));
            assertEquals(before, of(following, berts));
        }
    }

    @Test
    void aLinkThatIsOverSaysSo() {
        var alert = anna.presses(Press.sos()).alertId();
        var link = anna.bearer().post("/v1/alerts/" + alert + "/links", "minutes", 1).ok();
        trial.database()
                .execute(
                        "UPDATE link SET expires_at = date_trunc('second', mayday_now()) + interval '3 s' WHERE id = '"
                                + link.get("id").asText()
                                + "'");
        var url = link.get("url").asText();
        var guest = Bearer.ofLink(trial.server(1), url.substring(url.lastIndexOf('/') + 1));

        try (var following = Following.start(guest, alert)) {
            assertEquals(
                    "not-signed-in",
                    following.hears("the end", one -> isEndOf(one, "alertId", alert)).text("code"));
        }
    }

    private static int of(Following following, String alert) {
        return (int)
                following.messages().stream()
                        .filter(one -> one.body().toString().contains(alert))
                        .count();
    }

    private static boolean isAlert(Message message, String alert, String state) {
        var told = message.body().path("alert");
        return told.path("id").asText().equals(alert) && told.path("state").asText().equals(state);
    }

    private static boolean isSnapshotOf(Message message, String alert) {
        return message.type().equals("snapshot")
                && message.body().path("alert").path("id").asText().equals(alert);
    }

    private static boolean isEndOf(Message message, String field, String subject) {
        return Pair.isEnd(message) && message.text(field).equals(subject);
    }
}
