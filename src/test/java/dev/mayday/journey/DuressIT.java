package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Bearer;
import dev.mayday.local.Fix;
import dev.mayday.local.Guardian;
import dev.mayday.local.Mayday;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Somebody stands beside the owner and makes them call it off. Each story is lived twice, once with
 * the right PIN and once with the duress PIN, and all that the owner can read is held side by side.
 */
class DuressIT {

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

    /** One person's story, and what is left to read of it. */
    private record Story(
            Phone owner, Guardian guardian, Press press, String alertId, String answer) {

        static Story of(Mayday people, int countdown, boolean cancel, String pin) {
            var owner = people.phone("Anna");
            var guardian = people.guardian("Ben").of(owner);
            owner.account().setPins(PIN, DURESS);
            var press = Press.sos().countdown(countdown).from(Fix.at(48.8584, 2.2945));
            var alert = owner.presses(press);
            if (countdown == 0) {
                guardian.isTold();
                Told.settled(owner.reads(alert.alertId()));
            }
            var answer =
                    cancel
                            ? owner.cancels(alert.alertId(), pin)
                            : owner.resolves(alert.alertId(), pin);
            return new Story(
                    owner, guardian, press, alert.alertId(), Masked.of(answer.ok().body()));
        }

        JsonNode guardianSees() {
            return guardian.reads(alertId).alert();
        }

        /** Everything that the owner's account can read, ids and times masked. */
        List<String> ownerReads() {
            owner.moves(Fix.at(48.8585, 2.2946));
            owner.catchesUp();
            opensALinkOfItsOwn();
            var file = owner.reads(alertId);
            var again = owner.another().ask(press.json().put("type", "alert.trigger"), PATIENCE);
            var repeat = owner.bearer().post("/v1/alerts/" + alertId + "/cancel", "pin", PIN);
            return List.of(
                    answer,
                    Masked.of(file.alert()),
                    Masked.of(file.timeline()),
                    Masked.of(file.deliveries()),
                    Masked.of(file.views()),
                    Masked.of(owner.bearer().list("/v1/alerts?role=owner")),
                    Masked.of(owner.bearer().list("/v1/alerts?role=owner&state=ACTIVE")),
                    Masked.of(again.body()),
                    repeat.status() + " " + Masked.of(repeat.body()),
                    owner.stored().toString());
        }

        /** As whoever forces it to may do, to see whether that is put on record. */
        private void opensALinkOfItsOwn() {
            var link = owner.bearer().post("/v1/alerts/" + alertId + "/links", "minutes", 5).ok();
            var url = link.get("url").asText();
            Bearer.ofLink(owner.bearer().wire(), url.substring(url.lastIndexOf('/') + 1))
                    .get("/v1/alerts/" + alertId)
                    .ok();
        }
    }

    @Test
    void resolvedUnderDuressLooksResolvedToTheOwnerAndGoesOnForTheGuardians() {
        var free = Story.of(trial.people(), 0, false, PIN);
        var forced = Story.of(trial.people(), 0, false, DURESS);

        Told.eachOnce(free.guardian(), 2);
        assertEquals(free.ownerReads(), forced.ownerReads());
        assertEquals("RESOLVED", free.guardianSees().get("state").asText());
        assertEquals("ACTIVE", forced.guardianSees().get("state").asText());
        assertTrue(forced.guardianSees().path("duress").asBoolean());
        assertFalse(free.guardianSees().path("duress").asBoolean());
        assertEquals(1, forced.guardian().mails().size(), "no closing notice");
    }

    @Test
    void whatGuardiansDoUnderDuressTheOwnerDoesNotRead() {
        var free = Story.of(trial.people(), 0, false, PIN);
        var forced = Story.of(trial.people(), 0, false, DURESS);

        forced.guardian().acknowledges(forced.alertId(), "Police are coming", 3).ok();

        assertEquals("ACKNOWLEDGED", forced.guardianSees().get("state").asText());
        assertEquals(free.ownerReads(), forced.ownerReads());
        assertTrue(
                forced.owner()
                        .another()
                        .heard()
                        .find(
                                message -> message.text("state").equals("ACKNOWLEDGED"),
                                ofMillis(500))
                        .isEmpty());
    }

    @Test
    void aCountdownCancelledUnderDuressLooksCancelledAndActivates() {
        var free = Story.of(trial.people(), 60, true, PIN);
        var forced = Story.of(trial.people(), 60, true, DURESS);

        forced.guardian().isTold();
        assertEquals(free.ownerReads(), forced.ownerReads());
        assertEquals(404, free.guardian().reads(free.alertId()).answer().status());
        assertEquals("ACTIVE", forced.guardianSees().get("state").asText());
        assertTrue(forced.guardianSees().path("duress").asBoolean());
        assertEquals(List.of(), free.guardian().mails());
    }

    @Test
    void placesSentUnderDuressReachTheGuardiansAndOthersDoNot() {
        var free = Story.of(trial.people(), 0, false, PIN);
        var forced = Story.of(trial.people(), 0, false, DURESS);
        try (var following = forced.guardian().follows(forced.alertId())) {
            assertEquals(free.ownerReads(), forced.ownerReads());
            following.seesFix(1);
        }
        try (var following = free.guardian().follows(free.alertId())) {
            assertEquals(List.of(), following.numbers());
        }
    }
}
