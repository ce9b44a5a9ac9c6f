package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Broker;
import dev.mayday.local.House;
import dev.mayday.local.Metrics;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A hand in the database has taken away what was due: it happens all the same. */
class AuditIT {
    private static House house;

    private final Phone anna = house.mayday().phone("Anna");

    @BeforeAll
    static void open() {
        house = House.open(Broker.shared(), plan -> plan.with("MAYDAY_ALERT_AUDIT_EVERY", "PT1S"));
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void aStepThatNothingWouldTakeIsTakenAndNobodyIsToldTwice() {
        var ben = house.mayday().guardian("Ben");
        ben.contactOf(anna, 1);
        var carl = house.mayday().guardian("Carl");
        carl.contactOf(anna, 2);
        var before = repaired("step");
        var alert = anna.presses(Press.sos()).alertId();
        ben.isTold();
        sentTo(alert, "Ben");

        forget(alert);
        house.passes(Duration.ofMinutes(3));

        carl.isTold();
        assertEquals(1, count(alert, "delivery", "contact_name = 'Ben'"));
        assertTrue(repaired("step") > before);
    }

    @Test
    void aCountdownEndsThoughItsTimerIsGone() {
        var ben = house.mayday().guardian("Ben");
        ben.contactOf(anna, 1);
        var alert = anna.presses(Press.sos().countdown(40)).alertId();
        forget(alert);
        house.passes(Duration.ofSeconds(45));

        ben.isTold();
        becomes(alert, "ACTIVE");
    }

    @Test
    void anAcknowledgementGoesStaleThoughItsTimerIsGone() {
        var ben = house.mayday().guardian("Ben").of(anna);
        var alert = anna.presses(Press.sos()).alertId();
        ben.isTold();
        ben.acknowledges(alert, "coming", 1).ok();
        forget(alert);
        house.passes(Duration.ofMinutes(7));

        becomes(alert, "ACTIVE");
    }

    @Test
    void anAlertExpiresThoughItsTimerIsGone() {
        var alert = anna.presses(Press.sos()).alertId();
        Awaitility.await().atMost(PATIENCE).until(() -> usedUp(alert));
        forget(alert);
        house.passes(Duration.ofHours(25));
        Awaitility.await("the warning that comes first")
                .atMost(PATIENCE)
                .until(() -> count(alert, "timer", "kind = 'expiry' AND number = 1") == 1);
        house.passes(Duration.ofHours(2));

        becomes(alert, "EXPIRED");
    }

    @Test
    void whatIsInOrderIsLeftAlone() throws IOException {
        var ben = house.mayday().guardian("Ben").of(anna);
        var nobodys = house.mayday().phone("Nobody").presses(Press.sos()).alertId();
        Awaitility.await().atMost(PATIENCE).until(() -> usedUp(nobodys));
        var well = anna.presses(Press.sos()).alertId();
        ben.isTold();
        ben.acknowledges(well, "coming", 1).ok();
        var broken = anna.presses(Press.sos().countdown(50)).alertId();
        forget(broken);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> count(broken, "timer", "kind = 'countdown'") == 1);

        var log = Files.readString(house.service().log());
        assertTrue(log.contains("event=alert-repaired alert=" + broken + " missing=countdown"));
        assertTrue(log.contains("event=alert-repaired alert=" + broken + " missing=expiry"));
        assertFalse(log.contains("event=alert-repaired alert=" + well));
        assertFalse(log.contains("event=alert-repaired alert=" + nobodys));
    }

    @Test
    void whatIsOverdueIsSaid() throws IOException {
        var alert = anna.presses(Press.sos().countdown(50)).alertId();
        house.database()
                .execute(
                        "INSERT INTO timer (key, kind, due_at, alert_id, failures) VALUES ('nobodys', 'nobodys', mayday_now() + interval '1 hour', '"
                                + alert
                                + "', 25)");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        Files.readString(house.service().log())
                                .contains("event=timer-overdue alert=" + alert + " kind=nobodys"));

        assertTrue(Metrics.of(house.service()).value("mayday_audit_overdue").orElse(0) >= 1);
        house.database().execute("DELETE FROM timer WHERE kind = 'nobodys'");
    }

    private static void forget(String alert) {
        house.database().execute("DELETE FROM timer WHERE alert_id = '" + alert + "'");
    }

    private static double repaired(String what) {
        return Metrics.of(house.service())
                .value("mayday_audit_repaired_total{what=\"" + what + "\"}")
                .orElseThrow();
    }

    private static long count(String alert, String table, String where) {
        return house.database()
                .number(
                        "SELECT count(*) FROM "
                                + table
                                + " WHERE alert_id = '"
                                + alert
                                + "' AND "
                                + where);
    }

    private static boolean usedUp(String alert) {
        return count(alert, "timeline", "type = 'contacts-used-up'") == 1;
    }

    private static void sentTo(String alert, String contact) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        count(
                                        alert,
                                        "delivery",
                                        "state = 'SENT' AND contact_name = '" + contact + "'")
                                == 1);
    }

    private static void becomes(String alert, String state) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        house.database()
                                        .number(
                                                "SELECT count(*) FROM alert WHERE id = '"
                                                        + alert
                                                        + "' AND state = '"
                                                        + state
                                                        + "'")
                                == 1);
    }
}
