package dev.mayday.notification;

import static dev.mayday.notification.Samples.PRESSED;
import static dev.mayday.notification.Samples.TOWER;
import static dev.mayday.notification.Samples.alert;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.notification.Message.Content;
import dev.mayday.notification.Message.Letter;
import dev.mayday.notification.Message.Raised;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortTextTest {
    private static final String LINK =
            "https://mayday.example.org/a/" + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    private static final String NAME = "Maximiliane Schneider-Hofmann";
    private final Wording wording = Samples.wording();

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es"})
    void anAlertFitsOneSegmentWhateverElseItMustSay(String language) {
        for (boolean drill : new boolean[] {false, true}) {
            for (boolean silent : new boolean[] {false, true}) {
                var text = wording.shortText(raised(language, NAME, drill, silent, 10_800));

                assertTrue(text.startsWith(LINK + " "), text);
                assertTrue(SmsLength.isGsm7(text), text);
                assertEquals(1, SmsLength.segments(text), text);
                assertTrue(!silent || text.contains(warning(language)), "do not call: " + text);
            }
        }
    }

    /** The link alone is longer than the 70 characters of one. */
    @Test
    void anAlertInArabicFitsTwo() {
        var text = wording.shortText(raised("ar", NAME, false, false, 1));

        assertTrue(text.startsWith(LINK + "\n"), text);
        assertEquals(2, SmsLength.segments(text), text);
    }

    @Test
    void inArabicAllThatMustBeSaidFitsThree() {
        var text = wording.shortText(raised("ar", NAME, true, true, 10_800));

        assertEquals(3, SmsLength.segments(text), text);
        assertTrue(text.contains("لا تتصلوا!"), text);
        assertTrue(text.contains("قبل 3 ساعات"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "ar"})
    void howeverLongANameIsLinkAndWarningAreWhole(String language) {
        var text = wording.shortText(raised(language, "W" + "i".repeat(199), true, true, 10_800));

        assertTrue(text.startsWith(LINK), text);
        assertTrue(SmsLength.segments(text) <= (language.equals("ar") ? 3 : 1), text);
        assertTrue(text.contains(language.equals("ar") ? "لا تتصلوا!" : warning(language)), text);
    }

    @ParameterizedTest
    @CsvSource({"en,3 h", "de,3 h", "fr,3 h", "es,3 h", "ar,3 ساعات"})
    void aLateOneSaysHowLate(String language, String age) {
        assertTrue(wording.shortText(raised(language, "Dana", false, false, 10_800)).contains(age));
    }

    @Test
    void theRestIsSaidWhereThereIsRoom() {
        assertEquals(
                LINK
                        + " Dana needs help: SOS. Reply 1 if you are going. Place 21 s old,"
                        + " to 9 m. Battery 81%.",
                wording.shortText(raised("en", "Dana", false, false, 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "Łukasz Wójcik,Lukasz Wojcik",
        "Zoë Ångström,Zoe Ångström",
        "Jürgen Müßig,Jürgen Müßig",
        "Conceição,Conceicao"
    })
    void aNameIsWrittenPlainlyWhereThatSavesASegment(String name, String plain) {
        var text = wording.shortText(raised("en", name, false, false, 1));

        assertTrue(text.contains(plain + " needs help"), text);
        assertEquals(1, SmsLength.segments(text));
    }

    @Test
    void aNameInAnotherScriptStaysAsItIs() {
        var text = wording.shortText(raised("en", "Δανάη", false, false, 1));

        assertTrue(text.contains("Δανάη"), text);
        assertTrue(text.startsWith(LINK), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "ar"})
    void aCodeFitsOneSegment(String language) {
        for (var purpose :
                List.of(
                        "email-verification",
                        "phone-verification",
                        "password-reset",
                        "channel-verification")) {
            var text =
                    wording.shortText(
                            to(language, false, 1, new Letter(purpose, Map.of("code", "012345"))));

            assertTrue(text.contains("012345"), text);
            assertEquals(1, SmsLength.segments(text), text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "ar"})
    void aDiscreetOneSaysNothingOfAnEmergencyButWhomNotToCall(String language) {
        var alert = alert("Dana", false, true, null);
        var phrases = Phrases.of(Locale.of(language));
        var text =
                wording.shortText(
                        to(language, true, 10_800, new Raised(alert, TOWER, LINK, false)));

        assertTrue(text.startsWith(LINK), text);
        assertTrue(text.contains(phrases.say("discreet.do-not-call")), text);
        assertFalse(text.contains(phrases.say("kind.sos")), text);
        assertEquals(language.equals("ar") ? 2 : 1, SmsLength.segments(text), text);
    }

    /** For people to read: what each language makes of each case. */
    @Test
    void lengthsAreOnRecord() throws IOException {
        var table = new ArrayList<String>();
        for (var language : List.of("en", "de", "fr", "es", "ar")) {
            for (int seconds : new int[] {1, 10_800}) {
                for (boolean hard : new boolean[] {false, true}) {
                    var text = wording.shortText(raised(language, NAME, hard, hard, seconds));
                    table.add(
                            "%s late=%s drill,silent=%s units=%d segments=%d | %s"
                                    .formatted(
                                            language,
                                            seconds > 1,
                                            hard,
                                            SmsLength.units(text),
                                            SmsLength.segments(text),
                                            text));
                }
            }
        }
        var file = Path.of("target/words/sms.txt");
        Files.createDirectories(file.getParent());
        Files.write(file, table);
        assertEquals(20, Files.readString(file).split("segments=").length - 1);
    }

    private static String warning(String language) {
        return Phrases.of(Locale.of(language)).say("sms.do-not-call");
    }

    private static Message raised(
            String language, String name, boolean drill, boolean silent, int seconds) {
        var alert = alert(name, drill, silent, null);
        return to(language, false, seconds, new Raised(alert, TOWER, LINK, false));
    }

    private static Message to(String language, boolean discreet, int seconds, Content content) {
        return Samples.in(
                Locale.of(language),
                discreet,
                PRESSED.plus(Duration.ofSeconds(seconds)),
                "+4915112345678",
                content);
    }
}
