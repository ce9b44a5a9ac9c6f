package dev.mayday.notification;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message in words, before a channel lays it out.
 *
 * @param locale of the words
 * @param rightToLeft how they are to be set
 * @param opening of a discreet message: the first that there is to read, and all that a list shows
 * @param banner above all else: that it is a drill
 * @param warning what not to do
 * @param lines the facts
 * @param action the one thing to do
 */
public record Notice(
        Locale locale,
        boolean rightToLeft,
        boolean urgent,
        String subject,
        @Nullable String opening,
        @Nullable String banner,
        String headline,
        @Nullable String warning,
        List<Line> lines,
        @Nullable Ref action,
        String footer) {
    public Notice {
        lines = List.copyOf(lines);
    }

    /**
     * @param label absent where the text speaks for itself
     */
    public record Line(@Nullable String label, String text, List<Ref> refs) {
        public Line {
            refs = List.copyOf(refs);
        }
    }

    /** A link and what it is called. */
    public record Ref(String text, String url) {}

    /** As it stands behind a label. */
    public String colon() {
        return Phrases.of(locale).say("colon");
    }

    /** For a left-to-right page and its mirror. */
    public String direction() {
        return rightToLeft ? "rtl" : "ltr";
    }
}
