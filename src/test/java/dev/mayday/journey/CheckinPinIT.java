package dev.mayday.journey;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A check-in is called off by a PIN: the right one, a wrong one, or the other one. */
class CheckinPinIT {
    private static final String PIN = "1234";
    private static final String DURESS = "9999";

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
    void theRightPinCallsItOffAndFiveWrongOnesAreToldOfIfItIsMissed() {
        var anna = withPins("minutes", 3, "graceMinutes", 0);
        var other = Journey.with(anna.owner(), anna.guardian(), "minutes", 5);
        assertEquals("wrong-pin", other.cancelled(null).code());
        assertEquals("CANCELLED", other.cancelled(PIN).ok().get("state").asText());
        for (int guess = 0; guess < 5; guess++) {
            assertEquals("wrong-pin", anna.cancelled("000" + guess).code());
        }
        assertEquals("wrong-pin", anna.cancelled(PIN).code());
        trial.passes(ofMinutes(3));
        anna.alarm();
        assertTrue(anna.history().containsAll(Set.of("raised", "pin-locked")));
        var shown = anna.owner().reads(anna.id()).timeline();
        assertEquals(
                List.of("raised"), shown.stream().map(one -> one.get("type").asText()).toList());
    }

    @Test
    void theDuressPinLooksLikeTheRightOneAndRaisesTheAlertSilently() {
        var free = forced(PIN);
        var under = forced(DURESS);

        under.guardian().isTold();
        var alert = under.alarm();
        assertEquals("checkin-missed", alert.get("kind").asText());
        assertTrue(alert.get("duress").asBoolean());
        assertTrue(alert.get("silent").asBoolean());
        assertTrue(under.history().containsAll(Set.of("raised", "duress")));
        long after = under.wasAt(ofMinutes(1), 48.8586, 2.2947);
        assertEquals(after, free.wasAt(ofMinutes(1), 48.8586, 2.2947));
        under.track(1, after);
        try (var following = under.guardian().follows(alert.get("id").asText())) {
            long live = under.wasAt(ofMinutes(1).plusSeconds(5), 48.8587, 2.2948);
            assertEquals(live, free.wasAt(ofMinutes(1).plusSeconds(5), 48.8587, 2.2948));
            following.seesFix(live);
        }
        assertEquals(ownerReads(free, alert), ownerReads(under, alert));
        assertEquals(List.of(), free.guarded());
        trial.passes(ofMinutes(2)); // over, and long forgotten, if it had been true
        free.keeps(trial, 0);
        under.track(1, after);
        assertEquals(ownerReads(free, alert), ownerReads(under, alert));
    }

    @Test
    void theDuressPinWhilePinsAreLockedIsRefusedAndActedOn() {
        var anna = withPins("minutes", 5, "graceMinutes", 0);
        long before = anna.wasAt(ofSeconds(0), 48.8584, 2.2945);
        anna.keeps(trial, 1);
        for (int guess = 0; guess < 5; guess++) {
            assertEquals("wrong-pin", anna.cancelled("000" + guess).code());
        }
        assertEquals("wrong-pin", anna.cancelled(DURESS).code());

        anna.guardian().isTold();
        assertEquals("RUNNING", anna.state());
        assertEquals(List.of(), anna.owner().bearer().list("/v1/alerts"));
        long after = anna.wasAt(ofMinutes(1), 48.8586, 2.2947);
        anna.track(before, after);
        assertEquals("OK", anna.ok().ok().get("state").asText());
        assertEquals("ACTIVE", anna.alarm().get("state").asText());
        assertEquals(List.of(), anna.owner().bearer().list("/v1/alerts"));
    }

    private static Journey withPins(Object... asked) {
        var owner = trial.people().phone("Anna");
        owner.account().setPins(PIN, DURESS);
        return Journey.with(owner, trial.people().guardian("Ben").of(owner), asked);
    }

    /** One that was called off with this PIN. */
    private static Journey forced(String pin) {
        var anna = withPins("minutes", 5, "note", "Night run");
        anna.wasAt(ofSeconds(0), 48.8584, 2.2945);
        anna.keeps(trial, 1);
        assertEquals("CANCELLED", anna.cancelled(pin).ok().get("state").asText());
        return anna;
    }

    /** Everything that the owner's account can read of it, ids and times masked. */
    private static List<String> ownerReads(Journey journey, JsonNode alert) {
        var me = journey.owner().bearer();
        var id = journey.id();
        return List.of(
                Masked.of(journey.reads()),
                Masked.of(me.list("/v1/checkins")),
                Masked.of(me.list("/v1/alerts")),
                Masked.of(me.list("/v1/alerts?state=ACTIVE")),
                Masked.of(me.get("/v1/alerts/" + id).body()),
                Masked.of(me.get("/v1/alerts/" + alert.get("id").asText()).body()),
                Masked.of(me.get("/v1/alerts/" + id + "/track").body()),
                Masked.of(
                        me.post("/v1/alerts/" + id + "/resolve", "pin", PIN, "reason", "safe")
                                .body()),
                Masked.of(me.post("/v1/alerts/" + id + "/links", "minutes", 5).body()),
                me.get("/v1/alerts/" + id).status() + "",
                journey.ok().code(),
                journey.cancelled(PIN).code(),
                journey.owner().stored().toString());
    }
}
