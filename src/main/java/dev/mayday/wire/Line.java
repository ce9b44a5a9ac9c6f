package dev.mayday.wire;

import dev.mayday.problem.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A line that people write, such as a name: subjects of mails and lists show it. */
public final class Line {
    private static final int LONGEST = 200;

    /** They turn around what stands beside them, and come along unseen with what is pasted. */
    private static final Pattern TURNS = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]+");

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]");

    /** Of letters and symbols five are blank: fillers for Hangul, and Braille without a dot. */
    private static final Pattern SEEN =
            Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S}&&[^\\u115F\\u1160\\u3164\\uFFA0\\u2800]]");

    private Line() {}

    /**
     * Stripped of the blanks around it and of controls of direction.
     *
     * @throws dev.mayday.problem.Refused invalid-&lt;field&gt; for more than 200 characters (code
     *     points, as the database counts), a control character, or half a surrogate pair
     */
    public static String of(String field, String text) {
        var line = TURNS.matcher(text).replaceAll("").strip();
        if (line.codePointCount(0, line.length()) > LONGEST) {
            throw Problem.invalid(field, "must have at most " + LONGEST + " characters").refused();
        }
        if (BREAKS.matcher(line).find()) {
            throw Problem.invalid(field, "must not hold control characters").refused();
        }
        return line;
    }

    /**
     * Such a line of which there is something to see.
     *
     * @throws dev.mayday.problem.Refused invalid-&lt;field&gt;
     */
    public static String name(String field, @Nullable String name) {
        var line = of(field, name == null ? "" : name);
        if (!SEEN.matcher(line).find()) {
            throw Problem.invalid(field, "must not be blank").refused();
        }
        return line;
    }
}
