package dev.mayday.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Accepted;
import dev.mayday.local.Fix;
import dev.mayday.local.Guardian;
import dev.mayday.local.Mayday;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What guardians and contacts see and do, in a real browser. */
class DashboardBrowserIT {
    @RegisterExtension static final Site site = new Site();

    @Test
    void aCrowdIsDotsOnTheMapAndAListThatGrowsWhenAsked() {
        var gita = people().guardian("Gita");
        var crowd = Crowd.of(site.house(), gita, 120);
        crowd.presses();
        crowd.isAt(46.05);
        try (var window = window(Look.DESKTOP_LIGHT).goes("/").signsIn(gita.account()).isLive()) {
            assertThat(window.page().locator("mayday-map[data-people='120']")).hasCount(1);
            assertThat(window.marker()).hasCount(0);
            var urgent = window.page().locator(".group--urgent");
            var listed = urgent.locator(".alerts__item");
            assertThat(listed).hasCount(100);
            window.looksRight("crowd");
            urgent.locator("button").click();
            assertThat(listed).hasCount(120);

            window.partsTheHeapInTheMiddle().locator(".maplibregl-canvas").click();
            assertThat(window.page().locator("mayday-alert")).isVisible();
            assertThat(window.marker()).hasAttribute("data-lat", "46.05");
            assertThat(window.page().locator("mayday-map")).hasAttribute("data-people", "1");
        }
    }

    @Test
    void aGuardianSeesTheMarkerMoveAndAnswers() {
        var anna = people().phone("Anna");
        var ben = people().guardian("Ben").of(anna);
        var area = Map.of("type", "Point", "coordinates", List.of(14.5, 46.05), "radius", 100);
        anna.bearer().post("/v1/places", "name", "Home", "area", area).ok();
        try (var window = window(Look.DESKTOP_LIGHT).goes("/").signsIn(ben.account()).isLive()) {
            window.shows("Nobody needs you right now");
            window.page().reload();
            window.isLive(); // signed in still, by the refresh token
            var alert = anna.presses(Press.sos().from(Fix.at(46.05, 14.5)).saying("My ankle"));

            assertThat(window.heading("Anna needs help")).isVisible();
            window.shows("My ankle");
            assertThat(window.coordinates()).hasText("46.05000, 14.50000");
            assertThat(window.marker()).hasAttribute("data-lat", "46.05");
            window.shows("at “Home”").isPictured("known-place");

            moves(anna, 46.051, 14.502);
            assertThat(window.coordinates()).hasText("46.05100, 14.50200");
            assertThat(window.marker()).hasAttribute("data-lat", "46.051");
            window.shows("battery 81 %").shows("within 9 m").shows("90 m from “Home”");

            window.field("10 min").check();
            window.page().getByText("Add a message").click();
            window.field("Message to the others").fill("On my way");
            window.presses("I’m going").shows("You are on your way.");
            var heard = anna.sees(alert.alertId(), "ACKNOWLEDGED");
            assertEquals("On my way", heard.text("note"));
            assertEquals(10, heard.body().get("etaMinutes").asInt());

            window.presses("End the alert…");
            window.field("They were helped").check();
            window.presses("End the alert").shows("Over: helped");
            assertEquals("RESOLVED", ben.reads(alert.alertId()).state());
        }
    }

    @Test
    void aCutIsSaidAndThenWhatWasMissedIsThere() {
        var anna = people().phone("Anna");
        var ben = people().guardian("Ben").of(anna);
        var carla = people().guardian("Carla").of(anna);
        var alert = anna.presses(Press.sos().from(Fix.at(46.05, 14.5)));
        try (var window = window(Look.PHONE_LIGHT).goes("/").signsIn(ben.account()).isLive()) {
            assertThat(window.coordinates()).hasText("46.05000, 14.50000");

            site.cable().pull();
            window.shows("Connection lost since");
            moves(anna, 46.052, 14.5);
            moves(anna, 46.053, 14.5);
            carla.acknowledges(alert.alertId(), "I see her", 3).ok();
            assertThat(window.coordinates()).hasText("46.05000, 14.50000");

            site.cable().plugIn();
            window.isLive();
            assertThat(window.coordinates()).hasText("46.05300, 14.50000");
            window.shows("Help is on the way").shows("I see her");
            assertThat(window.page().getByText("Connection lost since")).hasCount(0);
        }
    }

    @Test
    void theServerDiesAndThePageComesBackByItself() {
        var anna = people().phone("Anna");
        var ben = people().guardian("Ben").of(anna);
        anna.presses(Press.sos().from(Fix.at(46.05, 14.5)));
        try (var window = window(Look.DESKTOP_DARK).goes("/").signsIn(ben.account()).isLive()) {
            site.house().service().kill9();
            window.shows("Connection lost since");
            site.house().service().start();
            window.isLive();
            moves(anna, 46.06, 14.5);
            assertThat(window.coordinates()).hasText("46.06000, 14.50000");
        }
    }

    @Test
    void aLinkDoesNothingUntilAPersonPresses() {
        var anna = people().phone("Anna");
        var ben = people().guardian("Ben");
        ben.contactOf(anna, 1);
        var alert = anna.presses(Press.sos().from(Fix.at(46.05, 14.5)));
        var token = ben.isTold().token('a').orElseThrow();
        try (var window = window(Look.PHONE_DARK)) {
            var answer = window.page().navigate("/a/" + token);
            assertEquals("no-referrer", answer.headerValue("referrer-policy"));
            assertTrue(answer.headerValue("x-robots-tag").contains("noindex"));
            assertThat(window.heading("Anna needs help")).isVisible();
            assertThat(window.coordinates()).hasText("46.05000, 14.50000");
            assertEquals("ACTIVE", anna.reads(alert.alertId()).state());

            window.presses("I’m going").shows("You are on your way.");
            assertEquals("ACKNOWLEDGED", anna.reads(alert.alertId()).state());
            window.page().reload();
            window.shows("You are on your way.");
            window.presses("I can’t after all").shows("You said you can’t go.");
            assertEquals("ACTIVE", anna.reads(alert.alertId()).state());
        }
    }

    @Test
    void aLinkThatIsNoneSaysSo() {
        try (var window = window(Look.PHONE_LIGHT).goes("/a/" + "A".repeat(43))) {
            window.shows("This link is no longer valid.");
        }
    }

    @Test
    void anInvitationIsAcceptedByAPressAndLinksTheAccount() {
        var anna = people().phone("Anna");
        var ben = people().guardian("Ben");
        ben.contactOf(anna, 1);
        try (var window = window(Look.PHONE_LIGHT).goes("/i/" + ben.invitation())) {
            window.shows("Anna asks you to be an emergency contact.");
            assertEquals(0, guarded(ben));
            window.presses("Sign in or create an account first").signsIn(ben.account());
            window.presses("Accept as Ben").shows("Their alerts will appear on your dashboard.");
            assertEquals(1, guarded(ben));
        }
    }

    @Test
    void everyPageLooksRight() {
        var anna = people().phone("Anna");
        var ben = people().guardian("Ben").withWebhook().of(anna);
        var carla = people().guardian("Carla").of(anna);
        var dana = people().guardian("Dana");
        dana.contactOf(anna, 2);
        try (var window = window(Look.PHONE_LIGHT)) {
            window.goes("/").shows("See who needs you").looksRightInAll("sign-in");
            window.presses("Create an account")
                    .looksRightInAll("sign-up")
                    .presses("I have an account");
            window.signsIn(ben.account()).isLive().shows("Nobody needs you right now");
            window.looksRightInAll("nobody");

            var alert = walked(anna);
            assertThat(window.marker()).isVisible();
            // whoever answers before their mail has gone out gets none
            var link = carla.isTold().token('a').orElseThrow();
            window.shows("2 of 2 people reached").looksRightInAll("active");
            assertEquals(200, carla.acknowledges(alert.alertId(), "Ten minutes away", 10).status());
            window.shows("Ten minutes away").looksRightInAll("acknowledged");
            window.presses("I can’t go")
                    .shows("You said you can’t go.")
                    .looksRightInAll("declined");
            window.presses("I can go after all").presses("I’m going").shows("You are on your way.");
            window.looksRightInAll("going").presses("End the alert…");
            window.looksRightInAll("resolving").presses("Keep it open");

            window.page().evaluate("location.hash = '#/all'");
            window.shows("Being helped").looksRightInAll("list");
            site.cable().pull();
            window.shows("Connection lost since").looksRightInAll("lost");
            site.cable().plugIn();
            window.presses("Try now").isLive();

            window.goes("/a/" + link);
            window.isLive().shows("Ten minutes away").looksRightInAll("link");
            ben.resolves(alert.alertId(), "safe").ok();
            window.shows("Over: safe").looksRightInAll("over");
            window.goes("/a/none").shows("no longer valid").looksRightInAll("link-over");
        }
        try (var window = window(Look.PHONE_LIGHT).goes("/i/" + dana.invitation())) {
            window.shows("Anna asks you").looksRightInAll("invitation");
            window.presses("Decline").shows("You declined.").looksRightInAll("declined-invitation");
        }
    }

    private static Mayday people() {
        return site.people();
    }

    private static Window window(Look look) {
        return site.window(look);
    }

    private static void moves(Phone phone, double lat, double lon) {
        phone.moves(Fix.at(lat, lon));
        phone.catchesUp();
    }

    /** An alert with a short way behind it. */
    private static Accepted walked(Phone phone) {
        var alert = phone.presses(Press.sos().from(Fix.at(46.05, 14.5)).saying("My ankle"));
        for (var step = 1; step <= 20; step++) {
            phone.moves(Fix.at(46.05 + step * 0.0002, 14.5 + Math.sin(step / 3.0) * 0.0008));
        }
        phone.catchesUp();
        return alert;
    }

    private static int guarded(Guardian guardian) {
        return guardian.bearer().list("/v1/guarding").size();
    }
}
