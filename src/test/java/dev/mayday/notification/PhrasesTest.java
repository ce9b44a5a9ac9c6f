package dev.mayday.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PhrasesTest {
    private static final Path FOLDER = Path.of("src/main/resources/messages");
    private static final Pattern FORM = Pattern.compile("\\.[0-9]+$");
    private static final Pattern BRACES = Pattern.compile("\\{[^}]*}?");

    static Stream<String> languages() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString().replace(".properties", ""))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aLanguageIsOneFile(String language) {
        assertTrue(
                Phrases.all().stream()
                        .anyMatch(phrases -> phrases.locale().getLanguage().equals(language)));
        assertEquals(
                language, Phrases.of(Locale.forLanguageTag(language + "-CH")).locale().toString());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void eachLanguageHasTheSameKeys(String language) throws IOException {
        assertEquals(keys(file("en")), keys(file(language)));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void eachPhraseHasTheSamePlaceholders(String language) throws IOException {
        var english = file("en");
        var there = file(language);
        for (var key : keys(english)) {
            assertEquals(
                    placeholders(english.getProperty(key)),
                    placeholders(there.getProperty(key)),
                    language + " " + key);
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void noPhraseIsEmpty(String language) throws IOException {
        var there = file(language);
        assertEquals(
                Set.of(),
                there.stringPropertyNames().stream()
                        .filter(key -> there.getProperty(key).isBlank())
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @CsvSource({"xx", "tlh", "''", "zh"})
    void englishStandsInForALanguageThatIsNotThere(String language) {
        assertEquals("en", Phrases.of(Locale.forLanguageTag(language)).locale().getLanguage());
    }

    @ParameterizedTest
    @CsvSource({
        "en,PT3H,3 h",
        "de,PT3H,3 h",
        "fr,PT72H,3 jours",
        "es,PT72H,3 días",
        "ar,PT2H,ساعتين",
        "ar,PT3H,3 ساعات",
        "ar,PT11H,11 ساعة",
        "ar,PT0S,لحظات",
        "ar,PT100M,100 دقيقة",
        "ar,PT105M,105 دقائق"
    })
    void anAgeHasTheFormOfItsNumber(String language, Duration age, String words) {
        assertEquals(words, Phrases.of(Locale.of(language)).age(age).replace('\u00a0', ' '));
    }

    /** A text message has no other space than the plain one. */
    @Test
    void inFrenchASpaceThatNeverBreaksStandsBeforeSignsOfTwoParts() throws IOException {
        var french = file("fr");
        for (var key : keys(french)) {
            var spaces = key.startsWith("sms.") ? " \u00a0" : "\u00a0";
            var fault = Pattern.compile("(^|[^" + spaces + "])[:;!?]");
            assertTrue(
                    key.equals("time") || !fault.matcher(french.getProperty(key)).find(),
                    key + "=" + french.getProperty(key));
        }
    }

    @Test
    void aNameCanNotTurnASentenceAround() {
        var english = Phrases.of(Locale.ENGLISH);

        assertEquals("Dana", english.word("\u202eDana\u2066"));
        assertEquals("\u2068دانا\u2069", english.word("دانا"));
    }

    @ParameterizedTest
    @CsvSource({"دانا,false", "Dana,true", "42,false", "'48.8584, -2.29',true", "+4917012,true"})
    void inArabicWhatRunsTheOtherWayIsSetApart(String word, boolean apart) {
        var arabic = Phrases.of(Locale.of("ar"));

        assertEquals(apart ? "\u2068" + word + "\u2069" : word, arabic.word(word));
    }

    private static Properties file(String language) throws IOException {
        var phrases = new Properties();
        try (var reader = Files.newBufferedReader(FOLDER.resolve(language + ".properties"))) {
            phrases.load(reader);
        }
        return phrases;
    }

    private static Set<String> keys(Properties phrases) {
        return phrases.stringPropertyNames().stream()
                .filter(Predicate.not(key -> FORM.matcher(key).find()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> placeholders(String phrase) {
        return BRACES.matcher(phrase)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
