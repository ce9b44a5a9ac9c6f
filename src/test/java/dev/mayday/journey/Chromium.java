package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Debian's own browser, which draws WebGL without a graphics card. */
final class Chromium {
    private final Browser browser;

    /** One for all tests; it ends with them. */
    static Chromium shared() {
        return Shared.ONE;
    }

    private static final class Shared {
        static final Chromium ONE = new Chromium();
    }

    private Chromium() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        var playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(
                                                Path.of(
                                                        System.getProperty(
                                                                "chromium", "/usr/bin/chromium")))
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--enable-unsafe-swiftshader",
                                                        "--use-angle=swiftshader")));
    }

    /** A browser of somebody's own: nothing kept from before, and nothing shared. */
    Window window(URI site, Look look) {
        return window(site, look, options -> {});
    }

    /** The same with something about it that is not as usual. */
    Window window(URI site, Look look, Consumer<Browser.NewContextOptions> unusual) {
        var options =
                new Browser.NewContextOptions()
                        .setBaseURL(site.toString())
                        .setViewportSize(look.width(), look.height())
                        .setColorScheme(look.scheme())
                        .setLocale("en-GB")
                        .setTimezoneId("Europe/Ljubljana");
        unusual.accept(options);
        var context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE.toMillis());
        return new Window(context, look);
    }
}
