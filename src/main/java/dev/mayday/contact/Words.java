package dev.mayday.contact;

import dev.mayday.problem.Problem;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;

/** Checks the texts that a person writes about a contact. Each failure names its field. */
final class Words {
    private Words() {}

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
}
