package dev.mayday.notification;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words that count as an answer, of every language that there is: who answers may write in
 * another than the message was in. Case, accents, spaces and punctuation make no difference; a
 * sentence that only begins with such a word is none ("ok who is this?").
 */
final class ReplyWords {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern INSIDE = Pattern.compile("[.'’]");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private static final Map<Meaning, Set<String>> WORDS = words();

    private ReplyWords() {}

    enum Meaning {
        STOP("reply.stop"),
        START("reply.start"),
        YES("reply.yes"),
        NO("reply.no"),
        NONE("");

        final String key;

        Meaning(String key) {
            this.key = key;
        }
    }

    static Meaning meaning(String text) {
        var whole = plain(text);
        if (whole.isEmpty()) {
            return Meaning.NONE;
        }
        var each = List.of(whole.split(" "));
        return WORDS.entrySet().stream()
                .filter(entry ->
                        entry.getValue().contains(whole) || entry.getValue().containsAll(each))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Meaning.NONE);
    }

    /** In capitals, digits as 0 to 9, one space between words, and nothing else. */
    static String plain(String text) {
        var letters =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        var digits = new StringBuilder();
        letters.codePoints()
                .map(point -> Character.isDigit(point) ? '0' + Character.digit(point, 10) : point)
                .forEach(digits::appendCodePoint);
        var joined = INSIDE.matcher(digits).replaceAll("");
        return BETWEEN.matcher(joined).replaceAll(" ").strip().toUpperCase(Locale.ROOT);
    }

    static Set<String> of(Meaning meaning) {
        return Objects.requireNonNull(WORDS.get(meaning));
    }

    private static Map<Meaning, Set<String>> words() {
        var words = new EnumMap<Meaning, Set<String>>(Meaning.class);
        for (var meaning : Meaning.values()) {
            var found = new HashSet<String>();
            Phrases.all().stream()
                    .filter(phrases -> phrases.has(meaning.key))
                    .flatMap(phrases -> Arrays.stream(phrases.say(meaning.key).split("[,،]")))
                    .map(ReplyWords::plain)
                    .filter(word -> !word.isEmpty())
                    .forEach(found::add);
            words.put(meaning, Set.copyOf(found));
        }
        return words;
    }
}
