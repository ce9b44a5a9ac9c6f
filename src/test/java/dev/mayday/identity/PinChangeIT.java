package dev.mayday.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayday.local.Answer;
import dev.mayday.local.Guardian;
import dev.mayday.local.House;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever took the phone away can't choose the PIN that ends the alert. */
class PinChangeIT {
    private static final String PIN = "1234";
    private static final String DURESS = "9999";
    private static final String NEW = "2222";

    private static House house;

    private final Phone anna = house.mayday().phone("Anna");
    private final Guardian ben = house.mayday().guardian("Ben").of(anna);

    @BeforeAll
    static void open() {
        house = House.open();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void whileAnAlertIsOpenPinsCantBeChanged() {
        anna.account().setPins(PIN, DURESS);
        var alert = anna.presses(Press.sos()).alertId();
        guessFiveTimes(alert);

        var refused = change(anna);

        assertEquals(409, refused.status());
        assertEquals("alert-open", refused.code());
        assertEquals("wrong-pin", anna.resolves(alert, NEW).text("code"));
        assertEquals("ACTIVE", anna.reads(alert).state());
    }

    @Test
    void inACountdownTheyCantBeChangedEither() {
        anna.account().setPins(PIN, DURESS);
        var alert = anna.presses(Press.sos().countdown(60)).alertId();

        assertEquals("alert-open", change(anna).code());

        assertEquals("CANCELLED", anna.cancels(alert, PIN).ok().text("state"));
        assertEquals(204, change(anna).status());
    }

    @Test
    void whoHasNoneMaySetThemAtAnyTime() {
        var alert = anna.presses(Press.sos()).alertId();

        assertEquals(204, change(anna).status());

        assertEquals("wrong-pin", anna.resolves(alert, null).text("code"));
        assertEquals("RESOLVED", anna.resolves(alert, NEW).ok().text("state"));
    }

    @Test
    void whileACheckInRunsTheyCantBeChanged() {
        anna.account().setPins(PIN, DURESS);
        var made = anna.bearer().post("/v1/checkins", "minutes", 30).ok();
        var path = "/v1/checkins/" + made.path("id").asText();

        assertEquals("alert-open", change(anna).code());

        anna.bearer().post(path + "/cancel", "pin", PIN).ok();
        assertEquals(204, change(anna).status());
    }

    @Test
    void afterADuressPinAChangeLooksDoneAndEndsNothing() {
        anna.account().setPins(PIN, DURESS);
        var alert = anna.presses(Press.sos()).alertId();
        ben.isTold();
        anna.resolves(alert, DURESS).ok();

        assertEquals(204, change(anna).status());

        assertEquals("illegal-transition", anna.resolves(alert, NEW).text("code"));
        assertEquals("ACTIVE", ben.reads(alert).state());
        var next = anna.presses(Press.sos()).alertId();
        assertEquals("wrong-pin", anna.resolves(next, PIN).text("code"));
        assertEquals("RESOLVED", anna.resolves(next, NEW).ok().text("state"));
    }

    @Test
    void aLockOutlastsAChange() {
        anna.account().setPins(PIN, DURESS);
        var first = anna.presses(Press.sos()).alertId();
        guessFiveTimes(first);
        ben.bearer().post("/v1/alerts/" + first + "/resolve", "reason", "helped").ok();

        assertEquals(204, change(anna).status());

        var second = anna.presses(Press.sos()).alertId();
        assertEquals("wrong-pin", anna.resolves(second, NEW).text("code"));
        house.database()
                .execute(
                        "UPDATE person SET pin_locked_until = pin_locked_until - interval '15 minutes' WHERE email = '%s'"
                                .formatted(anna.account().email()));
        assertEquals("RESOLVED", anna.resolves(second, NEW).ok().text("state"));
    }

    private void guessFiveTimes(String alert) {
        for (int guess = 0; guess < 5; guess++) {
            assertEquals("wrong-pin", anna.resolves(alert, "000" + guess).text("code"));
        }
    }

    private static Answer change(Phone phone) {
        return phone.bearer().put("/v1/me/pins", "pin", NEW, "duressPin", "3333");
    }
}
