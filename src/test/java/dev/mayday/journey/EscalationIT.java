package dev.mayday.journey;

import static dev.mayday.journey.Circle.GOING;
import static dev.mayday.journey.Circle.HELP;
import static dev.mayday.journey.Circle.OVER;
import static dev.mayday.journey.Circle.STILL;
import static dev.mayday.local.Patience.PATIENCE;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Guardian;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One is told after the other, until somebody answers; the test sets the clock. */
class EscalationIT {
    private static final Duration MINUTE = ofMinutes(1);
    private static Trial trial;

    private final Circle circle = Circle.of(trial);

    @BeforeAll
    static void start() {
        trial = Trial.start();
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @Test
    void eachTierIsToldAtItsTimeThenAllAgainAndThenTheOperator() {
        var alert = circle.byTheMinute(1).press();
        for (int round = 1; round <= 2; round++) {
            for (var next : List.of(circle.ben(), circle.carl(), circle.dora())) {
                Told.of(next, HELP, round);
                circle.passes(MINUTE);
            }
        }
        operatorIsTold(alert);

        assertEquals(
                List.of("Ben 0", "Carl 1", "Dora 2", "Ben 3", "Carl 4", "Dora 5"),
                circle.told(circle.ben(), alert));
        assertEquals("ACTIVE", circle.file(circle.ben(), alert).state());
    }

    @Test
    void aStepIsTakenWithinASecondOfItsTime() {
        var alert = circle.byTheMinute(0).press();
        Told.of(circle.ben(), HELP, 1);
        circle.passes(Duration.ofMillis(57_000 - millis("mayday_now() - activated_at", alert)));

        circle.toldAt(circle.ben(), alert, "Carl");
        long late =
                trial.database()
                        .number(
                                "SELECT CAST(extract(epoch FROM d.created_at - a.activated_at) * 1000 AS bigint) - 60000"
                                        + " FROM delivery d JOIN alert a ON a.id = d.alert_id WHERE d.contact_name = 'Carl' AND a.id = '"
                                        + alert
                                        + "'");
        assertTrue(late >= 0 && late <= 1_000, () -> late + " ms late");
    }

    @Test
    void whatBecameDueWhileEverythingWasDownIsDoneOnceItIsReady() {
        var alert = circle.byTheMinute(0).press();
        Told.of(circle.ben(), HELP, 1);
        trial.whileItIsDown(() -> circle.passes(ofSeconds(61)));

        assertEquals(
                1,
                trial.database()
                        .number(
                                "SELECT count(*) FROM delivery WHERE contact_name = 'Carl' AND alert_id = '"
                                        + alert
                                        + "'"));
        Told.of(circle.carl(), HELP, 1);
    }

    @Test
    void aStepThatReachesNobodyGoesOnAtOnce() {
        var alert = circle.press(); // by default Ben is called after a minute, and has no telephone
        Told.of(circle.ben(), HELP, 1);
        circle.passes(MINUTE);

        Told.of(circle.carl(), HELP, 1);
        assertEquals(List.of("Ben 0", "Carl 2"), circle.told(circle.ben(), alert));
    }

    @Test
    void nobodyMoreIsToldOnceSomebodyGoesNotEvenByAMessageThatWaits() {
        var alert = circle.byTheMinute(2).press();
        Told.of(circle.ben(), HELP, 1);
        trial.sandbox().answers(circle.carl().email(), 451, 0);
        circle.passes(MINUTE);
        state("Carl", alert, "QUEUED");

        circle.goes(circle.ben(), alert).ok();
        state("Carl", alert, "SUPPRESSED"); // be it tried once more in this moment
        trial.sandbox().answersAsUsual(circle.carl().email());
        circle.passes(ofMinutes(14));

        Told.of(circle.ben(), STILL, 1);
        assertEquals(List.of(), circle.carl().mails());
        assertEquals(List.of(), circle.dora().mails());
    }

    @Test
    void whenTheAnswerGoesStaleItBeginsAgain() {
        var alert = circle.byTheMinute(0).press();
        Told.of(circle.ben(), HELP, 1);
        circle.passes(MINUTE);
        Told.of(circle.carl(), HELP, 1);
        circle.goes(circle.ben(), alert).ok();
        circle.passes(ofMinutes(15));

        Told.of(circle.ben(), HELP, 2);
        circle.passes(MINUTE);
        Told.of(circle.carl(), HELP, 2);
        assertEquals("ACTIVE", circle.file(circle.ben(), alert).state());
        assertEquals(1, entries(circle.ben(), alert, "stale"));
    }

    @Test
    void whoDeclinesIsLeftOutAndTheNextAreToldAtOnce() {
        var alert = circle.byTheMinute(1).press();
        Told.of(circle.ben(), HELP, 1);
        circle.cannot(circle.ben(), alert).ok();

        Told.of(circle.carl(), HELP, 1);
        circle.passes(MINUTE);
        Told.of(circle.dora(), HELP, 1);
        circle.passes(MINUTE);
        Told.of(circle.carl(), HELP, 2);
        assertEquals(1, Told.now(circle.ben(), HELP).size());
    }

    @Test
    void theOnlyOneWhoGoesCannotAfterAllAndTheNextAreToldAtOnce() {
        var alert = circle.byTheMinute(0).press();
        Told.of(circle.ben(), HELP, 1);
        circle.goes(circle.ben(), alert).ok();
        circle.cannot(circle.ben(), alert).ok();

        Told.of(circle.carl(), HELP, 1);
        assertEquals("ACTIVE", circle.file(circle.carl(), alert).state());
        assertEquals(1, Told.now(circle.ben(), HELP).size());
    }

    @Test
    void whoIsLeftOfThoseWhoGoIsReliedOnNoLongerThanItSaid() {
        var alert = circle.allAtOnce().press();
        Told.of(circle.carl(), HELP, 1);
        circle.goes(circle.carl(), alert).ok();
        Told.of(circle.ben(), HELP, 1);
        var link = circle.ben().opens(circle.ben().mails().getLast());
        link.post("/v1/alerts/" + alert + "/acknowledge", "etaMinutes", 120).ok();
        circle.cannot(circle.ben(), alert).ok();
        assertEquals("ACKNOWLEDGED", circle.file(circle.carl(), alert).state());
        circle.passes(ofMinutes(15));

        circle.becomes(circle.carl(), alert, "ACTIVE");
        Told.of(circle.carl(), HELP, 2);
    }

    @Test
    void theOthersHearOnceWhoIsGoingAlsoThoseWhoseMessageWasOnItsWay() {
        trial.sandbox().answers(circle.dora().email(), 250, 7_000);
        var alert = circle.allAtOnce().press();
        Told.of(circle.ben(), HELP, 1);
        Told.of(circle.carl(), HELP, 1);
        circle.goes(circle.ben(), alert).ok();

        assertTrue(Told.of(circle.carl(), GOING, 1).getFirst().subject().startsWith("Ben "));
        trial.sandbox().answersAsUsual(circle.dora().email());
        Told.of(circle.dora(), GOING, 1);
        circle.goes(circle.carl(), alert).ok();
        circle.anna().resolves(alert, null).ok();
        for (var each : List.of(circle.ben(), circle.carl(), circle.dora())) {
            Told.of(each, OVER, 1);
        }
        assertEquals(List.of(0, 1, 1), count(GOING));
        assertEquals(List.of(1, 1, 1), count(HELP));
    }

    @Test
    void whoGoesIsAskedAMinuteBeforeThatIsStaleAndMayConfirm() {
        var alert = circle.byTheMinute(0).press();
        Told.of(circle.ben(), HELP, 1);
        circle.goes(circle.ben(), alert).ok();
        circle.passes(ofMinutes(14));

        Told.of(circle.ben(), STILL, 1);
        circle.goes(circle.ben(), alert).ok();
        circle.passes(ofMinutes(14));
        Told.of(circle.ben(), STILL, 2);
        assertEquals("ACKNOWLEDGED", circle.file(circle.ben(), alert).state());
        assertEquals(0, entries(circle.ben(), alert, "stale"));
        circle.cannot(circle.ben(), alert).ok();

        Told.of(circle.carl(), HELP, 1);
        assertEquals(2, Told.now(circle.ben(), STILL).size());
    }

    @Test
    void whoCannotBeAskedByOneChannelIsAskedByTheNextEachTime() {
        var number = "+49151" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
        circle.hasTelephone(circle.ben(), number);
        var alert = circle.byTheMinute(0).press();
        Told.of(circle.ben(), HELP, 1);
        becomes(alert, "alert-raised", "email SENT", "sms DELIVERED");
        trial.sandbox().answers(number, 400, 0);
        circle.goes(circle.ben(), alert).ok();
        circle.passes(ofMinutes(14));

        Told.of(circle.ben(), STILL, 1);
        becomes(alert, "acknowledgement-reminder", "email SENT", "sms FAILED");
        circle.goes(circle.ben(), alert).ok();
        circle.passes(ofMinutes(14));
        Told.of(circle.ben(), STILL, 2);
        assertEquals("ACKNOWLEDGED", circle.file(circle.ben(), alert).state());
    }

    @Test
    void whoCannotAfterAllLeavesNobodyWaitingForTheFirstStepNorForTheNext() {
        var alert =
                circle.by(
                                List.of(
                                        Circle.step(30, 1, 2),
                                        Circle.step(90, 3),
                                        Circle.step(150, 1)),
                                0)
                        .press();
        circle.passes(ofSeconds(30));
        Told.of(circle.ben(), HELP, 1);
        Told.of(circle.carl(), HELP, 1);
        circle.goes(circle.ben(), alert).ok();
        Told.of(circle.carl(), GOING, 1);
        circle.cannot(circle.ben(), alert).ok();

        Told.of(circle.dora(), HELP, 1);
        Told.of(circle.carl(), HELP, 2); // who believed that Ben was going
        assertEquals(1, Told.now(circle.ben(), HELP).size());
        assertEquals(
                List.of("Ben 0", "Carl 0", "Carl 0", "Dora 1"),
                circle.told(circle.carl(), alert).stream().sorted().toList());
    }

    private void operatorIsTold(String alert) {
        Awaitility.await("the operator is told")
                .atMost(PATIENCE)
                .until(() ->
                        trial.people().inbox().of(Trial.FALLBACK).stream()
                                .anyMatch(mail -> mail.body().contains(alert)));
    }

    private void state(String contact, String alert, String state) {
        var query =
                "SELECT count(*) FROM delivery WHERE contact_name = '%s' AND alert_id = '%s' AND state = '%s' AND tries > 0 AND leased_by IS NULL"
                        .formatted(contact, alert, state);
        Awaitility.await(contact + " " + state)
                .atMost(PATIENCE)
                .until(() -> trial.database().number(query) == 1);
    }

    /** Of the messages to Ben for this reason: by which channel, and what became of each. */
    private static void becomes(String alert, String purpose, String... expected) {
        var query =
                "SELECT string_agg(channel || ' ' || state, ', ' ORDER BY channel) FROM delivery WHERE contact_name = 'Ben' AND alert_id = '%s' AND purpose = '%s'"
                        .formatted(alert, purpose);
        Awaitility.await(purpose)
                .atMost(PATIENCE)
                .until(() -> trial.database().text(query), String.join(", ", expected)::equals);
    }

    private List<Integer> count(String subject) {
        var all = List.of(circle.ben(), circle.carl(), circle.dora());
        return all.stream().map(one -> Told.now(one, subject).size()).toList();
    }

    private int entries(Guardian reader, String alert, String type) {
        var entries = circle.file(reader, alert).timeline();
        assertFalse(entries.isEmpty());
        return (int)
                entries.stream().filter(entry -> entry.path("type").asText().equals(type)).count();
    }

    private static long millis(String interval, String alert) {
        return trial.database()
                .number(
                        "SELECT CAST(extract(epoch FROM %s) * 1000 AS bigint) FROM alert WHERE id = '%s'"
                                .formatted(interval, alert));
    }
}
