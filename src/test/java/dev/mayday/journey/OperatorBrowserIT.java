package dev.mayday.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mayday.journey.Hand.tabsTo;
import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.mayday.local.Account;
import dev.mayday.local.Fix;
import dev.mayday.local.Press;
import dev.mayday.operator.ControlRoom;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an operator sees and does, in a real browser. */
class OperatorBrowserIT {
    private static final long KIB = 1024;
    private static final List<String> VIEWS =
            List.of(
                    "Providers",
                    "Deliveries",
                    "Dead letters",
                    "Users",
                    "Alerts",
                    "Drills",
                    "Audit log");
    private static final String WHY = "The ambulance asks which entrance";

    private static Cable cable;
    private static ControlRoom room;

    @BeforeAll
    static void start() {
        cable = new Cable();
        room = ControlRoom.open(plan -> plan.with("MAYDAY_PUBLIC_URL", cable.address().toString()));
        cable.to(room.house().service().address());
    }

    @AfterAll
    static void stop() {
        room.close();
        cable.close();
    }

    @Test
    void whoeverIsNoOperatorIsToldSo() {
        var ben = room.house().mayday().guardian("Ben");
        try (var window = window(Look.PHONE_LIGHT).goes("/operator").signsIn(ben.account())) {
            assertThat(window.heading("You are not an operator")).isVisible();
            window.shows("Operators need a confirmed address.").looksRightInAll("operator-refused");
            assertThat(window.page().getByText("Providers")).hasCount(0);
        }
    }

    @Test
    void byKeyboardAloneAProviderIsSwitchedOffAndOnAgain() {
        try (var window = window(Look.DESKTOP_LIGHT).goes("/operator")) {
            var keys = window.page().keyboard();
            tabsTo(window, "input[name=email]");
            keys.type(room.olga().email());
            tabsTo(window, "input[name=password]");
            keys.type(room.olga().password());
            keys.press("Enter");
            assertThat(window.heading("Overview")).isVisible();

            tabsTo(window, "nav a[href='#/providers']");
            keys.press("Enter");
            assertThat(window.heading("Providers")).isFocused();
            tabsTo(window, "button[data-provider=smtp]");
            keys.press("Enter");
            assertThat(window.heading("Switch off smtp?")).isVisible();
            assertThat(window.page().locator("input[name=reason]")).isFocused();
            keys.type("It bounces");
            keys.press("Enter");
            window.shows("Switch off all the same").looksRight("operator-last-provider");
            assertTrue(isOn("smtp"));
            keys.press("Enter");
            assertThat(provider(window)).containsText("switched off");
            assertThat(provider(window)).containsText("It bounces");
            assertFalse(isOn("smtp"));
            window.looksRight("operator-switched-off");

            assertThat(provider(window).locator("button")).isFocused();
            keys.press("Enter");
            assertThat(provider(window)).not().containsText("switched off");
            assertTrue(isOn("smtp"));
        }
    }

    @Test
    void byKeyboardAloneADeadLetterIsReplayed() {
        var key = deadLetter();
        try (var window = console(Look.DESKTOP_DARK, room.olga(), "dead-letters")) {
            window.shows("no deliveryId");
            tabsTo(window, ".lines button");
            window.page().keyboard().press("Enter");
            window.shows("replayed");
            assertThat(window.page().locator(":focus")).containsText("replayed");
            Awaitility.await("it is on record")
                    .atMost(PATIENCE)
                    .until(() -> !room.lists("audit?action=dead-letter.replay").isEmpty());
        }
        assertTrue(room.lists("dead-letters").stream().anyMatch(one -> isOf(one, key)));
    }

    @Test
    void whatIsFilteredIsInTheAddressAndAColleagueSeesTheSame() {
        told();
        String address;
        try (var window = console(Look.DESKTOP_LIGHT, room.olga(), "deliveries")) {
            window.page().getByLabel("Channel").selectOption("email");
            window.page().getByLabel("When").selectOption("24h");
            window.presses("Show");
            assertThat(window.page().locator(".found")).isFocused();
            window.shows("tells of an alert");
            address = window.page().url();
            assertTrue(address.endsWith("#/deliveries?channel=email&last=24h"), address);
        }
        try (var window = window(Look.DESKTOP_LIGHT).goes(address).signsIn(room.otto())) {
            window.shows("tells of an alert");
            assertThat(window.page().getByLabel("Channel")).hasValue("email");
            window.page().getByText("Clear the filters").click();
            assertThat(window.page()).hasURL(Pattern.compile("#/deliveries$"));
            window.goes("/operator#/deliveries?state=NONE").page().reload();
            window.shows("The server does not take this value: state.");
        }
    }

    @Test
    void aPlaceIsHiddenUntilTheGlassIsBrokenForAReason() {
        var anna = told();
        var search = "users?query=" + anna.email();
        try (var window = console(Look.PHONE_DARK, room.olga(), search)) {
            window.page().locator(".lines a").first().click();
            window.shows("Newest alerts").looksRightInAll("operator-user");
            window.page().locator(".lines a").first().click();
            assertThat(window.heading("Anna’s alert")).isFocused();
            window.shows("Who goes");
            assertThat(window.page().getByText("46.05")).hasCount(0);
            assertThat(window.page().getByText("My ankle")).hasCount(0);

            window.field("Why you need to see it").fill(WHY);
            window.presses("Break the glass").shows("My ankle");
            assertThat(window.coordinates()).hasText("46.05000, 14.50000");
            assertThat(window.marker()).hasAttribute("data-lat", "46.05");
            window.looksRightInAll("operator-glass");

            window.page().reload();
            window.presses("Show the place again");
            assertThat(window.coordinates()).hasText("46.05000, 14.50000");
            window.page().evaluate("location.hash = '#/audit'");
            window.shows(WHY);
            assertThat(window.page().locator(".lines")).containsText("looked at a place");
        }
    }

    @Test
    void theOverviewIsKeptFreshAndTheFocusStays() {
        try (var window = console(Look.DESKTOP_LIGHT, room.olga(), "overview")) {
            assertThat(window.page().locator(".figures")).isVisible();
            tabsTo(window, ".figures a[href='#/alerts']");
            switches("webhook", false);
            var matter = window.page().locator("a.matter[href='#/providers']");
            assertThat(matter).isVisible();
            assertThat(window.page().locator(".figures a[href='#/alerts']")).isFocused();
            assertThat(window.page()).hasTitle(Pattern.compile("^\\(\\d+\\) Overview"));

            cable.pull();
            window.shows("Connection lost since").looksRight("operator-lost");
            switches("webhook", true);
            cable.plugIn();
            window.presses("Try now").isLive();
            assertThat(matter).hasCount(0);
        }
    }

    @Test
    void everySessionOfAnAccountIsEnded() {
        var ben = room.house().mayday().guardian("Ben");
        try (var his = window(Look.PHONE_LIGHT).goes("/").signsIn(ben.account()).isLive();
                var window = console(Look.DESKTOP_LIGHT, room.olga(), "users")) {
            window.page().getByLabel("Name, e-mail address or id").fill(ben.email());
            window.presses("Show").page().locator(".lines a").first().click();
            window.presses("End every session…").presses("End every session");
            window.shows("Every session of this account has ended.");
            his.shows("You have been signed out.");
        }
    }

    /** The map, which is most of it, comes only with a glass that is broken. */
    @Test
    void thePageIsLean() {
        told();
        try (var window = window(Look.DESKTOP_LIGHT)) {
            var bytes = window.weighed();
            window.goes("/operator").signsIn(room.olga()).shows("Open alerts");
            var overview = bytes.getAsLong();
            assertTrue(overview > 10 * KIB && overview < 60 * KIB, "overview: " + overview);
            window.page().evaluate("location.hash = '#/alerts'");
            window.page().locator(".lines a").first().click();
            window.field("Why you need to see it").fill(WHY);
            window.presses("Break the glass");
            assertThat(window.marker()).isVisible();
            var all = bytes.getAsLong();
            assertTrue(all > 100 * KIB && all < 500 * KIB, "with the map: " + all);
        }
    }

    @Test
    void everyViewLooksRight() {
        told();
        drill();
        deadLetter();
        try (var window = window(Look.PHONE_LIGHT).goes("/operator")) {
            window.shows("how this Mayday stands").looksRightInAll("operator-sign-in");
            window.signsIn(room.olga()).shows("Open alerts").looksRightInAll("operator-overview");
            VIEWS.forEach(view -> looksAt(window, view));
            window.page().evaluate("location.hash = '#/audit?since=2100-01-01T00:00:00Z'");
            window.shows("Nothing matches these filters.").looksRightInAll("operator-none");
            window.page().evaluate("location.hash = '#/deliveries'");
            window.page().locator(".lines a").first().click();
            window.shows("One delivery").shows("recorded").looksRightInAll("operator-delivery");
        }
    }

    @Test
    void inArabicItReadsFromTheRight() {
        told();
        room.otto().bearer().patch("/v1/me", "locale", "ar").ok();
        try (var window = window(Look.PHONE_LIGHT).goes("/operator").signsIn(room.otto())) {
            window.reads("rtl").shows("نداءات مفتوحة").looksRight("operator-ar-overview");
            for (var view : List.of("providers", "deliveries", "alerts")) {
                window.page().evaluate("view => (location.hash = '#/' + view)", view);
                assertThat(window.page().locator(".lines tbody tr").first()).isVisible();
                window.looksRight("operator-ar-" + view);
            }
            window.page().setViewportSize(1280, 800);
            window.looksRight("operator-ar-wide");
        } finally {
            room.otto().bearer().patch("/v1/me", "locale", "en").ok();
        }
    }

    private static void looksAt(Window window, String view) {
        var menu = window.page().locator(".ways__menu");
        if (menu.isVisible()) {
            menu.click();
        }
        window.page()
                .locator("nav")
                .getByText(view, new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(window.heading(view)).isFocused();
        assertThat(window.page().locator(".lines tbody tr").first()).isVisible();
        window.looksRightInAll("operator-" + view.toLowerCase().replace(' ', '-'));
    }

    private static Window window(Look look) {
        return Chromium.shared().window(cable.address(), look);
    }

    /** Somebody who has just signed in, at that address of the console. */
    private static Window console(Look look, Account operator, String address) {
        return window(look).goes("/operator#/" + address).signsIn(operator);
    }

    private static Locator provider(Window window) {
        return window.page()
                .locator(
                        ".lines tr",
                        new Page.LocatorOptions()
                                .setHas(window.page().locator("[data-provider=smtp]")));
    }

    private static boolean isOn(String provider) {
        return StreamSupport.stream(room.reads("providers").get("items").spliterator(), false)
                .filter(one -> one.get("name").asText().equals(provider))
                .allMatch(one -> one.get("enabled").asBoolean());
    }

    private static void switches(String provider, boolean enabled) {
        room.olga()
                .bearer()
                .put("/v1/operator/providers/" + provider, "enabled", enabled, "force", true)
                .ok();
    }

    /** Anna has pressed, and Ben was told. @return her account */
    private static Account told() {
        var anna = room.house().mayday().phone("Anna");
        var ben = room.house().mayday().guardian("Ben").of(anna);
        anna.presses(Press.sos().from(Fix.at(46.05, 14.5)).saying("My ankle"));
        ben.isTold();
        anna.catchesUp();
        return anna.account();
    }

    private static void drill() {
        var anna = room.house().mayday().phone("Anna");
        room.house().mayday().guardian("Ben").of(anna);
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
    }

    /**
     * @return its key
     */
    private static String deadLetter() {
        var key = UUID.randomUUID().toString();
        room.writes("mayday.notifications.email", key, "{\"no\":\"delivery\"}");
        Awaitility.await("it is dead")
                .atMost(PATIENCE)
                .until(() -> room.lists("dead-letters").stream().anyMatch(one -> isOf(one, key)));
        return key;
    }

    private static boolean isOf(JsonNode letter, String key) {
        return letter.path("key").asText().equals(key);
    }
}
