package dev.mayday.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayday.local.Fix;
import dev.mayday.local.Press;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A guardian who doesn't look at the page hears it: the tones are the browser's own. */
class SoundBrowserIT {
    private static final int TONES = 3;
    private static final String WANTED = "Ring on this page when somebody needs an answer";

    @RegisterExtension static final Site site = new Site();

    @Test
    void whoeverNeedsAnAnswerIsHeardUntilSomebodyIsThere() {
        var anna = site.people().phone("Anna");
        var ben = site.people().guardian("Ben").of(anna);
        try (var window = site.window(Look.DESKTOP_LIGHT)) {
            var tones = tones(window);
            window.goes("/").signsIn(ben.account()).isLive();
            window.shows("Nobody needs you right now").looksRightInAll("sound");
            assertEquals(0, tones.get());
            var alert = anna.presses(Press.sos().from(Fix.at(46.05, 14.5)));
            window.page().waitForCondition(() -> tones.get() == TONES);
            window.page().waitForCondition(() -> tones.get() == 2 * TONES); // nobody has come

            window.presses("I’m going").shows("You are on your way.");
            assertEquals("ACKNOWLEDGED", anna.reads(alert.alertId()).state());
            window.goes("/#/all").page().getByText(WANTED).click();
            assertThat(window.field(WANTED)).not().isChecked();
            var before = tones.get();
            ben.resolves(alert.alertId(), "safe").ok();
            anna.presses(Press.sos());
            assertThat(window.page().locator(".group--urgent")).containsText("Anna");
            window.field(WANTED).check();
            assertEquals(before, tones.get());
            window.presses("Let me hear it");
            window.page().waitForCondition(() -> tones.get() == before + TONES);
        }
    }

    @Test
    void aPageThatNobodyHasTouchedYetSaysThatItCanNotRing() {
        var ben = site.people().guardian("Ben");
        try (var window = site.window(Look.PHONE_LIGHT)) {
            window.goes("/").signsIn(ben.account()).isLive();
            try (var next = window.page().context().newPage()) {
                next.navigate("/");
                // what asks the page itself is a press to the browser
                new ScreenReader(next)
                        .reads("heading", "Sound")
                        .reads(
                                "StaticText",
                                "Your browser stays silent until you press something on this page.");
                next.mouse().click(5, 5);
                assertThat(next.locator("mayday-sound")).not().containsText("stays silent");
            }
        }
    }

    /** How many tones the browser was given to play on this page so far. */
    private static AtomicInteger tones(Window window) {
        var tones = new AtomicInteger();
        var browser = window.page().context().newCDPSession(window.page());
        browser.on(
                "WebAudio.audioNodeCreated",
                event -> {
                    var node = event.getAsJsonObject("node");
                    if (node.get("nodeType").getAsString().equals("Oscillator")) {
                        tones.incrementAndGet();
                    }
                });
        browser.send("WebAudio.enable");
        return tones;
    }
}
