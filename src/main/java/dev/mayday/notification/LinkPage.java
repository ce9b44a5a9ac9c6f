package dev.mayday.notification;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page behind a link in words, before it is laid out.
 *
 * @param words what buttons and headings are called
 * @param status how the alert stands
 * @param warnings what the reader must know before all else
 * @param late when the press was heard of, where that was much later
 * @param answering what the reader may say: asked, going, declined, only-looks or over
 * @param going what the reader said before
 * @param emergency absent in a drill and when it is over
 */
public record LinkPage(
        Locale locale,
        boolean rightToLeft,
        Map<String, String> words,
        String state,
        String kind,
        String headline,
        @Nullable String banner,
        List<String> warnings,
        String status,
        Moment pressed,
        @Nullable String late,
        @Nullable String note,
        Notice.@Nullable Ref call,
        String answering,
        @Nullable String going,
        @Nullable Place place,
        String nobody,
        List<Said> coming,
        List<Said> declined,
        @Nullable Emergency emergency) {
    public LinkPage {
        words = Map.copyOf(words);
        warnings = List.copyOf(warnings);
        coming = List.copyOf(coming);
        declined = List.copyOf(declined);
    }

    /** A time in words, and for machines. */
    public record Moment(String text, Instant at) {}

    /**
     * The last known place.
     *
     * @param town the way from the next town
     * @param old that it is too old to rely on
     */
    public record Place(
            @Nullable String town,
            String coordinates,
            @Nullable String accuracy,
            Moment seen,
            @Nullable String old,
            @Nullable String battery,
            String geo,
            String map) {}

    /** What one of those who were told said. @param when since when, or when they will be there */
    public record Said(String name, String when, @Nullable String note) {}

    /**
     * @param hint what to mind when calling
     */
    public record Emergency(String title, Notice.Ref number, String hint) {}

    /** A page that has no more to say than this. */
    public record Word(Locale locale, boolean rightToLeft, String title, String text) {
        public String direction() {
            return rightToLeft ? "rtl" : "ltr";
        }
    }

    /** For a left-to-right page and its mirror. */
    public String direction() {
        return rightToLeft ? "rtl" : "ltr";
    }
}
