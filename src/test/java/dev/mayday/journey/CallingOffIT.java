package dev.mayday.journey;

import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Press;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An alert that comes late, and alerts that are called off, by the right person or not. */
class CallingOffIT {

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
    void aTriggerThatIsADayLateIsRaisedAndSaysWhenTheButtonWasPressed() {
        var anna = trial.people().phone("Anna");
        var ben = trial.people().guardian("Ben").of(anna);
        var pressed = Instant.now().minus(ofHours(23)).truncatedTo(ChronoUnit.MILLIS);

        var alert = anna.presses(Press.sos().pressedAt(pressed).countdown(10));

        assertEquals("ACTIVE", alert.state(), "its countdown was over long ago");
        ben.isTold();
        var read = ben.reads(alert.alertId()).alert();
        assertEquals(pressed, Instant.parse(read.get("raisedAt").asText()));
    }

    @Test
    void whatIsCalledOffInItsCountdownNoGuardianEverSees() {
        var anna = trial.people().phone("Anna");
        var ben = trial.people().guardian("Ben").of(anna);
        var alert = anna.presses(Press.sos().countdown(60));
        var nothing = ben.reads(UUID.randomUUID().toString()).answer();
        assertEquals(404, ben.reads(alert.alertId()).answer().status());

        assertEquals("CANCELLED", anna.cancels(alert.alertId(), null).ok().text("state"));

        var after = ben.reads(alert.alertId()).answer();
        assertEquals(404, after.status());
        assertEquals(nothing.body().get("type"), after.body().get("type"));
        assertTrue(ben.bearer().list("/v1/alerts?role=guardian").isEmpty());
        assertTrue(anna.reads(alert.alertId()).deliveries().isEmpty());

        var next = anna.presses(Press.sos());
        ben.isTold();
        anna.resolves(next.alertId(), null).ok();
        Told.eachOnce(ben, 2);
    }

    @Test
    void itTakesThePinToCallItOff() {
        var anna = trial.people().phone("Anna");
        trial.people().guardian("Ben").of(anna);
        anna.account().setPins("1234", "9999");
        var alert = anna.presses(Press.sos());

        for (var wrong : new String[] {"4321", "", null}) {
            assertEquals("wrong-pin", anna.resolves(alert.alertId(), wrong).text("code"));
        }
        assertEquals("ACTIVE", anna.reads(alert.alertId()).state());
        assertEquals("RESOLVED", anna.resolves(alert.alertId(), "1234").ok().text("state"));
    }

    @Test
    void whatIsOverCannotBeCalledOffAgain() {
        var anna = trial.people().phone("Anna");
        trial.people().guardian("Ben").of(anna);
        var alert = anna.presses(Press.sos());
        anna.resolves(alert.alertId(), null).ok();

        assertEquals("illegal-transition", anna.cancels(alert.alertId(), null).text("code"));
        assertEquals("not-found", anna.cancels(UUID.randomUUID().toString(), null).text("code"));
    }

    @Test
    void aPhoneThatWasOfflineCallsItOffByTheIdItKnows() {
        var anna = trial.people().phone("Anna");
        trial.people().guardian("Ben").of(anna);
        var press = Press.sos();
        anna.presses(press);

        var off =
                anna.bearer()
                        .post(
                                "/v1/alerts/" + press.clientAlertId() + "/resolve",
                                "reason",
                                "false-alarm");

        assertEquals("RESOLVED", off.ok().get("state").asText());
    }

    @Test
    void theOwnerCannotAcknowledge() {
        var anna = trial.people().phone("Anna");
        var alert = anna.presses(Press.sos());

        var refused = anna.bearer().post("/v1/alerts/" + alert.alertId() + "/acknowledge");

        assertEquals(403, refused.status());
    }

    @Test
    void anOpenAlertIsToldToThePhoneThatComesBack() {
        var anna = trial.people().phone("Anna");
        trial.people().guardian("Ben").of(anna);
        var alert = anna.presses(Press.sos());
        anna.cut();

        anna.sees(alert.alertId(), "ACTIVE");
        assertFalse(anna.reads(alert.alertId()).timeline().isEmpty());
    }
}
