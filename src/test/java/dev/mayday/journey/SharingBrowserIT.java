package dev.mayday.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.mayday.local.Accepted;
import dev.mayday.local.Account;
import dev.mayday.local.Fix;
import dev.mayday.local.Guardian;
import dev.mayday.local.Mayday;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What guardians see of somebody who shares where they are, with no alert. */
class SharingBrowserIT {
    private static final Pattern MORE_THAN_AN_HOUR = Pattern.compile("· 1 h \\d+ min left");

    @RegisterExtension static final Site site = new Site();

    @Test
    void whoSharesIsSeenToMoveUntilItEnds() {
        var anna = people().phone("Anna");
        var ben = people().guardian("Ben").of(anna);
        try (var window = window(Look.DESKTOP_LIGHT).goes("/").signsIn(ben.account()).isLive()) {
            window.shows("Nobody needs you right now");
            anna.bearer().post("/v1/checkins", "minutes", 30).ok(); // nobody else's business
            moves(anna, 46.04, 14.5);
            var sharing = shares(anna, 30, "Walking home");
            assertThat(listed(window, "Anna")).containsText("Walking home");
            assertThat(listed(window, "Anna")).containsText("No place has come in yet.");
            assertThat(said(window)).containsText("Anna shares their location with you");
            assertThat(window.marker()).hasCount(0);
            assertThat(window.page().locator(".alerts__item")).hasCount(1);

            moves(anna, 46.05, 14.5);
            assertThat(listed(window, "Anna")).containsText("Last seen");
            assertThat(listed(window, "Anna")).not().containsText("battery");
            assertThat(window.marker()).hasAttribute("data-look", "sharing");
            assertThat(window.marker())
                    .hasAttribute("aria-label", Pattern.compile("^Anna \\(sharing\\), "));
            anna.moves(lowOnPower(46.05, 14.501));
            anna.catchesUp();
            assertThat(listed(window, "Anna")).containsText("battery 12 % (low)");

            listed(window, "Anna").press("Enter");
            assertThat(window.heading("Anna shares their location with you")).isFocused();
            window.shows("Walking home").shows("within 9 m");
            assertThat(window.page().locator("mayday-left"))
                    .containsText(Pattern.compile("· \\d+ min left"));
            assertThat(window.page().locator("mayday-answer, .told, .timeline")).hasCount(0);
            moves(anna, 46.051, 14.502);
            assertThat(window.coordinates()).hasText("46.05100, 14.50200");
            assertThat(window.marker()).hasAttribute("data-lat", "46.051");

            prolongs(anna, sharing, 60);
            assertThat(window.page().locator("mayday-left")).containsText(MORE_THAN_AN_HOUR);
            ends(anna, sharing);
            assertThat(window.heading("This sharing is over")).isVisible();
            assertThat(said(window)).containsText("Anna no longer shares their location with you");
            assertThat(window.marker()).hasCount(0);
            assertThat(window.coordinates()).hasCount(0);
            window.page().getByText("All alerts").click();
            window.shows("Nobody needs you right now");
            assertThat(window.page().locator(".alerts__item")).hasCount(0);
        }
    }

    @Test
    void anAlertStandsAboveWhoSharesAndIsAloneWhileItIsUrgent() {
        var anna = people().phone("Anna");
        var jan = people().phone("Jan");
        var ben = guardian("Ben", anna, jan);
        shares(anna, 30, "Walking home");
        shares(jan, 30, null);
        moves(anna, 46.05, 14.5);
        moves(jan, 46.06, 14.52);
        Accepted alert;
        try (var window = window(Look.DESKTOP_LIGHT).goes("/").signsIn(ben.account()).isLive()) {
            assertThat(window.marker()).hasCount(2);
            window.page().locator(".marker[aria-label^=Jan]").press("Enter");
            assertThat(window.heading("Jan shares their location with you")).isVisible();
            alert = anna.presses(Press.sos().from(Fix.at(46.05, 14.5)));
            window.page().locator(".board__now a", hasText("Anna needs help")).click();
            assertThat(window.heading("Anna needs help")).isVisible();
            assertThat(window.marker()).hasAttribute("data-look", "urgent");

            window.page().getByText("All alerts").click();
            assertThat(window.page().locator(".group").nth(0)).containsText("Needs an answer now");
            assertThat(window.page().locator(".group").nth(1))
                    .containsText("Sharing their location with you");
            assertThat(window.page().locator(".group")).hasCount(2);
            // hers by the alert alone
            assertThat(listed(window, "Jan")).isVisible();
            assertThat(listed(window, "Anna")).hasCount(0);
            assertThat(window.page().locator(".alerts__besides"))
                    .containsText(Pattern.compile("^Anna shares .* with you, until .* left$"));
            assertThat(window.page().locator("mayday-map[data-people='2']")).hasCount(1);
            assertThat(window.page().locator(".marker[data-look=urgent]")).hasCount(1);
            assertThat(window.page().locator(".marker[data-look=sharing]")).hasCount(1);

            // their markers lie on each other
            named(window, "Jan").click();
            assertThat(window.heading("Jan shares their location with you")).isVisible();
            window.page().getByText("All alerts").click();
            named(window, "Anna").click();
            assertThat(window.heading("Anna needs help")).isVisible();
            window.page().locator("a.board__besides").click();
            assertThat(window.heading("Anna shares their location with you")).isFocused();
        }
        try (var window = window(Look.PHONE_LIGHT).goes("/").signsIn(ben.account()).isLive()) {
            assertThat(window.heading("Anna needs help")).isVisible();
            assertThat(window.page().locator(".group")).hasCount(0);
            window.page().getByText("All alerts").click();
            assertThat(listed(window, "Anna")).hasCount(0);
            ben.resolves(alert.alertId(), "safe").ok();
            assertThat(listed(window, "Anna")).containsText("Walking home");
        }
    }

    @Test
    void whoAreInOnePlaceAreEachReadAndChosenOnTheMap() {
        var gita = people().guardian("Gita");
        Crowd.of(site.house(), gita, 6).isAt(46.05);
        try (var window = window(Look.DESKTOP_LIGHT).goes("/").signsIn(gita.account()).isLive()) {
            var people = window.page().locator(".marker[data-look]");
            var named = window.page().locator(".marker[data-look]:not([data-unnamed])");
            assertThat(people).hasCount(6);
            assertThat(named).hasCount(3);
            window.isPictured("sharing-together");
            window.page().getByLabel("3 more here").press("Enter");
            assertThat(named).hasCount(6);
            assertThat(window.page().getByText("more here")).hasCount(0);
            named.locator(".marker__label").all().forEach(SharingBrowserIT::canBePressed);
            var places =
                    people.evaluateAll(
                            "all => new Set(all.map(one => { const { x, y, width } = one.getBoundingClientRect(); return `${x + width / 2} ${y}`; })).size");
            assertEquals(1, places);
            window.isPictured("sharing-together-near");
            named(window, "Person 4").click();
            assertThat(window.heading("Person 4 shares their location with you")).isVisible();
        }
    }

    @Test
    void whatEndedDuringACutIsGoneAfterItAndTheRestGoesOn() {
        var anna = people().phone("Anna");
        var jan = people().phone("Jan");
        var mia = people().phone("Mia");
        var ben = guardian("Ben", anna, jan, mia);
        var hers = shares(anna, 30, null);
        var his = shares(jan, 30, null);
        shares(mia, 30, null);
        moves(anna, 46.05, 14.5);
        moves(jan, 46.06, 14.5);
        try (var window = window(Look.PHONE_LIGHT).goes("/").signsIn(ben.account()).isLive()) {
            assertThat(window.page().locator(".group--sharing .alerts__item")).hasCount(3);
            site.cable().pull();
            window.shows("Connection lost since");
            ends(anna, hers);
            prolongs(jan, his, 60);
            moves(jan, 46.07, 14.5);
            var contact = contact(mia);
            mia.bearer().delete("/v1/contacts/" + contact).ok();
            assertThat(listed(window, "Anna")).isVisible();

            site.cable().plugIn();
            window.isLive();
            assertThat(window.page().locator(".group--sharing .alerts__item")).hasCount(1);
            assertThat(listed(window, "Jan")).containsText(MORE_THAN_AN_HOUR);
            assertThat(said(window)).containsText("Anna no longer shares their location with you");
            assertThat(window.marker()).hasAttribute("data-lat", "46.07");
        }
    }

    @Test
    void ofACrowdEachIsADotAndInAListThatGrows() {
        var gita = people().guardian("Gita");
        var crowd = Crowd.of(site.house(), gita, 120);
        crowd.isAt(46.05);
        try (var window = window(Look.DESKTOP_DARK).goes("/").signsIn(gita.account()).isLive()) {
            assertThat(window.page().locator("mayday-map[data-people='120']")).hasCount(1);
            assertThat(window.marker()).hasCount(0);
            var listed = window.page().locator(".group--sharing .alerts__item");
            assertThat(listed).hasCount(100);
            window.isPictured("sharing-crowd").presses("Show more");
            assertThat(listed).hasCount(120);
            window.partsTheHeapInTheMiddle().locator(".maplibregl-canvas").click();
            assertThat(window.page().locator("mayday-sharing h1"))
                    .containsText("shares their location with you");
        }
    }

    @Test
    void itLooksRight() {
        var anna = people().phone("Anna");
        var jan = people().phone("Jan");
        var ben = guardian("Ben", anna, jan);
        var sharing = walked(anna);
        shares(jan, 1_440, null);
        try (var window = window(Look.PHONE_LIGHT).goes("/").signsIn(ben.account()).isLive()) {
            assertThat(window.marker()).hasCount(1);
            window.shows("Walking home").looksRightInAll("sharing-list");
            listed(window, "Anna").click();
            window.shows("battery 12 %").looksRightInAll("sharing-one");
            jan.presses(Press.sos().from(Fix.at(46.06, 14.52)).saying("My ankle"));
            window.shows("Jan needs help").looksRightInAll("sharing-while-urgent");
            window.page().getByText("All alerts").click();
            assertThat(window.marker()).hasCount(2);
            window.shows("Needs an answer now").looksRightInAll("sharing-beside-an-alert");
            listed(window, "Anna").click();
            ends(anna, sharing);
            window.shows("This sharing is over").looksRightInAll("sharing-over");
        }
        try (var window = window(Look.PHONE_LIGHT).goes("/").signsIn(jan.account()).isLive()) {
            window.shows("You are sharing your location").looksRightInAll("sharing-own");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "de, DESKTOP_LIGHT, Zeigen Ihnen gerade",
        "fr, DESKTOP_LIGHT, Partagent leur position",
        "es, DESKTOP_LIGHT, Comparten su ubicación",
        "ar, DESKTOP_LIGHT, يشاركونكم مكانهم",
        "ar, PHONE_DARK, يشاركونكم مكانهم"
    })
    void itIsSaidInEveryLanguage(String language, Look look, String title) {
        var anna = people().phone("Anna");
        var ben = people().guardian("Ben").of(anna);
        ben.bearer().patch("/v1/me", "locale", language).ok();
        walked(anna);
        try (var window = site.window(look, with -> with.setLocale(language))) {
            signsIn(window.goes("/"), ben.account());
            window.isLive().shows(title);
            assertThat(window.marker()).hasCount(1);
            window.looksRightIn(language, "sharing-list");
            listed(window, "Anna").click();
            assertThat(window.coordinates()).isVisible();
            window.looksRightIn(language, "sharing-one");
        }
    }

    /** Whatever the language. */
    private static void signsIn(Window window, Account account) {
        window.page().locator("input[name=email]").fill(account.email());
        window.page().locator("input[name=password]").fill(account.password());
        window.page().locator(".sign-in .go").click();
    }

    /** Of each of these. */
    private static Guardian guardian(String name, Phone... phones) {
        var guardian = people().guardian(name);
        List.of(phones).forEach(phone -> guardian.contactOf(phone, 1));
        people().inbox()
                .await(
                        guardian.email(),
                        "invitations",
                        phones.length,
                        letter -> letter.token('i').isPresent(),
                        PATIENCE)
                .forEach(letter -> guardian.accept(letter.token('i').orElseThrow()));
        return guardian;
    }

    private static Locator listed(Window window, String name) {
        return window.page().locator(".group--sharing .alerts__item", hasText(name));
    }

    /** What somebody is called on the map. */
    private static Locator named(Window window, String name) {
        return window.page().locator(".marker[aria-label^='" + name + "'] .marker__label");
    }

    private static void canBePressed(Locator one) {
        one.click(new Locator.ClickOptions().setTrial(true));
    }

    private static Page.LocatorOptions hasText(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    /** What a screen reader reads aloud when it has time. */
    private static Locator said(Window window) {
        return window.page().locator("#aloud");
    }

    private static String shares(Phone phone, int minutes, String note) {
        return phone.bearer()
                .post("/v1/sharings", "minutes", minutes, "note", note)
                .ok()
                .path("id")
                .asText();
    }

    private static void prolongs(Phone phone, String sharing, int minutes) {
        phone.bearer().post("/v1/sharings/" + sharing + "/extend", "minutes", minutes).ok();
    }

    private static void ends(Phone phone, String sharing) {
        phone.bearer().delete("/v1/sharings/" + sharing).ok();
    }

    private static String contact(Phone phone) {
        return phone.bearer().list("/v1/contacts").getFirst().path("id").asText();
    }

    private static void moves(Phone phone, double lat, double lon) {
        phone.moves(Fix.at(lat, lon));
        phone.catchesUp();
    }

    /** A sharing with a short way behind it, by a phone that has little power. */
    private static String walked(Phone phone) {
        var sharing = shares(phone, 45, "Walking home along the river");
        for (var step = 1; step <= 20; step++) {
            phone.moves(lowOnPower(46.05 + step * 0.0002, 14.5 + Math.sin(step / 3.0) * 0.0008));
        }
        phone.catchesUp();
        return sharing;
    }

    private static Fix lowOnPower(double lat, double lon) {
        return new Fix(0, Instant.now(), lat, lon, 8.5, Optional.empty(), Optional.empty(), 12);
    }

    private static Mayday people() {
        return site.people();
    }

    private static Window window(Look look) {
        return site.window(look);
    }
}
