package dev.mayday.contact;

import dev.mayday.problem.Problem;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks the texts that a person writes about a contact. Each failure names its field. */
final class Words {
    private static final int LONGEST = 200;

    private Words() {}

    /** The name, stripped. It goes into subjects of mails, so it is one line. */
    static String name(@Nullable String name) {
        var text = name == null ? "" : line("name", name);
        if (text.isEmpty()) {
            throw Problem.invalid("name", "is missing or empty").refused();
        }
        return text;
    }

    static String relationship(String relationship) {
        return line("relationship", relationship);
    }

    static int tier(int tier) {
        if (tier < 1 || tier > 9) {
            throw Problem.invalid("tier", "must lie in 1..9").refused();
        }
        return tier;
    }

    static String locale(String locale) {
        try {
            var tag = new Locale.Builder().setLanguageTag(locale).build().toLanguageTag();
            if (!locale.isEmpty() && tag.length() <= 35) {
                return tag;
            }
        } catch (IllformedLocaleException e) {
            // refused below, like an empty one
        }
        throw Problem.invalid("locale", "must be a BCP 47 tag, such as de-AT").refused();
    }

    static String timeZone(String timeZone) {
        try {
            return ZoneId.of(timeZone).getId();
        } catch (DateTimeException e) {
            throw Problem.invalid("timeZone", "must be an IANA zone, such as Europe/Vienna")
                    .refused();
        }
    }

    private static String line(String field, String text) {
        var stripped = text.strip();
        if (stripped.codePointCount(0, stripped.length()) > LONGEST) {
            throw Problem.invalid(field, "has more than " + LONGEST + " characters").refused();
        }
        if (stripped.codePoints().anyMatch(Words::breaksLine)) {
            throw Problem.invalid(field, "holds a control character").refused();
        }
        return stripped;
    }

    private static boolean breaksLine(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
