package dev.mayday.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Geolocation;
import dev.mayday.local.Phone;
import java.net.URI;
import java.util.List;

/** What a hand does with the phone's page, and where it carries it. */
final class Hand {
    private static final double HELD_MS = 1_400;

    /** Whether the page opens with no network. */
    private static final String READY =
            "async () => (await navigator.serviceWorker.ready) && (await caches.match('/app')) !== undefined";

    /** Whether what is kept can go out without the page. */
    private static final String HAS_TOKEN =
            """
            () => new Promise(tell => {
                const opening = indexedDB.open('mayday-phone');
                opening.onsuccess = () => {
                    const token = opening.result.transaction('facts').objectStore('facts').get('device');
                    token.onsuccess = () => { opening.result.close(); tell(token.result !== undefined); };
                };
            })
            """;

    /** A browser such as Firefox or Safari: it says nothing to a service worker of a network. */
    static final String NO_BACKGROUND_SYNC =
            "delete ServiceWorkerRegistration.prototype.sync; delete globalThis.SyncManager;";

    private Hand() {}

    /** Opens the page somewhere, signed in, once it is connected. */
    static Window opens(Window window, Phone owner) {
        window.page().context().grantPermissions(List.of("geolocation"));
        is(window, 46.05, 14.5);
        window.goes("/app").signsIn(owner.account());
        assertThat(window.page().locator(".line[data-status=live]")).isVisible();
        return window;
    }

    /** Moves there. */
    static void is(Window window, double lat, double lon) {
        window.page().context().setGeolocation(new Geolocation(lat, lon).setAccuracy(9));
    }

    /** Chooses that there be no time to call it off. */
    static void atOnce(Window phone) {
        var more = phone.page().locator(".raise__more");
        if (more.getAttribute("open") == null) {
            phone.page().getByText("What and how").click();
        }
        phone.page().getByLabel("Time to call it off").selectOption("0");
    }

    static Locator button(Window window, String name) {
        return window.page()
                .getByRole(
                        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static void holds(Window phone, String name) {
        button(phone, name).click(new Locator.ClickOptions().setDelay(HELD_MS));
    }

    static void goesTo(Window phone, String page) {
        phone.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(page).setExact(true))
                .click();
    }

    /** By the tabulator alone, as far as it takes. */
    static void tabsTo(Window phone, String selector) {
        for (int i = 0; i < 40; i++) {
            phone.page().keyboard().press("Tab");
            if (Boolean.TRUE.equals(
                    phone.page().evaluate("s => document.activeElement.matches(s)", selector))) {
                return;
            }
        }
        throw new AssertionError("no way to " + selector);
    }

    /** Waits until the page opens with no network, and what it keeps can go out without it. */
    static void worksOffline(Window phone) {
        // the browser's own waiting takes a promise for a yes
        phone.page().waitForCondition(() -> is(phone, READY));
        phone.page().waitForCondition(() -> is(phone, HAS_TOKEN));
        phone.page().waitForFunction("() => navigator.serviceWorker.controller !== null");
    }

    private static boolean is(Window phone, String question) {
        return Boolean.TRUE.equals(phone.page().evaluate(question));
    }

    /**
     * The browser tells its service worker that there is a network again.
     *
     * @param worker what the browser calls it
     */
    static void hearsOfANetwork(Window window, URI site, String worker) {
        var sync = new JsonObject();
        sync.addProperty("origin", site.toString());
        sync.addProperty("registrationId", worker);
        sync.addProperty("tag", "mayday-outbox");
        sync.addProperty("lastChance", false);
        var browser = window.page().context().newCDPSession(window.page());
        browser.send("ServiceWorker.enable");
        browser.send("ServiceWorker.dispatchSyncEvent", sync);
    }
}
