package dev.mayday.notification;

import dev.mayday.location.Fix;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody means by a text message. Whatever is not plainly one of these is left aside. */
sealed interface Reply {
    /** I'm going. */
    record Going() implements Reply {}

    /** I can't. */
    record Cannot() implements Reply {}

    /** Send nothing more to this number. */
    record Stop() implements Reply {}

    /** Send again. */
    record Start() implements Reply {}

    /**
     * Help is needed.
     *
     * @param place absent where none was given, or none that can be
     * @param words what else was written
     */
    record Sos(@Nullable Place place, @Nullable String words) implements Reply {}

    /** Anything else. */
    record Unknown() implements Reply {}

    /** Degrees, as {@link Fix} has them. */
    record Place(double lat, double lon) {
        Fix fix(Instant at) {
            return new Fix(null, at, lat, lon, null, null, null, null, null, "sms", "sms");
        }
    }

    Pattern SOS =
            Pattern.compile(
                    "[^\\p{L}\\p{N}]*S\\.?O\\.?S(?![\\p{L}\\p{N}])[\\s:,;.!]*(.*)",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /**
     * Two numbers that are plainly a place: with points (48.85, 2.29), with commas for points
     * (48,85 2,29), or whole (48,2). In this order: the second would else be read as the third.
     */
    Pattern PLACE =
            Pattern.compile(
                    "(?:geo:)?(?:([+-]?\\d{1,3}\\.\\d+)\\s*[,;\\s]\\s*([+-]?\\d{1,3}\\.\\d+)"
                            + "|([+-]?\\d{1,3},\\d+)\\s*[;\\s]\\s*([+-]?\\d{1,3},\\d+)"
                            + "|([+-]?\\d{1,3}(?:\\.\\d+)?),([+-]?\\d{1,3}(?:\\.\\d+)?))"
                            + "(?![\\p{L}\\p{N}])[\\s:,;.!]*(.*)",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    static Reply read(String text) {
        var sos = SOS.matcher(text);
        if (sos.matches()) {
            return sos(sos.group(1).strip());
        }
        return switch (ReplyWords.meaning(text)) {
            case YES -> new Going();
            case NO -> new Cannot();
            case STOP -> new Stop();
            case START -> new Start();
            case NONE -> new Unknown();
        };
    }

    private static Sos sos(String rest) {
        var match = PLACE.matcher(rest);
        if (match.matches()) {
            for (int pair = 1; pair <= 5; pair += 2) {
                var lat = match.group(pair);
                var lon = match.group(pair + 1);
                if (lat != null && lon != null) {
                    var place = place(lat, lon);
                    if (place != null) {
                        return new Sos(place, words(match.group(7)));
                    }
                }
            }
        }
        return new Sos(null, words(rest));
    }

    private static @Nullable Place place(String lat, String lon) {
        double north = Double.parseDouble(lat.replace(',', '.'));
        double east = Double.parseDouble(lon.replace(',', '.'));
        return Math.abs(north) <= 90 && Math.abs(east) <= 180 ? new Place(north, east) : null;
    }

    private static @Nullable String words(String text) {
        var words = text.replace("\0", "").strip();
        return words.isEmpty() ? null : words;
    }

    /** As metrics and the log name it. */
    default String kind() {
        return switch (this) {
            case Going g -> "going";
            case Cannot c -> "cannot";
            case Stop s -> "stop";
            case Start s -> "start";
            case Sos s -> "sos";
            case Unknown u -> "unknown";
        };
    }
}
