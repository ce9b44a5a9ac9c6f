package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Fix;
import dev.mayday.local.Press;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One alert from the press to its end, as the people in it live it. */
class OneAlertIT {

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
    void pressedToldOpenedAcknowledgedResolved() {
        var anna = trial.people().phone("Anna");
        var ben = trial.people().guardian("Ben").withWebhook().of(anna);
        var carla = trial.people().guardian("Carla").of(anna);

        var alert = anna.presses(Press.sos().from(Fix.at(48.8584, 2.2945)).saying("At the tower"));
        assertEquals("ACTIVE", alert.state());
        assertEquals(List.of(), alert.warnings());

        var mail = ben.isTold();
        var call = ben.isCalled("alert.raised");
        assertTrue(mail.body().contains("At the tower"), mail.body());
        assertTrue(call.body().contains(alert.alertId()), call.body());
        carla.isTold();

        var link = ben.opens(mail);
        var seen = link.get("/v1/alerts/" + alert.alertId()).ok();
        assertEquals("ACTIVE", seen.get("state").asText(), "a look acknowledges nothing");
        assertEquals(48.8584, seen.get("location").get("lat").asDouble());
        var may =
                link.post(
                        "/v1/alerts/" + alert.alertId() + "/acknowledge",
                        "note",
                        "On my way",
                        "etaMinutes",
                        6);
        assertEquals("ACKNOWLEDGED", may.ok().get("state").asText());

        var coming = anna.sees(alert.alertId(), "ACKNOWLEDGED");
        assertEquals("Ben", coming.body().get("by").get("name").asText());
        assertEquals("On my way", coming.text("note"));
        assertEquals(6, coming.body().get("etaMinutes").asInt());

        Told.of(carla, Circle.GOING, 1);
        assertEquals("RESOLVED", anna.resolves(alert.alertId(), null).ok().text("state"));
        Told.eachOnce(carla, 3);
        Told.theEndOnce(ben, PATIENCE);
        assertEquals(1, ben.calls("alert.raised").size());
    }

    @Test
    void whatBecameOfEachMessageIsInTheOpen() {
        var anna = trial.people().phone("Anna");
        var ben = trial.people().guardian("Ben").withWebhook().of(anna);
        var alert = anna.presses(Press.sos());
        ben.isTold();

        var states =
                Told.settled(anna.reads(alert.alertId())).stream()
                        .map(delivery ->
                                Map.entry(
                                        delivery.get("channel").asText(),
                                        delivery.get("state").asText()))
                        .sorted(Map.Entry.comparingByKey())
                        .toList();
        assertEquals(
                List.of(Map.entry("email", "SENT"), Map.entry("webhook", "DELIVERED")), states);
    }

    @Test
    void whoLookedIsOnRecord() {
        var anna = trial.people().phone("Anna");
        var ben = trial.people().guardian("Ben").of(anna);
        var alert = anna.presses(Press.sos());
        ben.isTold();
        assertEquals(List.of(), anna.reads(alert.alertId()).viewers());

        ben.reads(alert.alertId()).alert();

        assertEquals(List.of("Ben"), anna.reads(alert.alertId()).viewers());
    }

    @Test
    void aListShowsPlacesAndSoWhoReadsItHasLooked() {
        var anna = trial.people().phone("Anna");
        var ben = trial.people().guardian("Ben").of(anna);
        var first = anna.presses(Press.sos().from(Fix.at(48.8584, 2.2945))).alertId();
        anna.resolves(first, null).ok();
        var second = anna.presses(Press.sos().from(Fix.at(48.8584, 2.2945))).alertId();
        ben.isTold();

        anna.bearer().list("/v1/alerts?role=owner");
        for (int twice = 0; twice < 2; twice++) {
            assertEquals(2, ben.bearer().list("/v1/alerts?role=guardian").size());
        }
        ben.reads(second).alert();

        assertEquals(List.of("Ben"), anna.reads(first).viewers());
        assertEquals(List.of("Ben"), anna.reads(second).viewers());
    }

    @Test
    void whoIsToldByLinkAloneCanFollowAndResolve() {
        var anna = trial.people().phone("Anna");
        var dora = trial.people().guardian("Dora");
        dora.contactOf(anna, 1);
        var alert = anna.presses(Press.sos().from(Fix.at(48.8584, 2.2945)));

        var link = dora.opens(dora.isTold());
        var resolved =
                link.post("/v1/alerts/" + alert.alertId() + "/resolve", "reason", "helped").ok();

        assertEquals("RESOLVED", resolved.get("state").asText());
        anna.sees(alert.alertId(), "RESOLVED");
    }

    @Test
    void whereNobodyCanBeReachedThePhoneIsWarnedAndTheOperatorTold() {
        var emil = trial.people().phone("Emil");
        var alert = emil.presses(Press.sos().saying("Nobody knows me"));

        assertEquals(List.of("no-reachable-contact"), alert.warnings());
        trial.people()
                .inbox()
                .await(
                        Trial.FALLBACK,
                        "word of " + alert.alertId(),
                        letter -> letter.body().contains("Nobody knows me"),
                        PATIENCE);
    }

    @Test
    void theSameContactForTwoPeopleIsToldOfEach() {
        var anna = trial.people().phone("Anna");
        var emil = trial.people().phone("Emil");
        var ben = trial.people().guardian("Ben").of(anna).of(emil);
        anna.presses(Press.sos());
        emil.presses(Press.sos());

        Told.mails(ben, 2, PATIENCE);
    }
}
