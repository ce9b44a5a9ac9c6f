package dev.mayday.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.mayday.local.House;
import dev.mayday.local.Press;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sandbox's inbox as whoever tries Mayday out uses it: in the place of those who are told. */
class InboxBrowserIT {
    private static final String NUMBER = "+4915112345678";

    private static House house;

    @BeforeAll
    static void open() {
        house = House.open();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void aCallIsAnsweredThereAndWhatTheyArePressedForHappens() {
        try (var dana = house.mayday().phone("Dana");
                var window = window(Look.DESKTOP_LIGHT)) {
            dana.bearer()
                    .post(
                            "/v1/contacts",
                            "name",
                            "Anna",
                            "channels",
                            List.of(
                                    Map.of("type", "sms", "address", NUMBER),
                                    Map.of("type", "voice", "address", NUMBER)))
                    .ok();
            var note = "<img src=x onerror=alert(1)>";
            var alert = dana.presses(Press.sos().saying(note)).alertId();

            assertThat(window.heading("Call to " + NUMBER)).isVisible();
            assertThat(window.heading("Text message to " + NUMBER).first()).isVisible();
            window.presses("Answer")
                    .shows("Dana needs your help")
                    .shows(note)
                    .looksRight("inbox")
                    .presses("1 I am going")
                    .shows("The others are told that you are going.");
            assertEquals("ACKNOWLEDGED", dana.reads(alert).state());

            window.field("Reply as " + NUMBER).first().fill("I know where she is");
            window.page()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Reply").setExact(true))
                    .first()
                    .click();
            window.shows("You replied: I know where she is");
            assertEquals(0, window.page().locator("main img").count());
        }
    }

    @Test
    void aProviderIsMadeToFailThere() {
        try (var window = window(Look.PHONE_DARK)) {
            window.page().locator("#providers > summary").click();
            window.field("webhook").selectOption("failing");

            window.shows("Providers: webhook is failing").looksRight("inbox-providers");
            window.field("webhook").selectOption("ok");
            assertThat(window.page().locator("#providers > summary")).containsText("make one slow");
        }
    }

    private static Window window(Look look) {
        var inbox = URI.create("http://localhost:" + house.sandbox().inboxPort());
        return Chromium.shared().window(inbox, look).goes("/");
    }
}
