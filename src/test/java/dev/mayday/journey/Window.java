package dev.mayday.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.mayday.local.Account;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * One page in somebody's browser. It notes what a page must never do: break its content policy,
 * throw, or ask another site.
 */
final class Window implements AutoCloseable {
    private final BrowserContext context;
    private final Page page;
    private Look look;
    private final List<String> misdeeds = new ArrayList<>();

    Window(BrowserContext context, Look look) {
        this.context = context;
        this.page = context.newPage();
        this.look = look;
        page.onPageError(error -> misdeeds.add(error));
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                misdeeds.add(message.text());
            }
        });
        page.onRequest(request -> {
            var uri = URI.create(request.url());
            if (uri.getHost() != null && !uri.getHost().equals("localhost")) {
                misdeeds.add("asked " + uri.getHost());
            }
        });
    }

    Page page() {
        return page;
    }

    Window goes(String path) {
        page.navigate(path);
        return this;
    }

    Window signsIn(Account account) {
        field("E-mail address").fill(account.email());
        field("Password").fill(account.password());
        presses("Sign in");
        return this;
    }

    Window presses(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
        return this;
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Locator heading(String text) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    /** Waits until these words are to be seen. */
    Window shows(String words) {
        assertThat(page.getByText(words).first()).isVisible();
        return this;
    }

    /** Where the page says, in words, that the person is: latitude and longitude. */
    Locator coordinates() {
        return page.locator("output[name=coordinates]");
    }

    Locator marker() {
        return page.locator(".marker");
    }

    /**
     * Of a crowd that is all at one place: its one heap is pressed, and each of them is a dot
     * there.
     */
    Page partsTheHeapInTheMiddle() {
        assertThat(page.locator(".map__canvas[data-drawn]")).hasCount(1);
        page.locator(".maplibregl-canvas").click();
        assertThat(page.locator(".map__follow")).isVisible();
        assertThat(page.locator(".map__canvas[data-drawn]")).hasCount(1);
        return page;
    }

    /** Waits until the socket has given its first answer, or its first after it was cut. */
    Window isLive() {
        assertThat(page.locator("mayday-connection[data-status=live]")).isVisible();
        return this;
    }

    /**
     * Keeps a picture of what is to be seen in target/, and asks axe whether everybody can use it.
     */
    Window looksRight(String name) {
        fits(name);
        if (look.judged()) {
            assertEquals(List.of(), barriers(), name + " on " + look);
        }
        return this;
    }

    /** Keeps a picture of what is to be seen in target/: nothing is wider than the screen. */
    Window fits(String name) {
        isPictured(name);
        var tooWide = page.evaluate("document.documentElement.scrollWidth - innerWidth");
        assertTrue(((Number) tooWide).intValue() <= 0, name + " scrolls sideways on " + look);
        return this;
    }

    /** Axe has read it all in English, and judges again what runs the other way. */
    Window looksRightIn(String language, String name) {
        return language.equals("ar")
                ? looksRight(language + "-" + name)
                : fits(language + "-" + name);
    }

    /** The same in every look, as if it had been opened so. */
    Window looksRightInAll(String name) {
        for (var next : look.andOthers()) {
            look = next;
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(next.scheme()));
            page.setViewportSize(next.width(), next.height());
            // by the second of them the page has been told of both
            page.evaluate(
                    "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            looksRight(name);
        }
        return this;
    }

    /** Keeps a picture of what is to be seen in target/, with the map drawn where there is one. */
    Window isPictured(String name) {
        assertThat(page.locator(".map__canvas:not([data-drawn])")).hasCount(0);
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(Path.of("target/screens", name + "-" + look + ".png"))
                        .setFullPage(true));
        return this;
    }

    /** Waits until the page is in the language that is read from that side: ltr or rtl. */
    Window reads(String direction) {
        assertThat(page.locator("html[dir=" + direction + "]")).hasCount(1);
        return this;
    }

    /** Counts from now on what comes over the wire for this page, as it was compressed. */
    LongSupplier weighed() {
        var wire = context.newCDPSession(page);
        var bytes = new AtomicLong();
        wire.on(
                "Network.loadingFinished",
                loaded -> bytes.addAndGet(loaded.get("encodedDataLength").getAsLong()));
        wire.send("Network.enable");
        return bytes::get;
    }

    /** What the browser calls the page's service worker; waits until it can be told something. */
    String worker() {
        page.evaluate("navigator.serviceWorker.ready.then(() => true)");
        var found = new AtomicReference<>("");
        var browser = context.newCDPSession(page);
        browser.on(
                "ServiceWorker.workerRegistrationUpdated",
                event ->
                        event.getAsJsonArray("registrations")
                                .forEach(one ->
                                        found.set(
                                                one.getAsJsonObject()
                                                        .get("registrationId")
                                                        .getAsString())));
        browser.send("ServiceWorker.enable");
        page.waitForCondition(() -> !found.get().isEmpty());
        return found.get();
    }

    /**
     * In the page itself: it has no frames, for which axe's own client opens a page more each time.
     */
    private List<String> barriers() {
        if (page.evaluate("typeof axe").equals("undefined")) {
            page.evaluate(AxeBuilder.getAxeScript());
        }
        var broken =
                page.evaluate(
                        """
                        axe.run({ resultTypes: ['violations'], iframes: false })
                            .then(found => found.violations.map(rule => `${rule.id}: ${rule.nodes[0].html}`))
                        """);
        return ((List<?>) broken).stream().map(String::valueOf).toList();
    }

    @Override
    public void close() {
        context.close();
        assertEquals(List.of(), misdeeds);
    }
}
