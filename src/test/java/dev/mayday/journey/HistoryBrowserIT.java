package dev.mayday.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mayday.journey.Hand.button;
import static dev.mayday.journey.Hand.goesTo;
import static dev.mayday.local.Patience.PATIENCE;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import dev.mayday.local.Bearer;
import dev.mayday.local.Guardian;
import dev.mayday.local.Inbox;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What guardians read of alerts that are over, and the way that somebody went, played back. */
class HistoryBrowserIT {

    /** Notes each latitude that the marker comes to. */
    private static final String WATCH =
            """
            () => {
                const marker = document.querySelector('.marker');
                window.seen = [marker.dataset.lat];
                const look = () => window.seen.at(-1) !== marker.dataset.lat && window.seen.push(marker.dataset.lat);
                new MutationObserver(look).observe(marker, { attributes: true, attributeFilter: ['data-lat'] });
            }
            """;

    @RegisterExtension static final Site site = new Site();

    @Test
    void alertsAreFoundByPersonAndAPageAtATime() {
        var anna = person("Anna");
        var carla = person("Carla");
        var ben = site.people().guardian("Ben").of(anna);
        ben.contactOf(carla, 1);
        ben.accept(invitations(ben, 2).getLast().token('i').orElseThrow());
        for (int i = 0; i < 21; i++) {
            anna.resolves(anna.presses(Press.sos()).alertId(), null).ok();
        }
        carla.resolves(carla.presses(Press.sos().saying("Help")).alertId(), null).ok();
        try (var window = window(Look.DESKTOP_LIGHT).goes("/").signsIn(ben.account()).isLive()) {
            goesTo(window, "Earlier alerts");
            assertThat(window.heading("Earlier alerts")).isFocused();
            assertThat(items(window)).hasCount(20);
            assertThat(items(window).first()).containsText("Carla");
            window.presses("Show more");
            assertThat(items(window)).hasCount(22);
            window.page().getByLabel("Whose alerts").selectOption("Carla");
            assertThat(items(window)).hasCount(1);
            window.page().getByLabel("Whose alerts").selectOption("Anna");
            assertThat(items(window)).hasCount(20);
            window.shows("over before you became their guardian");
        }
    }

    @Test
    void whoAsksForAStrangersAlertsIsGivenNone() {
        var anna = person("Anna");
        var ben = site.people().guardian("Ben").of(anna);
        var stranger = person("Dana");
        anna.presses(Press.sos());
        stranger.presses(Press.sos());
        var list = "/v1/alerts?role=guardian&userId=";

        assertEquals(1, ben.bearer().list(list + id(anna)).size());
        assertEquals(List.of(), ben.bearer().list(list + id(stranger)));
        assertEquals(List.of(), ben.bearer().list(list + id(ben.bearer())));
        var refused = ben.bearer().get(list + "Anna");
        assertEquals(400, refused.status());
        assertEquals("urn:mayday:problem:invalid-userId", refused.body().path("type").asText());
    }

    @Test
    void aPastAlertIsOpenedAndPlayedBackByKeyboard() {
        var way = Way.of(site.people());
        try (var window = opened(way, Look.DESKTOP_LIGHT)) {
            window.shows("Over: safe, says Anna").shows("My ankle").shows("1 of 1 person reached");
            window.shows("31 places, from").shows("The track ends where the alert ended");
            assertEquals(Way.lat(Way.STEPS), window.marker().getAttribute("data-lat"));

            slider(window).focus();
            window.page().keyboard().press("Home");
            shows(window, 0);
            for (int i = 0; i < 10; i++) {
                window.page().keyboard().press("ArrowRight");
            }
            shows(window, 1); // a step is a three-hundredth of the way: ten seconds of fifty
            window.page().keyboard().press("End");
            shows(window, Way.STEPS);
            assertThat(slider(window))
                    .hasAttribute("aria-valuetext", Pattern.compile(".*km/h, battery 70 %"));
            assertThat(plot(window, "Speed over time. At most 11 km/h")).isVisible();
            assertThat(plot(window, "Battery over time. From 100% at")).isVisible();
        }
    }

    @Test
    void itPlaysByItselfAndStandsStillWhenTold() {
        var way = Way.of(site.people());
        try (var window = opened(way, Look.PHONE_LIGHT)) {
            window.page().getByLabel("Pace").selectOption("10 times as fast");
            window.presses("Play");
            shows(window, 1);
            window.presses("Pause");
            assertThat(window.page().locator("#aloud")).containsText("Stopped at");
            window.page().getByLabel("Pace").selectOption("3600 times as fast");
            window.presses("Play");
            shows(window, Way.STEPS);
            assertThat(button(window, "Play")).isVisible();
        }
    }

    @Test
    void whereNothingIsToMoveItGoesStepByStep() {
        var way = Way.of(site.people());
        try (var window =
                site.window(
                        Look.DESKTOP_DARK, with -> with.setReducedMotion(ReducedMotion.REDUCE))) {
            window.goes("/").signsIn(way.ben().account()).isLive();
            opens(window, way);
            window.page().evaluate(WATCH);
            window.page().getByLabel("Pace").selectOption("600 times as fast");
            window.presses("Play");
            shows(window, Way.STEPS);
            // a second at a time, which are ten minutes
            assertEquals(
                    List.of(
                            Way.lat(Way.STEPS),
                            Way.lat(0),
                            Way.lat(12),
                            Way.lat(24),
                            Way.lat(Way.STEPS)),
                    window.page().evaluate("window.seen"));
        }
    }

    @Test
    void aTrackIsSavedInEachForm() throws IOException {
        var way = Way.of(site.people());
        try (var window = opened(way, Look.DESKTOP_LIGHT)) {
            assertTrue(saved(window, "Track for maps (GPX)", ".gpx").contains("<trkpt"));
            assertTrue(saved(window, "Track for Google Earth (KML)", ".kml").contains("<kml"));
            assertTrue(
                    saved(window, "Track for maps on the web (GeoJSON)", ".geojson")
                            .contains("FeatureCollection"));
            assertEquals(
                    Way.STEPS + 2,
                    saved(window, "Track for spreadsheets (CSV)", ".csv").lines().count());
            assertTrue(
                    saved(window, "Alert for other systems (CAP)", ".cap.xml").contains("<alert"));
        }
    }

    /** Three days with a fix every five seconds. */
    @Test
    void aLongTrackIsPlayedBackToo() {
        var anna = person("Anna");
        var ben = site.people().guardian("Ben").of(anna);
        var pressed = Instant.now().minus(ofHours(70)).truncatedTo(ChronoUnit.SECONDS);
        var alert = anna.presses(Press.sos().pressedAt(pressed)).alertId();
        site.house()
                .database()
                .execute(
                        """
                        INSERT INTO fix (subject_id, at, installation, seq, person_id, received_at, lat, lon, accuracy, speed,
                            battery, log_partition, log_offset)
                        SELECT a.id, a.raised_at + i * interval '5 seconds', 'long', i, a.person_id,
                            a.raised_at + i * interval '5 seconds', 46 + sin(i / 900.0) * 0.05, 14.5 + cos(i / 700.0) * 0.05,
                            8, 2 + sin(i / 50.0), 100 - i / 600, 0, -1
                        FROM alert a, generate_series(1, 50000) i WHERE a.id = '%s'
                        """
                                .formatted(alert));
        anna.resolves(alert, null);
        try (var window = window(Look.DESKTOP_LIGHT).goes("/").signsIn(ben.account()).isLive()) {
            window.goes("/#/history/" + alert).shows("50000 places, from");
            assertTrue(drawn(window) < 3_000, "a plot has as many corners as can be seen");
            slider(window).focus();
            window.page().keyboard().press("Home");
            assertThat(window.page().locator(".replay__at")).hasText("46.00006, 14.55000");
            window.page().keyboard().press("End");
            assertThat(slider(window))
                    .hasAttribute("aria-valuetext", Pattern.compile(".*battery 17 %"));
            window.presses("Play");
            assertThat(slider(window))
                    .hasAttribute("aria-valuetext", Pattern.compile(".*battery 9[0-9] %"));
            window.presses("Pause").isPictured("history-long");
        }
    }

    @Test
    void whatMayNotBeSeenIsSaidInWords() {
        var way = Way.of(site.people());
        var dana = site.people().guardian("Dana").of(way.anna());
        try (var window = window(Look.PHONE_DARK).goes("/").signsIn(dana.account()).isLive()) {
            window.goes("/#/history").shows("There are none to show.");
            window.goes("/#/history/" + way.alert()).shows("This alert can’t be shown");
            window.looksRightInAll("history-none");
        }
    }

    @Test
    void whoReadsOfThePastIsToldOfWhoNeedsThemNow() {
        var way = Way.of(site.people());
        try (var window = opened(way, Look.PHONE_LIGHT)) {
            way.anna().presses(Press.sos());
            goesTo(window, "Anna needs help");
            assertThat(window.heading("Anna needs help")).isVisible();
            window.shows("I’m going");
        }
    }

    @Test
    void itLooksRight() {
        var way = Way.of(site.people());
        try (var window =
                window(Look.PHONE_LIGHT).goes("/").signsIn(way.ben().account()).isLive()) {
            window.goes("/#/history").shows("Over: safe").looksRightInAll("history");
            opens(window, way);
            slider(window).focus();
            window.page().keyboard().press("PageDown");
            window.looksRightInAll("history-replay");
        }
    }

    @Test
    void inArabicItReadsFromTheRight() {
        var way = Way.of(site.people());
        way.ben().bearer().patch("/v1/me", "locale", "ar").ok();
        try (var window =
                window(Look.PHONE_LIGHT).goes("/").signsIn(way.ben().account()).isLive()) {
            window.reads("rtl").goes("/#/history").shows("نداءات مَن").looksRight("ar-history");
            window.goes("/#/history/" + way.alert()).shows("31 مكانًا، من");
            window.looksRight("ar-history-replay");
        }
    }

    private static Phone person(String name) {
        return site.people().phone(name);
    }

    private static String id(Phone person) {
        return id(person.bearer());
    }

    private static String id(Bearer account) {
        return account.get("/v1/me").ok().path("id").asText();
    }

    private static List<Inbox.Letter> invitations(Guardian ben, int count) {
        return site.people()
                .inbox()
                .await(
                        ben.email(),
                        "invitations",
                        count,
                        letter -> letter.token('i').isPresent(),
                        PATIENCE);
    }

    private static Window opened(Way way, Look look) {
        var window = window(look).goes("/").signsIn(way.ben().account()).isLive();
        opens(window, way);
        return window;
    }

    private static void opens(Window window, Way way) {
        window.goes("/#/history/" + way.alert());
        assertThat(window.page().getByText("31 places, from")).isVisible();
        assertThat(window.marker()).hasAttribute("data-lat", Way.lat(Way.STEPS));
    }

    private static Locator items(Window window) {
        return window.page().locator(".history .alerts__item");
    }

    private static Locator slider(Window window) {
        return window.page().getByRole(AriaRole.SLIDER);
    }

    private static Locator plot(Window window, String said) {
        return window.page()
                .getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName(said).setExact(false));
    }

    /** Map and words say where it was at that step. */
    private static void shows(Window window, int step) {
        assertThat(window.marker()).hasAttribute("data-lat", Way.lat(step));
        assertThat(window.page().locator(".replay__at"))
                .containsText(String.format(Locale.ROOT, "%.5f, ", 46.05 + step * 0.0005));
    }

    /** The corners of all plots. */
    private static int drawn(Window window) {
        return ((Number)
                        window.page()
                                .evaluate(
                                        "[...document.querySelectorAll('.plot__line')].reduce((all, line) => all + line.getAttribute('d').split(/[ML]/).length, 0)"))
                .intValue();
    }

    private static String saved(Window window, String button, String suffix) throws IOException {
        var file = window.page().waitForDownload(() -> window.presses(button));
        assertTrue(file.suggestedFilename().endsWith(suffix), file.suggestedFilename());
        return Files.readString(file.path());
    }

    private static Window window(Look look) {
        return site.window(look);
    }
}
