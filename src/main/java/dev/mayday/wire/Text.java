package dev.mayday.wire;

import dev.mayday.problem.Problem;

/**
 * Which texts can be kept and sent on: PostgreSQL has no NUL, and half a pair of surrogates, which
 * JSON's escapes can write, is no character of UTF-8.
 */
public final class Text {
    private Text() {}

    /**
     * @throws dev.mayday.problem.Refused invalid-&lt;field&gt; where the text can't be kept
     */
    public static String of(String field, String text) {
        if (!isKept(text)) {
            throw Problem.invalid(field, "must not hold NUL or half a pair of surrogates")
                    .refused();
        }
        return text;
    }

    /** The text without what can't be kept. */
    public static String mended(String text) {
        return isKept(text)
                ? text
                : text.codePoints()
                        .filter(Text::isKept)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
    }

    public static boolean isKept(String text) {
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (!isKept(character)) {
                return false;
            }
            i += Character.charCount(character);
        }
        return true;
    }

    /** Code points never hold a whole pair of surrogates. */
    private static boolean isKept(int character) {
        return character != 0 && (character < 0xD800 || character > 0xDFFF);
    }
}
