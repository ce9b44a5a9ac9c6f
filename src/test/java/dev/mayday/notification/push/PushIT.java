package dev.mayday.notification.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Broker;
import dev.mayday.local.Fix;
import dev.mayday.local.Guardian;
import dev.mayday.local.House;
import dev.mayday.local.Json;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * From a browser that subscribes to the notification that it shows, by a push service that checks
 * us.
 */
class PushIT {
    private static House house;

    private final Household home = Household.in(house);
    private final Phone anna = home.anna();
    private final Guardian ben = home.ben();

    @BeforeAll
    static void open() {
        house =
                House.open(
                        Broker.shared(),
                        plan -> plan.with("MAYDAY_NOTIFICATION_GIVE_UP_AFTER", "PT15S"));
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void aBrowserShowsWhoNeedsHelpAndOpensTheContactsLink() {
        var browser = home.subscribed(ben);
        var alert = anna.presses(Press.sos().from(Fix.at(46.05, 14.5)).saying("My ankle"));

        var raised = home.shown(browser, "alert.raised");
        var said = Json.read(raised.body());
        assertTrue(said.path("title").asText().contains("Anna"), raised::body);
        assertTrue(said.path("body").asText().contains("My ankle"), raised::body);
        assertTrue(said.path("body").asText().contains("46.05"), raised::body);
        assertEquals(alert.alertId(), said.path("alertId").asText());
        assertFalse(said.path("drill").asBoolean());
        assertTrue(said.path("url").asText().matches("http.*/a/[A-Za-z0-9_-]+"), raised::body);
        var headers = house.sandbox().messagesTo(browser.id()).getFirst().headers();
        assertEquals("high", headers.get("urgency"));
        assertEquals("14400", headers.get("ttl"));
        assertEquals(said.path("tag").asText(), headers.get("topic"));
        home.isDelivered(alert, "push SENT");

        ben.opens(raised).post("/v1/alerts/" + alert.alertId() + "/resolve", "reason", "safe").ok();
        var ended = Json.read(home.shown(browser, "alert.ended").body());
        assertEquals(
                said.path("tag").asText(), ended.path("tag").asText(), "it replaces the first");
    }

    @Test
    void aDrillGoesToABrowserTooAndSaysWhatItIs() {
        var browser = home.subscribed(ben);
        anna.bearer()
                .post(
                        "/v1/alerts",
                        "clientAlertId",
                        UUID.randomUUID(),
                        "kind",
                        "sos",
                        "drill",
                        true)
                .ok();

        var said = Json.read(home.shown(browser, "alert.raised").body());
        assertTrue(said.path("drill").asBoolean());
        assertTrue(said.path("title").asText().startsWith("DRILL"), said::toString);
        assertEquals(List.of("email verified", "push verified"), home.channels());
    }

    @Test
    void aBrowserThatIsGoneIsForgottenAndOneThatIsThereIsEnough() {
        var gone = home.subscribed(ben);
        var there = home.subscribed(ben);
        house.sandbox().answers(gone.id(), 410, 0);
        var alert = anna.presses(Press.sos());

        home.isDelivered(alert, "push SENT");
        home.shown(there, "alert.raised");
        assertEquals(List.of(there.endpoint()), home.endpoints(ben));
        assertEquals(List.of(), house.sandbox().messagesTo(gone.id()));
    }

    @Test
    void whereTheOnlyBrowserIsGoneTheNextChannelIsUsed() {
        var browser = home.subscribed(ben);
        home.has(ben, List.of(Map.of("type", "push")));
        house.sandbox().answers(browser.id(), 503, 0);
        var alert = anna.presses(Press.sos());
        home.isTried(alert, "push retry");
        home.has(
                ben,
                List.of(
                        Map.of("type", "push"),
                        Map.of("type", "webhook", "address", house.sandbox().webhook("next"))));
        house.sandbox().answers(browser.id(), 410, 0);

        home.isDelivered(alert, "push FAILED");
        home.isDelivered(alert, "webhook DELIVERED");
        assertEquals(List.of(), home.endpoints(ben));
        assertEquals(List.of("push verified", "webhook unverified"), home.channels());
    }

    @Test
    void aPushServiceThatIsMadeToFailIsGivenUpAndTheNextChannelIsUsed() {
        home.subscribed(ben);
        home.has(ben, List.of(Map.of("type", "push")));
        house.sandbox().makes("push", "failing");
        try {
            var alert = anna.presses(Press.sos());
            home.isTried(alert, "push retry");
            home.has(
                    ben,
                    List.of(
                            Map.of("type", "push"),
                            Map.of("type", "webhook", "address", house.sandbox().webhook("then"))));

            home.isDelivered(alert, "push FAILED");
            home.isDelivered(alert, "webhook DELIVERED");
        } finally {
            house.sandbox().makes("push", "ok");
        }
        home.isDelivered(anna.presses(Press.sos()), "push SENT");
    }

    @Test
    void aPushServiceThatIsBusyIsAskedAgain() {
        var browser = home.subscribed(ben);
        house.sandbox().answers(browser.id(), 429, 0);
        var alert = anna.presses(Press.sos());
        home.isTried(alert, "push retry");
        house.sandbox().answersAsUsual(browser.id());

        home.shown(browser, "alert.raised");
        home.isDelivered(alert, "push SENT");
    }

    @Test
    void withoutABrowserPushReachesNobodyAndTheNextTierIsToldAtOnce() {
        home.has(ben, List.of(Map.of("type", "push")));
        assertEquals(List.of("no-reachable-contact"), anna.presses(Press.sos()).warnings());
        var carla = house.mayday().guardian("Carla");
        carla.contactOf(anna, 2);
        var alert = anna.presses(Press.sos());

        assertEquals(List.of(), alert.warnings());
        carla.isTold(Duration.ofSeconds(20)); // and not after two minutes
        assertEquals(List.of("Carla email"), home.told(alert));
        home.subscribed(ben);
        assertEquals(List.of(), anna.presses(Press.sos()).warnings());
    }
}
