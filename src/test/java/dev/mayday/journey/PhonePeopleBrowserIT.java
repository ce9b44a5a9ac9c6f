package dev.mayday.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mayday.journey.Hand.goesTo;
import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.mayday.local.Phone;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On the phone's page: whom an alarm tells, and places of one's own. */
class PhonePeopleBrowserIT {
    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    @RegisterExtension static final Site site = new Site();

    @Test
    void aContactIsChangedAndItsNewWayIsConfirmed() {
        var anna = site.people().phone("Anna");
        var ben = site.people().guardian("Ben").of(anna);
        var address = "benjamin." + UUID.randomUUID() + "@example.org";
        try (var phone = phone(anna, Look.PHONE_LIGHT)) {
            goesTo(phone, "People");
            press(phone, "Change Ben");
            assertThat(changed(phone, "Name")).isFocused();
            changed(phone, "Name").fill("Benjamin");
            phone.page()
                    .locator("mayday-contact-form")
                    .getByLabel("When")
                    .selectOption("told in step 2");
            phone.page().getByLabel("Another way").selectOption("E-mail");
            phone.field("Address or number (+…)").fill(address);
            phone.presses("Save");
            assertThat(phone.heading("Benjamin")).isVisible();
            phone.shows("told in step 2").shows(address);
            assertThat(phone.page().locator("#aloud")).containsText("Ben: saved");
            var contact = contacts(anna).getFirst();
            assertEquals("Benjamin", contact.path("name").asText());
            assertEquals(2, contact.path("tier").asInt());
            assertEquals(List.of("verified", "unverified"), states(contact));

            press(phone, "Send a code " + address);
            phone.field("Code that they were sent").fill(code(address));
            phone.presses("Confirm");
            assertThat(phone.field("Code that they were sent")).hasCount(0);
            assertEquals(List.of("verified", "verified"), states(contacts(anna).getFirst()));

            press(phone, "Change Benjamin");
            phone.page().getByLabel(ben.email()).uncheck();
            phone.presses("Save");
            assertThat(phone.page().getByText(ben.email())).hasCount(0);
            assertEquals(1, contacts(anna).getFirst().path("channels").size());
        }
    }

    @Test
    void whatCanNotBeUsedIsSaidAndNothingIsChanged() {
        var anna = site.people().phone("Anna");
        site.people().guardian("Ben").of(anna);
        try (var phone = phone(anna, Look.PHONE_LIGHT)) {
            goesTo(phone, "People");
            press(phone, "Change Ben");
            phone.page().getByLabel("Another way").selectOption("Text message");
            phone.field("Address or number (+…)").fill("12");
            phone.presses("Save").shows("That address or number can’t be used.");
            phone.presses("Cancel");
            assertThat(phone.heading("Ben")).isVisible();
            assertEquals(1, contacts(anna).getFirst().path("channels").size());
        }
    }

    @Test
    void aPlaceIsMadeWhereThePhoneIsMadeLargerAndRemoved() {
        var anna = site.people().phone("Anna");
        try (var phone = phone(anna, Look.PHONE_LIGHT)) {
            goesTo(phone, "On the way");
            phone.shows("You have no places yet.");
            phone.page().getByText("Make a place where I am").click();
            phone.field("Name").fill("Home");
            phone.page()
                    .getByLabel("What it does")
                    .selectOption("Arriving there says that I am well");
            phone.presses("Save this place");
            assertThat(phone.heading("Home")).isVisible();
            var place = places(anna).getFirst();
            assertEquals("checkin-ok", place.path("do").asText());
            assertEquals("[14.5,46.05]", place.path("area").path("coordinates").toString());
            assertEquals(100, radius(place));
            assertThat(phone.page().locator("#aloud")).containsText("Home: saved");

            phone.page().locator(".places select").selectOption("500 m around");
            Awaitility.await("it is larger")
                    .atMost(PATIENCE)
                    .until(() -> radius(places(anna).getFirst()) == 500);

            press(phone, "Remove Home");
            phone.presses("Yes, remove").shows("You have no places yet.");
            assertEquals(List.of(), places(anna));
        }
    }

    @Test
    void withoutItsPlaceKnownAPhoneMakesNone() {
        var anna = site.people().phone("Anna");
        try (var phone = site.window(Look.PHONE_LIGHT)) {
            phone.goes("/app").signsIn(anna.account());
            goesTo(phone, "On the way");
            phone.page().getByText("Make a place where I am").click();
            phone.field("Name").fill("Home");
            phone.presses("Save this place").shows("This phone can’t find out where it is.");
            assertEquals(List.of(), places(anna));
        }
    }

    @Test
    void itLooksRight() {
        var anna = site.people().phone("Anna");
        site.people().guardian("Ben").withWebhook().of(anna);
        try (var phone = phone(anna, Look.PHONE_LIGHT)) {
            goesTo(phone, "People");
            press(phone, "Change Ben");
            phone.page().getByLabel("Another way").selectOption("Phone call");
            phone.looksRightInAll("phone-contact");
            goesTo(phone, "On the way");
            phone.page().getByText("Make a place where I am").click();
            phone.field("Name").fill("Home");
            phone.presses("Save this place");
            assertThat(phone.heading("Home")).isVisible();
            press(phone, "Remove Home");
            phone.looksRightInAll("phone-places");
        }
    }

    private static Window phone(Phone anna, Look look) {
        return Hand.opens(site.window(look), anna);
    }

    /** A button with more to its name than is seen. */
    private static void press(Window phone, String name) {
        Locator button =
                phone.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
        button.click();
    }

    /** A field of the form in which a contact is changed. */
    private static Locator changed(Window phone, String label) {
        return phone.page()
                .locator("mayday-contact-form")
                .getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    /** Of the letter that is no invitation. */
    private static String code(String address) {
        var letter =
                site.people()
                        .inbox()
                        .await(address, "a code", one -> one.token('i').isEmpty(), PATIENCE);
        var found = CODE.matcher(letter.body());
        assertTrue(found.find(), letter.body());
        return found.group();
    }

    private static List<JsonNode> contacts(Phone anna) {
        return anna.bearer().list("/v1/contacts");
    }

    private static List<String> states(JsonNode contact) {
        return contact.path("channels").findValuesAsText("state");
    }

    private static List<JsonNode> places(Phone anna) {
        return anna.bearer().list("/v1/places");
    }

    private static int radius(JsonNode place) {
        return place.path("area").path("radius").asInt();
    }
}
