package dev.mayday.notification;

import java.text.Bidi;
import java.util.regex.Pattern;

/**
 * Words of somebody else within a sentence (UAX #9): what runs the other way is put between FSI and
 * PDI, so that neither tears the other apart; marks by which a name could turn the sentence around
 * are taken out.
 */
final class Isolated {
    private static final char FIRST_STRONG = '\u2068';
    private static final char END = '\u2069';
    private static final Pattern TURNING = Pattern.compile("[\\u202A-\\u202E]");
    private static final Pattern ISOLATES = Pattern.compile("[\\u2066-\\u2069]");

    /** A number by itself stands well in either direction; a sign or a point beside it does not. */
    private static final Pattern SIGNED =
            Pattern.compile("[0-9][^0-9\\s\\p{L}\\p{M}]|[^0-9\\s\\p{L}\\p{M}][0-9]");

    private Isolated() {}

    /** The text as it stands in a sentence of that direction. */
    static String in(boolean rightToLeft, String text) {
        var tame = TURNING.matcher(text).replaceAll("");
        if (!balanced(tame)) {
            tame = none(tame);
        }
        return fits(rightToLeft, tame) ? tame : FIRST_STRONG + tame + END;
    }

    /** Without any: for a voice, or where each character counts. */
    static String none(String text) {
        return ISOLATES.matcher(text).replaceAll("");
    }

    private static boolean fits(boolean rightToLeft, String text) {
        if (!rightToLeft) {
            var characters = text.toCharArray();
            return !Bidi.requiresBidi(characters, 0, characters.length);
        }
        return !SIGNED.matcher(text).find() && text.codePoints().noneMatch(Isolated::leftToRight);
    }

    private static boolean leftToRight(int character) {
        return Character.getDirectionality(character) == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
    }

    /** Whether each isolate ends within the text, and none ends that did not begin there. */
    private static boolean balanced(String text) {
        int open = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == END) {
                open--;
            } else if (character >= '\u2066' && character <= FIRST_STRONG) {
                open++;
            }
            if (open < 0) {
                return false;
            }
        }
        return open == 0;
    }
}
