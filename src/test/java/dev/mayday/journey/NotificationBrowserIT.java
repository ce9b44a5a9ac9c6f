package dev.mayday.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.mayday.local.Bearer;
import dev.mayday.local.Fix;
import dev.mayday.local.Guardian;
import dev.mayday.local.Inbox.Letter;
import dev.mayday.local.Json;
import dev.mayday.local.Press;
import dev.mayday.local.PushBrowser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A guardian is told by a real browser. Only its push service is the sandbox's: this browser has
 * none of its own, so its two calls of it are replaced, and what arrives is handed to its service
 * worker.
 */
class NotificationBrowserIT {
    private static final String PUSH_SERVICE =
            """
            (() => {
                const json = %s;
                const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
                const subscription = key => ({
                    endpoint: json.endpoint,
                    options: { applicationServerKey: bytes(key).buffer },
                    toJSON: () => json,
                    unsubscribe: async () => (localStorage.removeItem('subscribed'), true),
                });
                PushManager.prototype.getSubscription = async () => {
                    const key = localStorage.getItem('subscribed');
                    return key ? subscription(key) : null;
                };
                PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
                    localStorage.setItem('subscribed', applicationServerKey);
                    return subscription(applicationServerKey);
                };
            })()
            """;
    private static final String SHOWN =
            "navigator.serviceWorker.ready.then(r => r.getNotifications()).then(all => all.map(one => one.title + '|' + one.body + '|' + one.data.url).join())";

    @RegisterExtension static final Site site = new Site();

    @Test
    void aPressSubscribesAndAnAlertIsShownWithItsLink() {
        var anna = site.people().phone("Anna");
        var ben = site.people().guardian("Ben").withPush().of(anna);
        var push = site.house().sandbox().browser("");
        try (var window = window(push)) {
            window.goes("/").signsIn(ben.account()).isLive();
            assertEquals(0, subscriptions(ben.bearer()), "nothing without a press");
            window.presses("Notify me on this device");
            window.shows("This device shows a notification when someone needs you.");
            window.looksRightInAll("notified");
            assertEquals(1, subscriptions(ben.bearer()));
            var worker = window.worker();

            anna.presses(Press.sos().from(Fix.at(46.05, 14.5)).saying("My ankle"));
            deliver(window, worker, arrived(push).body());
            window.page().waitForCondition(() -> shown(window).contains("Anna"));
            assertTrue(shown(window).contains("My ankle"), shown(window));
            assertTrue(shown(window).contains(site.address() + "/a/"), shown(window));

            window.goes("/#/all").page().reload();
            window.shows("This device shows a notification when someone needs you.");
            window.presses("Sign out").shows("See who needs you");
            window.page().waitForCondition(() -> subscriptions(ben.bearer()) == 0);
            window.page().waitForFunction("localStorage.getItem('subscribed') === null");
        }
    }

    @Test
    void whereNotificationsAreBlockedThePageSaysSo() {
        Guardian ben = site.people().guardian("Ben");
        try (var window = site.window(Look.PHONE_DARK)) {
            window.page()
                    .addInitScript(
                            "Object.defineProperty(Notification, 'permission', { get: () => 'denied' })");
            window.goes("/").signsIn(ben.account()).isLive();
            window.shows("Notifications from this page are blocked.").looksRightInAll("blocked");
            assertThat(window.page().getByText("Notify me on this device")).hasCount(0);
        }
    }

    private static Window window(PushBrowser push) {
        var window = site.window(Look.DESKTOP_LIGHT);
        window.page().context().grantPermissions(List.of("notifications"));
        window.page().addInitScript(PUSH_SERVICE.formatted(push.subscription()));
        return window;
    }

    private static int subscriptions(Bearer who) {
        return who.list("/v1/me/push-subscriptions").size();
    }

    private static Letter arrived(PushBrowser push) {
        return site.people().inbox().await(push.id(), "a push", letter -> true, PATIENCE);
    }

    private static void deliver(Window window, String registration, String text) {
        assertTrue(Json.read(text).isObject(), text);
        var message = new JsonObject();
        message.addProperty("origin", site.address().toString());
        message.addProperty("registrationId", registration);
        message.addProperty("data", text);
        var browser = window.page().context().newCDPSession(window.page());
        browser.send("ServiceWorker.enable");
        browser.send("ServiceWorker.deliverPushMessage", message);
    }

    private static String shown(Window window) {
        return String.valueOf(window.page().evaluate(SHOWN));
    }
}
