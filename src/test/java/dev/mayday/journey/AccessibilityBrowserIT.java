package dev.mayday.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mayday.journey.Hand.tabsTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayday.local.Fix;
import dev.mayday.local.Guardian;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The two things that must be done, to raise an alert and to answer it, with no eye or no hand. */
class AccessibilityBrowserIT {
    @RegisterExtension static final Site site = new Site();

    @Test
    void byKeyboardAloneAGuardianGoes() {
        var anna = site.people().phone("Anna");
        var ben = site.people().guardian("Ben").of(anna);
        var alert = anna.presses(Press.sos().from(Fix.at(46.05, 14.5)));
        try (var window = site.window(Look.DESKTOP_LIGHT)) {
            window.goes("/").signsIn(ben.account()).isLive();
            assertThat(window.heading("Anna needs help")).isVisible();
            answersByKeyboard(window);
            assertEquals("ACKNOWLEDGED", anna.reads(alert.alertId()).state());
            assertEquals(10, eta(anna, alert.alertId()));

            tabsTo(window, "mayday-answer .quiet");
            window.page().keyboard().press("Enter");
            assertThat(window.field("They are safe")).isFocused();
            window.page().keyboard().press("ArrowDown");
            assertThat(window.field("They were helped")).isChecked();
            window.page().keyboard().press("Enter");
            window.shows("Over: helped");
            assertEquals("RESOLVED", ben.reads(alert.alertId()).state());
        }
    }

    @Test
    void byKeyboardAloneAContactGoesByTheLink() {
        var anna = site.people().phone("Anna");
        var ben = site.people().guardian("Ben");
        ben.contactOf(anna, 1);
        var alert = anna.presses(Press.sos().from(Fix.at(46.05, 14.5)));
        try (var window = site.window(Look.PHONE_LIGHT)) {
            window.goes("/a/" + token(ben)).isLive();
            answersByKeyboard(window);
            assertEquals("ACKNOWLEDGED", anna.reads(alert.alertId()).state());
            assertEquals(10, eta(anna, alert.alertId()));
        }
    }

    @Test
    void byTheAccessibilityTreeAloneOnePersonCallsAndAnotherGoes() {
        var anna = site.people().phone("Anna");
        var ben = site.people().guardian("Ben").of(anna);
        var carla = site.people().guardian("Carla");
        carla.contactOf(anna, 1);
        try (var phone = Hand.opens(site.window(Look.PHONE_LIGHT), anna);
                var dashboard = site.window(Look.DESKTOP_LIGHT);
                var link = site.window(Look.PHONE_LIGHT)) {
            dashboard.goes("/").signsIn(ben.account()).isLive();
            var bens =
                    new ScreenReader(dashboard.page())
                            .reads("heading", "Nobody needs you right now");
            var annas = new ScreenReader(phone.page()).reads("button", "Hold to call for help");
            assertEquals(List.of(), annas.nameless());
            assertEquals(1, annas.all("main").size());

            annas.activates("button", "Hold to call for help")
                    .isTold("You let go too early.")
                    .activates("button", "Call for help now")
                    .standsOn("heading", "Your contacts are about to be told")
                    .isTold("Your contacts are being told");
            assertEquals(List.of(), annas.nameless());

            bens.isTold("Anna needs help").reads("heading", "Anna needs help");
            assertEquals(List.of(), bens.nameless());
            bens.reads("group", "I can be there in … minutes")
                    .activates("radio", "10 min")
                    .activates("button", "I’m going")
                    .reads("StaticText", "You are on your way.");
            assertEquals(List.of(), bens.nameless());

            annas.isTold("Ben is going to you").reads("heading", "Help is on the way");
            assertEquals(List.of(), annas.nameless());

            link.goes("/a/" + token(carla)).isLive();
            var carlas = new ScreenReader(link.page()).reads("heading", "Anna needs help");
            assertEquals(List.of(), carlas.nameless());
            carlas.activates("button", "I’m going").reads("StaticText", "You are on your way.");
            annas.isTold("Carla is going to you");
        }
    }

    private static void answersByKeyboard(Window window) {
        tabsTo(window, "input[name=eta]");
        for (int i = 0; i < 10 && !window.field("10 min").isChecked(); i++) {
            window.page().keyboard().press("ArrowRight");
        }
        tabsTo(window, "mayday-answer .go");
        window.page().keyboard().press("Enter");
        window.shows("You are on your way.");
    }

    private static String token(Guardian contact) {
        return contact.isTold().token('a').orElseThrow();
    }

    private static int eta(Phone owner, String alert) {
        var answers = owner.reads(alert).alert().path("acknowledgements");
        return answers.path(0).path("etaMinutes").asInt();
    }
}
