package dev.mayday.notification;

import static dev.mayday.notification.Samples.PRESSED;
import static dev.mayday.notification.Samples.TOWER;
import static dev.mayday.notification.Samples.alert;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.alert.AlertView;
import dev.mayday.alert.AlertView.Answer;
import dev.mayday.notification.Visit.Emergency;
import dev.mayday.notification.Visit.Nearby;
import dev.mayday.wire.ContactId;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkPageTest {
    private static final ContactId BEN = new ContactId(new UUID(9, 9));

    private final Wording wording = Samples.wording();

    @Test
    void itSaysWhoWhatWhenWhereAndWhomToCall() {
        var page = page(alert("Dana", false, false, null), BEN, "en");

        assertEquals("Dana needs help", page.headline());
        assertEquals("SOS", page.kind());
        assertEquals("Nobody has answered yet", page.status());
        assertEquals("Pressed 2 min ago (Mon 23 Nov 2026, 11:00 CET)", page.pressed().text());
        assertEquals("48.8584, 2.2945", page.place().coordinates());
        assertEquals("within 9 m", page.place().accuracy());
        assertEquals("5.6 km south-west of Paris", page.place().town());
        assertEquals("geo:48.8584,2.2945?q=48.8584,2.2945", page.place().geo());
        assertEquals("tel:+491701234567", page.call().url());
        assertEquals("Emergency number in France", page.emergency().title());
        assertEquals("tel:112", page.emergency().number().url());
        assertTrue(page.emergency().hint().contains("Dana"));
        assertEquals("asked", page.answering());
        assertNotNull(page.place().old(), "two minutes of silence are said");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "ar"})
    void itIsInTheReadersLanguage(String language) {
        var page = page(alert("Dana", true, true, true), BEN, language);

        assertEquals(language, page.locale().getLanguage());
        assertEquals(language.equals("ar") ? "rtl" : "ltr", page.direction());
        assertEquals(language.equals("en"), page.words().get("go").equals("I’m going"));
    }

    @Test
    void aDrillNamesNoEmergencyNumber() {
        assertNull(page(alert("Dana", true, false, null), BEN, "en").emergency());
    }

    @ParameterizedTest
    @CsvSource({"true,false", "false,true"})
    void nobodyIsAskedToCallWhoMustNotRing(boolean silent, boolean duress) {
        var page = page(alert("Dana", false, silent, duress ? true : null), BEN, "en");

        assertNull(page.call());
        assertTrue(page.warnings().getLast().startsWith("Do not call Dana"));
        assertEquals(duress ? 2 : 1, page.warnings().size());
    }

    @Test
    void whoHasAnsweredIsAskedNoMore() {
        var going = answered(new Answer(BEN, "Ben", PRESSED, "By bike", 10), true);
        var declined = answered(new Answer(BEN, "Ben", PRESSED, null, null), false);

        var page = page(going, BEN, "en");
        assertEquals("going", page.answering());
        assertEquals("You said: in about 8 min.", page.going());
        assertEquals(List.of(new LinkPage.Said("Ben", "in about 8 min", "By bike")), page.coming());
        assertEquals("declined", page(declined, BEN, "en").answering());
        assertEquals("asked", page(going, new ContactId(new UUID(8, 8)), "en").answering());
    }

    @Test
    void aLinkThatTheOwnerMadeOnlyLooksAndNamesNobody() {
        var alert = answered(new Answer(null, "a contact", PRESSED, null, null), true);
        var page = page(alert, null, "de");

        assertEquals("only-looks", page.answering());
        assertEquals("ein Kontakt", page.coming().getFirst().name());
    }

    @ParameterizedTest
    @CsvSource({
        "'de-CH,de;q=0.9',de",
        "'sl,fr;q=0.5',fr",
        "ar-EG,ar",
        "sl,en",
        "'',en",
        "';;q=,',en",
        ",en",
        "*,en"
    })
    void aStrangerIsSpokenToAsTheBrowserAsks(String wanted, String spoken) {
        assertEquals(spoken, wording.understood(wanted).getLanguage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "preview", "refused", "failed", "changed"})
    void thereAreWordsForWhatIsNoAlert(String about) {
        assertNotNull(wording.word(Locale.GERMAN, about).text());
    }

    private LinkPage page(AlertView alert, @Nullable ContactId contact, String language) {
        return wording.page(
                new Visit(
                        Locale.of(language),
                        ZoneId.of("Europe/Berlin"),
                        PRESSED.plusSeconds(120),
                        alert,
                        contact,
                        TOWER,
                        new Nearby("Paris", 5_600, 225),
                        new Emergency("FR", "112")));
    }

    private static AlertView answered(Answer answer, boolean goes) {
        var alert = alert("Dana", false, false, null);
        return new AlertView(
                alert.id(),
                alert.clientAlertId(),
                alert.kind(),
                goes ? "ACKNOWLEDGED" : "ACTIVE",
                3,
                false,
                false,
                alert.raisedAt(),
                alert.receivedAt(),
                alert.activatesAt(),
                null,
                alert.person(),
                null,
                goes ? List.of(answer) : List.of(),
                goes ? List.of() : List.of(answer),
                null,
                null);
    }
}
