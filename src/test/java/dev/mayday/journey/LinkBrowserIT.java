package dev.mayday.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.WaitUntilState;
import dev.mayday.local.Fix;
import dev.mayday.local.Guardian;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The page behind a link, which works for everybody: with no script, on a slow line, in the
 * reader's language. And the other pages in the languages that are not English.
 */
class LinkBrowserIT {
    private static final int KIB = 1_024;
    private static final String BLOCKING =
            "performance.getEntriesByType('resource').filter(one => one.renderBlockingStatus === 'blocking')";
    private static final String PAINTED_FROM =
            "[...performance.getEntriesByType('navigation'), ..."
                    + BLOCKING
                    + "].reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)";

    @RegisterExtension static final Site site = new Site();

    @Test
    void withNoScriptALinkTellsAllAndIsAnsweredByItsForm() {
        var anna = site.people().phone("Anna");
        var link = linkOfBen(anna);
        var alert = anna.presses(Press.sos().from(Fix.at(46.05, 14.5)).saying("My ankle"));
        try (var window = scriptless().goes(link.await())) {
            assertThat(window.heading("Anna needs help")).isVisible();
            window.shows("Nobody has answered yet").shows("My ankle");
            window.shows("in or near Ljubljana").shows("within 9 m");
            assertThat(window.coordinates()).hasText("46.05, 14.5");
            assertThat(window.page().getByText("Open in maps app"))
                    .hasAttribute("href", "geo:46.05,14.5?q=46.05,14.5");
            window.shows("Emergency number in Slovenia");
            assertThat(window.page().locator("a[href='tel:112']")).hasText("112");
            window.isPictured("link-plain");
            assertEquals("ACTIVE", anna.reads(alert.alertId()).state());

            window.field("10").check();
            window.field("Message to the others").fill("By bike");
            window.presses("I’m going").shows("You are on your way.").shows("in about 10 min");
            assertEquals("ACKNOWLEDGED", anna.reads(alert.alertId()).state());
            window.page().reload();
            window.shows("You are on your way.").shows("By bike").isPictured("link-plain-going");
            window.presses("I can’t after all").shows("You said you can’t go.");
            assertEquals("ACTIVE", anna.reads(alert.alertId()).state());

            anna.resolves(alert.alertId(), "");
            window.presses("I can go after all").shows("The alert has changed in the meantime");
            window.shows("Over:").isPictured("link-plain-over");
        }
    }

    @Test
    void aLinkThatTheOwnerMadeOnlyLooks() {
        var anna = site.people().phone("Anna");
        var alert = anna.presses(Press.sos().from(Fix.at(46.05, 14.5)));
        var made = anna.bearer().post("/v1/alerts/" + alert.alertId() + "/links").ok();
        var path = URI.create(made.get("url").asText()).getPath();
        try (var window = scriptless().goes(path)) {
            window.shows("This link lets you look; it cannot answer for anyone.");
            assertThat(window.page().locator("form")).hasCount(0);
            var refused = posted(window.page(), path, "");
            assertEquals(403, refused.status());
            assertTrue(refused.text().contains("Anna needs help"), "the page, all the same");
            assertEquals("ACTIVE", anna.reads(alert.alertId()).state());

            anna.bearer().delete("/v1/links/" + made.get("id").asText()).ok();
            var revoked = window.page().request().get(path);
            var none = window.page().request().get("/a/none");
            assertEquals(404, none.status());
            assertEquals(404, revoked.status());
            assertEquals(none.text(), revoked.text());
            assertEquals(none.text(), posted(window.page(), "/a/none", "").text());
            assertTrue(none.text().contains("This link is no longer valid."));
        }
    }

    @Test
    void whatIsNoPersonChangesNothingAndIsToldNothing() {
        var anna = site.people().phone("Anna");
        var link = linkOfBen(anna);
        var alert = anna.presses(Press.sos().from(Fix.at(46.05, 14.5)));
        var path = link.await();
        try (var window = scriptless()) {
            var site = window.page().request();
            var ahead = RequestOptions.create().setHeader("Sec-Purpose", "prefetch;prerender");
            assertEquals(503, site.get(path, ahead).status());
            var preview = RequestOptions.create().setHeader("User-Agent", "WhatsApp/2.23 A");
            assertFalse(site.get(path, preview).text().contains("Anna"));
            assertEquals(403, posted(window.page(), path, "cross-site").status());
            assertEquals("ACTIVE", anna.reads(alert.alertId()).state());

            var page = site.get(path);
            assertEquals("no-store", page.headers().get("cache-control"));
            assertEquals("no-referrer", page.headers().get("referrer-policy"));
            assertTrue(page.headers().get("x-robots-tag").contains("noindex"));
            assertTrue(
                    page.headers().get("content-security-policy").contains("form-action 'self'"));
            assertFalse(page.text().contains("og:"));
            assertEquals("ACTIVE", anna.reads(alert.alertId()).state());
        }
    }

    @Test
    void pagesAreLean() {
        var anna = site.people().phone("Anna");
        var ben = site.people().guardian("Ben").of(anna);
        var carla = linkOfBen(anna);
        anna.presses(Press.sos().from(Fix.at(46.05, 14.5)));
        try (var window = site.window(Look.PHONE_LIGHT)) {
            var bytes = window.weighed();
            window.goes(carla.await()).isLive().shows("in or near Ljubljana");
            var link = bytes.getAsLong();
            assertTrue(link > 10 * KIB && link < 60 * KIB, "the link: " + link);
            window.presses("Show the map");
            assertThat(window.marker()).hasAttribute("data-lat", "46.05");
        }
        try (var window = site.window(Look.PHONE_LIGHT)) {
            var bytes = window.weighed();
            window.goes("/").signsIn(ben.account()).isLive();
            assertThat(window.marker()).hasAttribute("data-lat", "46.05");
            var dashboard = bytes.getAsLong();
            assertTrue(
                    dashboard > 100 * KIB && dashboard < 500 * KIB, "the dashboard: " + dashboard);
        }
    }

    /** How soon that is on a slow line, deploy/local/bench page measures. */
    @Test
    void theFirstPaintOfALinkNeedsThePageAndItsStyleAlone() {
        var anna = site.people().phone("Anna");
        var link = linkOfBen(anna);
        anna.presses(Press.sos().from(Fix.at(46.05, 14.5)));
        try (var window = site.window(Look.PHONE_LIGHT)) {
            var asked = new ArrayList<String>();
            window.page().onRequest(request -> asked.add(request.resourceType()));
            window.page().route("**/*.js", script -> {}); // they never come
            window.page()
                    .navigate(
                            link.await(),
                            new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
            window.page()
                    .waitForFunction(
                            "() => performance.getEntriesByName('first-contentful-paint').length > 0");
            assertThat(window.heading("Anna needs help")).isVisible();
            window.shows("in or near Ljubljana");
            asked.removeIf("script"::equals);
            assertEquals(List.of("document", "stylesheet"), asked);
            assertEquals(1, number(window, BLOCKING + ".length"), "what the paint waits for");
            var bytes = number(window, PAINTED_FROM);
            // what a server may send before it hears of the first packets' arrival: ten of them
            assertTrue(bytes > 2 * KIB && bytes < 14 * KIB, "page and style: " + bytes);
        }
    }

    private static long number(Window window, String expression) {
        return ((Number) window.page().evaluate(expression)).longValue();
    }

    @Test
    void theAccountsLanguageIsSpokenOnceItIsKnown() {
        var ben = site.people().guardian("Ben");
        ben.bearer().patch("/v1/me", "locale", "fr-CA").ok();
        try (var window = site.window(Look.PHONE_LIGHT)) {
            window.goes("/").signsIn(ben.account()).isLive();
            window.shows("Personne n’a besoin de vous en ce moment");
            window.page().reload();
            window.shows("Personne n’a besoin de vous en ce moment");
            window.presses("Se déconnecter").shows("See who needs you");
        }
    }

    @Test
    void inArabicEveryPageReadsFromTheRight() {
        var anna = site.people().phone("Anna");
        anna.bearer().patch("/v1/me", "locale", "ar").ok();
        var ben = site.people().guardian("Ben").of(anna);
        ben.bearer().patch("/v1/me", "locale", "ar").ok();
        var dana = site.people().guardian("Dana");
        dana.contactOf(anna, 2);
        try (var window = site.window(Look.PHONE_DARK, with -> with.setLocale("ar"))) {
            window.goes("/").reads("rtl").shows("اعرفوا من يحتاج إليكم").looksRight("ar-sign-in");
            window.field("البريد الإلكتروني").fill(ben.account().email());
            window.field("كلمة المرور").fill(ben.account().password());
            window.presses("تسجيل الدخول").isLive().shows("لا أحد يحتاج إليكم الآن");
            window.looksRight("ar-nobody");

            anna.presses(Press.sos().from(Fix.at(46.05, 14.5)).saying("My ankle"));
            assertThat(window.marker()).isVisible();
            window.shows("لم يستجب أحد بعد").looksRight("ar-active");
            var link = new Link(ben).await(); // whoever answers before it goes out gets none
            window.presses("سأذهب").shows("أنتم في الطريق.").looksRight("ar-going");
            wide(window).looksRight("ar-wide");
            window.page().evaluate("location.hash = '#/all'");
            window.shows("المساعدة في الطريق").looksRight("ar-wide-list");

            window.goes(link).isLive().looksRight("ar-wide-link");
            narrow(window).shows("أنتم في الطريق.").looksRight("ar-link");
            window.goes("/a/none").reads("rtl").looksRight("ar-link-over");
            window.goes("/i/" + dana.invitation()).shows("دعوة").looksRight("ar-invitation");
        }
    }

    private static Window wide(Window window) {
        window.page().setViewportSize(1280, 800);
        window.page().emulateMedia(scheme(ColorScheme.LIGHT));
        return window;
    }

    private static Window narrow(Window window) {
        window.page().setViewportSize(Look.PHONE_DARK.width(), Look.PHONE_DARK.height());
        window.page().emulateMedia(scheme(ColorScheme.DARK));
        return window;
    }

    private static Page.EmulateMediaOptions scheme(ColorScheme scheme) {
        return new Page.EmulateMediaOptions().setColorScheme(scheme);
    }

    private static Window scriptless() {
        return site.window(Look.PHONE_LIGHT, with -> with.setJavaScriptEnabled(false));
    }

    /**
     * @param from what a browser says of where the form was; nothing if empty
     */
    private static APIResponse posted(Page page, String path, String from) {
        var form = RequestOptions.create().setForm(FormData.create().set("answer", "going"));
        return page.request()
                .post(path, from.isEmpty() ? form : form.setHeader("Sec-Fetch-Site", from));
    }

    /** Ben, who has no account to these people, is to be told. */
    private static Link linkOfBen(Phone person) {
        var ben = site.people().guardian("Ben");
        ben.contactOf(person, 1);
        return new Link(ben);
    }

    private record Link(Guardian guardian) {
        /** The path of the link, once the mail with it is there. */
        String await() {
            return "/a/" + guardian.isTold().token('a').orElseThrow();
        }
    }
}
