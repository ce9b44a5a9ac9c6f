package dev.mayday.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.problem.Problem;
import dev.mayday.problem.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a message that came from outside: a value of the wrong type or out of range
 * is refused as {@code invalid-<field>}. JSON's null is an absent value.
 */
public record Fields(JsonNode node) {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    public Fields {
        if (!node.isObject()) {
            throw Problem.malformed("not a JSON object").refused();
        }
    }

    /**
     * Refuses a message whose bytes were no UTF-8: what could not be read stands in the text as
     * U+FFFD.
     */
    public static void requireUtf8(String message) {
        if (message.indexOf('\uFFFD') >= 0) {
            throw Problem.malformed("not UTF-8").refused();
        }
    }

    public @Nullable JsonNode value(String field) {
        var value = node.get(field);
        return value == null || value.isNull() ? null : value;
    }

    /**
     * @param max the most characters that are taken
     */
    public @Nullable String text(String field, int max) {
        var text = text(field);
        if (text != null && text.length() > max) {
            throw invalid(field, "must have at most " + max + " characters");
        }
        return text == null ? null : Text.of(field, text);
    }

    /** Any string, such as only its sender makes something of. */
    public @Nullable String text(String field) {
        var value = value(field);
        if (value != null && !value.isTextual()) {
            throw invalid(field, "must be a string");
        }
        return value == null ? null : value.textValue();
    }

    /** A finite number within the range, both ends included. */
    public @Nullable Double number(String field, double min, double max) {
        var value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            throw invalid(field, "must be a number");
        }
        double number = value.doubleValue();
        if (!(number >= min && number <= max)) {
            throw invalid(field, "must lie in " + plain(min) + ".." + plain(max));
        }
        return number;
    }

    /** A whole number within the range, both ends included. */
    public @Nullable Long whole(String field, long min, long max) {
        var value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || !value.canConvertToExactIntegral() || !value.canConvertToLong()) {
            throw invalid(field, "must be a whole number in " + min + ".." + max);
        }
        long whole = value.longValue();
        if (whole < min || whole > max) {
            throw invalid(field, "must lie in " + min + ".." + max);
        }
        return whole;
    }

    public boolean flag(String field) {
        var value = value(field);
        if (value != null && !value.isBoolean()) {
            throw invalid(field, "must be true or false");
        }
        return value != null && value.booleanValue();
    }

    public @Nullable UUID uuid(String field) {
        var text = text(field, 64);
        return text == null ? null : Ids.parse(field, text);
    }

    /** A time of RFC 3339, to the millisecond. */
    public @Nullable Instant time(String field) {
        var text = text(field, 64);
        return text == null ? null : time(field, text);
    }

    /**
     * A time of RFC 3339, to the millisecond.
     *
     * @throws Refused invalid-&lt;field&gt; where it is none, or none of the years 1 to 9999
     */
    public static Instant time(String field, String text) {
        try {
            var at = Rfc3339.parse(text);
            if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
                throw invalid(field, "is out of range");
            }
            return at;
        } catch (DateTimeException e) {
            throw invalid(field, "must be a time of RFC 3339 with its offset");
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    private static Refused invalid(String field, String why) {
        return Problem.invalid(field, why).refused();
    }

    /**
     * The body of a request that must have one.
     *
     * @throws dev.mayday.problem.Refused malformed-message where it is missing
     */
    public static <T> T body(@Nullable T body) {
        if (body == null) {
            throw Problem.malformed("the body is missing").refused();
        }
        return body;
    }
}
