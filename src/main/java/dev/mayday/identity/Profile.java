package dev.mayday.identity;

import dev.mayday.problem.Problem;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;

/** The rules for what people say of themselves. Each names its field in what it refuses. */
final class Profile {
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private Profile() {}

    /** A BCP 47 tag, in its canonical form. */
    static String locale(String tag) {
        try {
            var locale = new Locale.Builder().setLanguageTag(tag).build();
            if (!locale.getLanguage().isEmpty() && tag.length() <= 100) {
                return locale.toLanguageTag();
            }
        } catch (IllformedLocaleException e) {
            // falls through: refused like one that names no language
        }
        throw Problem.invalid("locale", "must be a BCP 47 language tag, such as de-CH").refused();
    }

    /** A name of the IANA time zone database. */
    static String timeZone(String name) {
        if (!ZONES.contains(name)) {
            throw Problem.invalid("timeZone", "must be an IANA time zone, such as Europe/Berlin")
                    .refused();
        }
        return name;
    }
}
