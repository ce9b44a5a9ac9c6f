package dev.mayday.notification;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Text in the letters of the GSM alphabet, where that makes a text message shorter. Signs change
 * freely; letters of words and names ({@code ê í ł}) only where all of it then fits one segment.
 */
final class PlainLetters {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Map<Integer, String> SIGNS =
            Map.ofEntries(
                    Map.entry((int) '…', "..."),
                    Map.entry((int) '“', "\""),
                    Map.entry((int) '”', "\""),
                    Map.entry((int) '„', "\""),
                    Map.entry((int) '«', "\""),
                    Map.entry((int) '»', "\""),
                    Map.entry((int) '‘', "'"),
                    Map.entry((int) '’', "'"),
                    Map.entry((int) '‚', "'"),
                    Map.entry((int) '–', "-"),
                    Map.entry((int) '—', "-"),
                    Map.entry((int) '‑', "-"),
                    Map.entry((int) '→', "->"),
                    Map.entry((int) '±', "+/-"),
                    Map.entry((int) '\t', " "),
                    Map.entry((int) '\u00a0', " "),
                    Map.entry((int) '\u2009', " "),
                    Map.entry((int) '\u202f', " "));

    /** Letters that do not come apart into a letter and a mark. */
    private static final Map<Integer, String> LETTERS =
            Map.ofEntries(
                    Map.entry((int) 'ł', "l"),
                    Map.entry((int) 'Ł', "L"),
                    Map.entry((int) 'đ', "d"),
                    Map.entry((int) 'Đ', "D"),
                    Map.entry((int) 'ð', "d"),
                    Map.entry((int) 'Ð', "D"),
                    Map.entry((int) 'þ', "th"),
                    Map.entry((int) 'Þ', "Th"),
                    Map.entry((int) 'ı', "i"),
                    Map.entry((int) 'œ', "oe"),
                    Map.entry((int) 'Œ', "Oe"),
                    Map.entry((int) 'ħ', "h"),
                    Map.entry((int) 'ẞ', "SS"),
                    Map.entry((int) 'ª', "a"),
                    Map.entry((int) 'º', "o"));

    private PlainLetters() {}

    /** As it is best sent. */
    static String of(String text) {
        var composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        var signs = replaced(composed, false);
        if (SmsLength.isGsm7(signs)) {
            return signs;
        }
        var letters = replaced(composed, true);
        return SmsLength.isGsm7(letters) && SmsLength.segments(letters) == 1 ? letters : composed;
    }

    private static String replaced(String text, boolean letters) {
        var plain = new StringBuilder();
        text.codePoints()
                .forEach(point -> {
                    var sign = SIGNS.get(point);
                    if (SmsLength.isGsm7(point)) {
                        plain.appendCodePoint(point);
                    } else if (sign != null) {
                        plain.append(sign);
                    } else if (letters) {
                        plain.append(letter(point));
                    } else {
                        plain.appendCodePoint(point);
                    }
                });
        return plain.toString();
    }

    private static String letter(int point) {
        var known = LETTERS.get(point);
        if (known != null) {
            return known;
        }
        return switch (Character.getType(point)) {
            case Character.OTHER_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.FORMAT,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    "";
            default ->
                    MARKS.matcher(
                                    Normalizer.normalize(
                                            Character.toString(point), Normalizer.Form.NFKD))
                            .replaceAll("");
        };
    }
}
