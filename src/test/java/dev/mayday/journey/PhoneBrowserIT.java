package dev.mayday.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mayday.journey.Hand.atOnce;
import static dev.mayday.journey.Hand.button;
import static dev.mayday.journey.Hand.goesTo;
import static dev.mayday.journey.Hand.hearsOfANetwork;
import static dev.mayday.journey.Hand.holds;
import static dev.mayday.journey.Hand.is;
import static dev.mayday.journey.Hand.tabsTo;
import static dev.mayday.journey.Hand.worksOffline;
import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Phone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The phone's page in a real browser, with the browser's own places and networks. */
class PhoneBrowserIT {
    private static final String HOLD = "Hold to call for help";

    /** What the browser has given out is looked at from outside, too. */
    private static final String NOTES_LOCKS =
            "{ const real = navigator.wakeLock.request.bind(navigator.wakeLock);"
                    + " navigator.wakeLock.request = async kind => (globalThis.lock = await real(kind)); }";

    @RegisterExtension static final Site site = new Site();

    @Test
    void whoPressesIsSeenToMoveAndSeesWhoComes() {
        var anna = site.people().phone("Anna");
        var ben = site.people().guardian("Ben").of(anna);
        try (var dashboard = site.window(Look.DESKTOP_LIGHT);
                var phone = phone(anna, Look.PHONE_LIGHT)) {
            dashboard.goes("/").signsIn(ben.account()).isLive();
            atOnce(phone);
            holds(phone, HOLD);
            assertThat(phone.heading("Your contacts are being told")).isVisible();
            assertThat(dashboard.heading("Anna needs help")).isVisible();
            assertThat(dashboard.coordinates()).hasText("46.05000, 14.50000");

            is(phone, 46.051, 14.502);
            assertThat(dashboard.coordinates()).hasText("46.05100, 14.50200");
            assertThat(dashboard.marker()).hasAttribute("data-lat", "46.051");

            dashboard.field("10 min").check();
            dashboard.presses("I’m going");
            assertThat(phone.heading("Help is on the way")).isVisible();
            phone.shows("Ben is going to you: about 10 min.").shows("1 of 1 person reached");

            phone.presses("I’m safe: end the alarm…").presses("End the alarm");
            assertThat(phone.heading("The alarm is over")).isVisible();
            dashboard.shows("Over: safe, says Anna");
            phone.presses("Done");
            assertThat(button(phone, HOLD)).isVisible();
        }
    }

    @Test
    void theScreenStaysOnWhileTheAlarmIs() {
        var anna = site.people().phone("Anna");
        try (var phone = phone(anna, Look.PHONE_LIGHT, NOTES_LOCKS)) {
            assertEquals(true, phone.page().evaluate("globalThis.lock === undefined"));
            atOnce(phone);
            holds(phone, HOLD);
            phone.page().waitForFunction("() => globalThis.lock?.released === false");
            phone.presses("I’m safe: end the alarm…").presses("End the alarm");
            phone.page().waitForFunction("() => globalThis.lock.released");
        }
    }

    @Test
    void byKeyboardAloneItIsRaisedAndCalledOff() {
        var anna = withPins();
        try (var phone = phone(anna, Look.DESKTOP_LIGHT)) {
            tabsTo(phone, ".hold");
            phone.page().keyboard().press("Enter");
            assertThat(button(phone, "Call for help now")).isVisible(); // that was too short
            phone.page().keyboard().down(" ");
            assertThat(phone.heading("Your contacts are about to be told")).isFocused();
            phone.page().keyboard().up(" ");
            tabsTo(phone, ".own > .go");
            phone.page().keyboard().press("Enter");
            assertThat(phone.field("PIN")).isFocused();
            phone.page().keyboard().type("0000");
            phone.page().keyboard().press("Enter");
            phone.shows("That PIN is wrong.");
            assertThat(phone.field("PIN")).isFocused();
            phone.page().keyboard().type("1234");
            phone.page().keyboard().press("Enter");
            assertThat(phone.heading("Called off")).isVisible();
            assertEquals("CANCELLED", alerts(anna).getFirst().path("state").asText());
        }
    }

    @Test
    void aDuressPinLooksLikeTheOther() {
        var seen =
                List.of("1234", "9999").stream()
                        .map(pin -> {
                            var anna = withPins();
                            var ben = site.people().guardian("Ben").of(anna);
                            try (var phone = phone(anna, Look.PHONE_DARK)) {
                                atOnce(phone);
                                holds(phone, HOLD);
                                phone.shows("1 of 1 person reached");
                                phone.presses("I’m safe: end the alarm…");
                                phone.field("PIN").fill(pin);
                                phone.presses("End the alarm");
                                assertThat(phone.heading("The alarm is over")).isVisible();
                                phone.shows("Ended: Anna");
                                var alert = alerts(anna).getFirst().path("id").asText();
                                assertEquals(
                                        pin.equals("9999") ? "ACTIVE" : "RESOLVED",
                                        ben.reads(alert).state());
                                return phone.page()
                                        .locator("mayday-app")
                                        .innerText()
                                        .replaceAll("[0-9]", "0");
                            }
                        })
                        .toList();
        assertEquals(seen.getFirst(), seen.getLast());
    }

    @Test
    void withoutANetworkAPressIsKeptAndSentWhenThereIsOne() {
        var anna = site.people().phone("Anna");
        var ben = site.people().guardian("Ben").of(anna);
        try (var phone = phone(anna, Look.PHONE_LIGHT)) {
            worksOffline(phone);
            atOnce(phone);
            site.cable().pull();
            phone.page().context().setOffline(true);
            phone.shows("No connection since");
            holds(phone, HOLD);
            assertThat(phone.heading("Not sent yet")).isVisible();
            phone.shows("waits on this phone for a connection").looksRightInAll("phone-unsent");
            phone.page().reload();
            assertThat(phone.heading("Not sent yet")).isVisible();
            is(phone, 46.052, 14.5);
            phone.shows("places wait on this phone for a connection");
            assertEquals(0, alerts(anna).size());

            site.cable().plugIn();
            phone.page().context().setOffline(false);
            ben.isTold();
            assertThat(phone.heading("Your contacts are being told")).isVisible();
            var alert = alerts(anna).getFirst().path("id").asText();
            Awaitility.await("what was kept is on record")
                    .atMost(PATIENCE)
                    .until(() -> ben.reads(alert).trackNumbers().size() >= 2);
            assertEquals(1, alerts(anna).size());
        }
    }

    @Test
    void theServiceWorkerSendsWhatAClosedPageLeft() {
        var anna = site.people().phone("Anna");
        try (var phone = phone(anna, Look.PHONE_LIGHT)) {
            worksOffline(phone);
            var worker = phone.worker();
            site.cable().pull();
            phone.shows("No connection since");
            holds(phone, HOLD);
            assertThat(phone.heading("Not sent yet")).isVisible();
            phone.shows("waits on this phone for a connection");
            phone.page().navigate("about:blank");
            assertEquals(0, alerts(anna).size());
            site.cable().plugIn();
            hearsOfANetwork(phone, site.address(), worker);
            Awaitility.await("the alert").atMost(PATIENCE).until(() -> alerts(anna).size() == 1);
        }
    }

    @Test
    void withoutBackgroundSyncAPageThatStaysOpenSendsByItself() {
        var anna = site.people().phone("Anna");
        try (var phone = phone(anna, Look.PHONE_LIGHT, Hand.NO_BACKGROUND_SYNC)) {
            pressesWithNoNetwork(phone);
            site.cable().plugIn();
            assertThat(phone.heading("Your contacts are about to be told")).isVisible();
            assertEquals(1, alerts(anna).size());
        }
    }

    @Test
    void withoutBackgroundSyncWhatAClosedPageLeftIsSentWithTheNextPage() {
        var anna = site.people().phone("Anna");
        try (var phone = phone(anna, Look.PHONE_LIGHT, Hand.NO_BACKGROUND_SYNC)) {
            pressesWithNoNetwork(phone);
            phone.page().navigate("about:blank");
            assertEquals(0, alerts(anna).size());
            site.cable().plugIn();
            phone.page().navigate(site.address() + "/i/none");
            Awaitility.await("the alert").atMost(PATIENCE).until(() -> alerts(anna).size() == 1);
        }
    }

    @Test
    void aPhoneInstallsIt() {
        try (var phone = site.window(Look.PHONE_LIGHT).goes("/app")) {
            var manifest =
                    phone.page().context().newCDPSession(phone.page()).send("Page.getAppManifest");
            assertEquals(0, manifest.getAsJsonArray("errors").size(), manifest::toString);
            assertTrue(manifest.get("data").getAsString().contains("\"start_url\": \"/app\""));
            var number = phone.page().locator("a[href='tel:112']");
            assertThat(number).hasText("Call 112");
        }
    }

    @Test
    void everyStateLooksRight() {
        var anna = withPins();
        var ben = site.people().guardian("Ben").of(anna);
        try (var phone = site.window(Look.PHONE_LIGHT)) {
            phone.goes("/app").shows("One button").looksRightInAll("phone-sign-in");
        }
        try (var phone = phone(anna, Look.PHONE_LIGHT)) {
            phone.looksRightInAll("phone-ready");
            phone.page().getByText("What and how").click();
            button(phone, HOLD).click();
            assertThat(button(phone, "Call for help now")).isInViewport();
            phone.looksRightInAll("phone-released");
            phone.presses("Call for help now");
            assertThat(phone.heading("Your contacts are about to be told")).isVisible();
            phone.presses("Call it off…").looksRightInAll("phone-pending");
            phone.field("PIN").fill("1234");
            phone.presses("Call it off");
            assertThat(phone.heading("Called off")).isVisible();
            phone.looksRightInAll("phone-cancelled").presses("Done");

            phone.page().getByLabel("Silent").check();
            atOnce(phone);
            holds(phone, HOLD);
            phone.shows("1 of 1 person reached").looksRightInAll("phone-active");
            var alert = alerts(anna).getFirst().path("id").asText();
            ben.acknowledges(alert, "On my way", 6).ok();
            phone.shows("Ben is going to you").presses("I’m safe: end the alarm…");
            phone.looksRightInAll("phone-ending");
            phone.field("PIN").fill("1234");
            phone.presses("End the alarm");
            assertThat(phone.heading("The alarm is over")).isVisible();
            phone.looksRightInAll("phone-over").presses("Done");

            goesTo(phone, "On the way");
            phone.field("Where I’m going (optional)").fill("Home");
            phone.looksRightInAll("phone-way").presses("Start").shows("On the way to: Home");
            phone.presses("Share").shows("Stop sharing").looksRightInAll("phone-on-the-way");
            phone.presses("15 min longer");
            Awaitility.await("three quarters of an hour")
                    .atMost(PATIENCE)
                    .until(() -> minutes(anna.bearer().list("/v1/checkins").getFirst()) == 45);
            phone.presses("I’m there, all is well").shows("If you don’t hear from me");
            phone.presses("Stop sharing").shows("Share where I am");

            goesTo(phone, "People");
            phone.shows("Two PINs are set.").page().getByText("Add somebody").click();
            phone.field("Name").fill("Carla");
            phone.field("Phone number for text messages (+…)").fill("+38640123456");
            phone.presses("Add");
            assertThat(phone.heading("Carla")).isVisible();
            phone.looksRightInAll("phone-people");

            goesTo(phone, "Check");
            phone.shows("Can be reached").presses("Set up OwnTracks").shows("Or scan this code");
            phone.shows("Remove OwnTracks").looksRightInAll("phone-check");
            holds(phone, "Start a drill");
            phone.shows("Drill: this is a test").looksRightInAll("phone-drill");
        }
    }

    private static void pressesWithNoNetwork(Window phone) {
        worksOffline(phone);
        site.cable().pull();
        phone.shows("No connection since");
        holds(phone, HOLD);
        phone.shows("waits on this phone for a connection");
    }

    /** Anna's phone with its page open and connected, at 46.05 N 14.5 E. */
    private static Window phone(Phone anna, Look look) {
        return phone(anna, look, "");
    }

    /**
     * @param first a script that runs in each page before its own
     */
    private static Window phone(Phone anna, Look look, String first) {
        var window = site.window(look);
        window.page().context().grantPermissions(List.of("background-sync", "screen-wake-lock"));
        // a blank page has neither
        window.page()
                .addInitScript(
                        "if (location.host) { localStorage.setItem('mayday.countdown', '60'); %s }"
                                .formatted(first));
        return Hand.opens(window, anna);
    }

    private static Phone withPins() {
        var anna = site.people().phone("Anna");
        anna.account().setPins("1234", "9999");
        return anna;
    }

    private static long minutes(JsonNode checkin) {
        return Duration.between(
                        Instant.parse(checkin.path("startedAt").asText()),
                        Instant.parse(checkin.path("dueAt").asText()))
                .toMinutes();
    }

    private static List<JsonNode> alerts(Phone anna) {
        return anna.bearer().list("/v1/alerts");
    }
}
