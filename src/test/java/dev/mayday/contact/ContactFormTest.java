package dev.mayday.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.problem.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactFormTest {

    @Test
    void stripsWhatPeopleType() {
        var form =
                new ContactForm(
                        "  Anna ",
                        " sister ",
                        null,
                        "de-at",
                        "Europe/Vienna",
                        true,
                        List.of(new ChannelForm(null, "email", " anna@example.org ")));

        assertEquals("Anna", form.name());
        assertEquals("sister", form.relationship());
        assertEquals("de-AT", form.locale());
        assertEquals("anna@example.org", form.channels().getFirst().address());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "\u200B",
                "Anna\r\nBcc: ben@example.org",
                "An\u0000na",
                "An\u2028na"
            })
    void theNameIsOneLine(String name) {
        assertRefused("invalid-name", () -> form(name, 1, List.of()));
    }

    @Test
    void aNameIsCountedInCharacters() {
        assertEquals(400, form("\uD83D\uDE91".repeat(200), 1, List.of()).name().length());
        assertRefused("invalid-name", () -> form("a".repeat(201), 1, List.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 10, Integer.MAX_VALUE})
    void theTierLiesInOneToNine(int tier) {
        assertRefused("invalid-tier", () -> form("Anna", tier, List.of()));
    }

    @Test
    void namesTheChannelThatIsWrong() {
        var right = new ChannelForm(null, "email", "anna@example.org");
        var wrong = new ChannelForm(null, "sms", "0151");

        var refused = assertThrows(Refused.class, () -> form("Anna", 1, List.of(right, wrong)));

        assertEquals("invalid-channels", refused.problem().code());
        assertTrue(refused.problem().detail().contains("[1]"), refused.problem().detail());
        assertTrue(!refused.problem().detail().contains("0151"), "an address is in no error text");
    }

    @Test
    void refusesAnAddressThatIsThereTwice() {
        assertRefused(
                "invalid-channels",
                () ->
                        form(
                                "Anna",
                                1,
                                List.of(
                                        new ChannelForm(null, "email", "anna@example.org"),
                                        new ChannelForm(null, "email", "ANNA@example.org"))));
    }

    @Test
    void refusesAnUnknownTypeANullAndABareId() {
        var none = new ArrayList<ChannelForm>();
        none.add(null);
        assertRefused("invalid-channels", () -> form("Anna", 1, none));
        assertRefused(
                "invalid-channels",
                () -> form("Anna", 1, List.of(new ChannelForm(null, "fax", "+4915112345678"))));
        assertRefused(
                "invalid-channels",
                () -> form("Anna", 1, List.of(new ChannelForm(UUID.randomUUID(), null, null))));
    }

    @Test
    void refusesWhatIsNoLanguageOrZone() {
        assertRefused(
                "invalid-locale", () -> new ContactForm("A", null, 1, "x_", null, null, List.of()));
        assertRefused(
                "invalid-locale", () -> new ContactForm("A", null, 1, "", null, null, List.of()));
        assertRefused(
                "invalid-timeZone",
                () -> new ContactForm("A", null, 1, null, "Mars/Base", null, List.of()));
    }

    private static ContactForm form(String name, int tier, List<ChannelForm> channels) {
        return new ContactForm(name, null, tier, null, null, null, channels);
    }

    private static void assertRefused(String code, Executable call) {
        assertEquals(code, assertThrows(Refused.class, call).problem().code());
    }
}
