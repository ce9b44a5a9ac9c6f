package dev.mayday.journey;

import static dev.mayday.journey.Circle.GOING;
import static dev.mayday.journey.Circle.HELP;
import static dev.mayday.journey.Circle.STILL;
import static dev.mayday.local.Patience.PATIENCE;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.local.Account;
import dev.mayday.local.AlertFile;
import dev.mayday.local.Bearer;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The owner was made to call it off while somebody was on the way. Whoever holds the phone reads
 * the same whichever PIN it was, though one is asked again, the answer goes stale, and all are told
 * anew.
 */
class DuressEscalationIT {
    private static final String PIN = "1234";
    private static final String DURESS = "9999";

    private static Trial trial;

    @BeforeAll
    static void start() {
        // so that what is on its way is so until the test says otherwise
        trial = Trial.with(plan -> plan.with("MAYDAY_NOTIFICATION_SEND_TIMEOUT", "PT40S"));
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @Test
    void whatFollowsTheOwnerDoesNotRead() {
        var free = Circle.of(trial).allAtOnce();
        var freed = calledOff(free, PIN);
        var forced = Circle.of(trial).allAtOnce();
        var going = calledOff(forced, DURESS);
        trial.passes(ofMinutes(14));
        Told.of(forced.ben(), STILL, 1);
        trial.passes(ofMinutes(1));
        Told.of(forced.ben(), HELP, 2);
        Told.of(forced.carl(), HELP, 2);
        trial.passes(ofMinutes(2));
        usedUp(trial, going);

        assertEquals(ownerReads(free, freed), ownerReads(forced, going));
        var seen = forced.file(forced.ben(), going);
        assertEquals("ACTIVE", seen.state());
        assertTrue(seen.alert().path("duress").asBoolean());
        assertEquals(0, Told.now(free.ben(), STILL).size());
    }

    @Test
    void whatWasOnItsWayWhenThePinWasGivenAndItsSenderDiedReadsTheSame() {
        var free = Circle.of(trial).allAtOnce();
        var freed = onItsWayToDora(free);
        var forced = Circle.of(trial).allAtOnce();
        var going = onItsWayToDora(forced);
        free.anna().resolves(freed, PIN).ok();
        forced.anna().resolves(going, DURESS).ok();
        dora(freed, "QUEUED");
        dora(going, "QUEUED");
        // from now on, and not for what is on its way
        trial.sandbox().answersAsUsual(free.dora().email());
        trial.sandbox().answersAsUsual(forced.dora().email());
        trial.crashes();

        dora(freed, "SUPPRESSED");
        dora(going, "SENT"); // for she has not heard of it
        assertEquals(ownerReads(free, freed), ownerReads(forced, going));
        assertEquals(List.of("SUPPRESSED retry"), toDora(new AlertFile(owner(free), freed)));
        assertEquals(List.of("SUPPRESSED retry"), toDora(new AlertFile(owner(forced), going)));
    }

    /**
     * An alert whose message to Dora is taken by a sender, and by nobody else yet. @return its id
     */
    private static String onItsWayToDora(Circle circle) {
        circle.anna().account().setPins(PIN, DURESS);
        trial.sandbox().answers(circle.dora().email(), 250, 30_000);
        var alert = circle.press();
        Told.of(circle.ben(), HELP, 1);
        Told.of(circle.carl(), HELP, 1);
        var query =
                "SELECT count(*) FROM delivery WHERE alert_id = '%s' AND (state = 'SENT' OR leased_by IS NOT NULL AND contact_name = 'Dora')"
                        .formatted(alert);
        Awaitility.await("Dora's message on its way")
                .atMost(ofSeconds(15))
                .until(() -> trial.database().number(query) == 3);
        return alert;
    }

    private static void dora(String alert, String state) {
        var query =
                "SELECT count(*) FROM delivery WHERE contact_name = 'Dora' AND purpose = 'alert-raised' AND state = '%s' AND alert_id = '%s'"
                        .formatted(state, alert);
        Awaitility.await("Dora's message " + state)
                .atMost(PATIENCE)
                .until(() -> trial.database().number(query) == 1);
    }

    /** What became of it and of each attempt, as this reader may know. */
    private static List<String> toDora(AlertFile file) {
        return file.deliveries().stream()
                .filter(one -> one.path("contactName").asText().equals("Dora"))
                .map(one ->
                        one.path("attempts")
                                .valueStream()
                                .map(attempt -> attempt.path("outcome").asText())
                                .collect(
                                        Collectors.joining(
                                                " ", one.path("state").asText() + " ", "")))
                .toList();
    }

    /**
     * An alert on which Ben goes, of which Carl has heard so, and Dora's notice still waits, when
     * the owner gives this PIN. @return its id
     */
    private static String calledOff(Circle circle, String pin) {
        circle.anna().account().setPins(PIN, DURESS);
        var alert = circle.press();
        List.of(circle.ben(), circle.carl(), circle.dora()).forEach(each -> Told.of(each, HELP, 1));
        Told.settled(circle.anna().reads(alert));
        circle.trial().sandbox().answers(circle.dora().email(), 451, 0);
        circle.goes(circle.ben(), alert).ok();
        Told.of(circle.carl(), GOING, 1);
        noticed(circle, alert);
        circle.anna().resolves(alert, pin).ok();
        circle.trial().sandbox().answersAsUsual(circle.dora().email());
        return alert;
    }

    private static void noticed(Circle circle, String alert) {
        var query =
                """
                SELECT count(*) FROM delivery WHERE purpose = 'alert-acknowledged' AND alert_id = '%s'
                AND (state = 'SENT' AND contact_name = 'Carl' OR tries > 0 AND leased_by IS NULL AND contact_name = 'Dora')
                """
                        .formatted(alert);
        Awaitility.await("Carl's notice sent, Dora's tried")
                .atMost(PATIENCE)
                .until(() -> circle.trial().database().number(query) == 2);
    }

    private static void usedUp(Trial trial, String alert) {
        var query =
                "SELECT count(*) FROM timeline WHERE type = 'contacts-used-up' AND alert_id = '%s'"
                        .formatted(alert);
        Awaitility.await("all is used up")
                .atMost(PATIENCE)
                .until(() -> trial.database().number(query) == 1);
    }

    /** All that a new session of the owner's can read of it, ids and times masked. */
    private static List<String> ownerReads(Circle circle, String alert) {
        var bearer = owner(circle);
        var file = new AlertFile(bearer, alert);
        return List.of(
                Masked.of(file.alert()),
                Masked.of(file.timeline()),
                file.deliveries().stream()
                        .map(DuressEscalationIT::shown)
                        .sorted()
                        .toList()
                        .toString(),
                Masked.of(file.views()),
                Masked.of(bearer.list("/v1/alerts?role=owner")),
                Masked.of(bearer.get("/v1/me/escalation").ok()));
    }

    private static Bearer owner(Circle circle) {
        var account = circle.anna().account();
        return Account.of(circle.trial().people().wire(), account.email(), account.password())
                .bearer();
    }

    /** How often a message was tried before the PIN is chance. */
    private static String shown(JsonNode delivery) {
        JsonNode rest = ((ObjectNode) delivery.deepCopy()).without("attempts");
        return Masked.of(rest);
    }
}
