package dev.mayday.contact;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Guardian;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever made the owner call it off now holds the phone, and sets to work on the contacts. */
class UnderDuressIT {
    private static final String PIN = "1234";
    private static final String DURESS = "9999";

    private static Household household;

    private final Phone anna = household.people().phone("Anna");
    private final Guardian ben = household.people().guardian("Ben").of(anna);

    @BeforeAll
    static void start() {
        household = Household.open();
    }

    @AfterAll
    static void stop() {
        household.close();
    }

    @Test
    void aRemovedContactIsStillToldAndAnAddedOneIsNot() {
        var carl = household.people().guardian("Carl");
        var contact = "/v1/contacts/" + carl.contactOf(anna, 2);
        var alert = called(DURESS);

        assertEquals(204, anna.bearer().delete(contact).status());
        assertEquals(404, anna.bearer().get(contact).status());
        assertEquals(
                List.of("Ben"),
                anna.bearer().list("/v1/contacts").stream().map(UnderDuressIT::name).toList());
        var eve = household.people().guardian("Eve");
        eve.contactOf(anna, 2);
        eve.accept(eve.invitation());
        household.passes(Duration.ofMinutes(3));

        carl.isTold();
        var told = ben.reads(alert).deliveries().stream().map(UnderDuressIT::contact).toList();
        assertTrue(told.contains("Carl"), told.toString());
        assertFalse(told.contains("Eve"), told.toString());
    }

    @Test
    void aRemovedGuardianSeesItUntilItsTrueEnd() {
        var alert = called(DURESS);
        removeBen();

        assertEquals("ACTIVE", ben.reads(alert).state());
        ben.resolves(alert, "helped").ok();
        assertEquals(404, ben.reads(alert).answer().status());
        assertEquals(List.of(), ben.bearer().list("/v1/guarding"));
    }

    @Test
    void aRemovedGuardianSeesNothingAfterTheRightPin() {
        var alert = called(PIN);
        removeBen();

        assertEquals(404, ben.reads(alert).answer().status());
    }

    @Test
    void whoIsAddedAfterwardsLearnsNothingOfWhichPinItWas() {
        for (var pin : List.of(PIN, DURESS)) {
            var alert = called(pin);
            var eve = household.people().guardian("Eve").of(anna);

            assertEquals(404, eve.reads(alert).answer().status());
            assertEquals(List.of(), eve.bearer().list("/v1/alerts?role=guardian"));
            assertEquals(1, eve.bearer().list("/v1/guarding").size());
        }
    }

    /** An alert that was told and then resolved. @return its id */
    private String called(String pin) {
        anna.account().setPins(PIN, DURESS);
        var alert = anna.presses(Press.sos()).alertId();
        Awaitility.await().atMost(PATIENCE).until(() -> !ben.reads(alert).deliveries().isEmpty());
        anna.resolves(alert, pin).ok();
        return alert;
    }

    private void removeBen() {
        var contact = anna.bearer().list("/v1/contacts").getFirst().get("id").asText();
        anna.bearer().delete("/v1/contacts/" + contact).ok();
    }

    private static String name(JsonNode contact) {
        return contact.get("name").asText();
    }

    private static String contact(JsonNode delivery) {
        return delivery.get("contactName").asText();
    }
}
