package dev.mayday.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mayday.journey.Hand.holds;
import static dev.mayday.journey.Hand.is;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import dev.mayday.local.Account;
import dev.mayday.local.Fix;
import dev.mayday.local.Press;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language of the pages: the browser's at first, then the one that somebody has chosen. */
class LanguageBrowserIT {
    /** The phone's pages, each with what is there once it has asked the server. */
    private static final Map<String, String> LOADED =
            Map.of("way", "mayday-places summary", "people", ".contacts li", "check", ".checks");

    @RegisterExtension static final Site site = new Site();

    @Test
    void whatIsChosenIsSpokenAtOnceAndFromThenOn() {
        var ben = site.people().guardian("Ben");
        ben.bearer().patch("/v1/me", "locale", "fr").ok();
        try (var window = window(Look.PHONE_LIGHT, "en-GB").goes("/")) {
            window.shows("See who needs you");
            chooses(window, "de");
            window.shows("Sehen Sie, wer Sie braucht");
            window.page().reload();
            window.shows("Sehen Sie, wer Sie braucht");
            signsIn(window, ben.account());
            window.isLive().shows("Im Moment braucht Sie niemand");
            chooses(window, "ar");
            window.reads("rtl").shows("لا أحد يحتاج إليكم الآن");
            window.goes("/app").reads("rtl").shows("متصل").goes("/i/none").reads("rtl");
            chooses(window, "es");
            window.reads("ltr").shows("Esta invitación ya no es válida");
        }
    }

    @Test
    void behindALinkALanguageIsChosenWithNoScript() {
        var link = linkOfBen();
        try (var window =
                window(Look.PHONE_LIGHT, "en-GB", with -> with.setJavaScriptEnabled(false))) {
            window.goes(link).shows("Nobody has answered yet");
            language(window, "de").click();
            window.shows("Noch hat niemand geantwortet").isPictured("link-plain-german");
            window.page().locator("button[value=going]").click();
            window.shows("Sie sind auf dem Weg.");
            assertThat(language(window, "de")).hasAttribute("aria-current", "true");
            window.goes(link + "?lang=tlh").shows("You are on your way.");
            window.goes("/a/none?lang=ar").reads("rtl");
        }
    }

    @Test
    void whatWasChosenBehindALinkIsSpokenBehindTheNext() {
        var link = linkOfBen();
        try (var window = window(Look.PHONE_DARK, "en-GB").goes(link).isLive()) {
            language(window, "ar").click();
            window.reads("rtl").isLive().shows("لم يستجب أحد بعد").looksRight("ar-link-chosen");
            window.goes(linkOfBen()).reads("rtl").isLive();
            window.goes("/").reads("rtl");
        }
    }

    /** On the smallest screen, where long words tell. */
    @ParameterizedTest
    @CsvSource({
        "de, Würde es gehen?, Noch hat niemand geantwortet.",
        "fr, Est-ce que ça marcherait ?, Personne n’a encore répondu.",
        "es, ¿Funcionaría?, Nadie ha respondido todavía.",
        "ar, هل سينجح الأمر؟, لم يستجب أحد بعد."
    })
    void thePhonesPageIsSpokenInEveryLanguage(String language, String check, String nobody) {
        var anna = site.people().phone("Anna");
        anna.account().setPins("1234", "9999");
        site.people().guardian("Ben").of(anna);
        anna.bearer().patch("/v1/me", "locale", language).ok();
        try (var phone = window(Look.PHONE_DARK, language)) {
            var may = List.of("geolocation", "background-sync", "screen-wake-lock");
            phone.page().context().grantPermissions(may);
            is(phone, 46.05, 14.5);
            phone.goes("/app");
            assertThat(phone.page().locator("html[lang=" + language + "]")).hasCount(1);
            assertThat(phone.page().locator(".sign-in .go")).isVisible();
            phone.looksRightIn(language, "phone-sign-in");
            signsIn(phone, anna.account());
            assertThat(phone.page().locator(".line[data-status=live]")).isVisible();
            phone.looksRightIn(language, "phone-ready");
            for (var page : LOADED.keySet()) {
                phone.page().locator(".tabs a[href='#/" + page + "']").click();
                assertThat(phone.page().locator("h1[tabindex]")).isVisible();
                assertThat(phone.page().locator(LOADED.get(page)).first()).isVisible();
                phone.looksRightIn(language, "phone-" + page);
            }
            phone.page().locator(".tabs a[href='#/check']").click();
            phone.shows(check);
            assertThat(phone.page().locator(".checks")).not().containsText("You ");

            phone.page().locator(".tabs a[href='#/']").click();
            phone.page().locator(".raise__more summary").click();
            phone.page().locator("select[name=countdown]").selectOption("0");
            holds(phone, phone.page().locator(".hold__label").textContent());
            phone.shows(nobody).looksRightIn(language, "phone-active");
        }
    }

    private static void chooses(Window window, String language) {
        window.page().locator("select.language").selectOption(language);
    }

    private static Locator language(Window window, String language) {
        return window.page().locator(".languages a[hreflang=" + language + "]");
    }

    /** Whatever the language. */
    private static void signsIn(Window window, Account account) {
        window.page().locator("input[name=email]").fill(account.email());
        window.page().locator("input[name=password]").fill(account.password());
        window.page().locator(".sign-in .go").click();
    }

    /** The path of a link into an alert of somebody's. */
    private static String linkOfBen() {
        var anna = site.people().phone("Anna");
        var ben = site.people().guardian("Ben");
        ben.contactOf(anna, 1);
        anna.presses(Press.sos().from(Fix.at(46.05, 14.5)));
        return "/a/" + ben.isTold().token('a').orElseThrow();
    }

    private static Window window(Look look, String locale) {
        return window(look, locale, with -> {});
    }

    private static Window window(
            Look look, String locale, Consumer<Browser.NewContextOptions> unusual) {
        return site.window(look, with -> unusual.accept(with.setLocale(locale)));
    }
}
