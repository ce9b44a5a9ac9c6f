package dev.mayday.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mayday.problem.Problem;
import dev.mayday.problem.Refused;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of an app's report, whether it came as JSON or as a query or form, where all
 * values are texts. An empty value is a missing one. A value that can't be is refused as {@code
 * invalid-<field>}, by the app's own name for the field.
 */
record AppFields(JsonNode node) {
    private static final int LONGEST = 1_000;
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
    private static final Set<String> NO = Set.of("false", "0");

    AppFields {
        if (!node.isObject()) {
            throw Problem.malformed("not a JSON object").refused();
        }
    }

    /** The object in that field; an empty one where it is missing. */
    AppFields in(String field) {
        var value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return new AppFields(JsonNodeFactory.instance.objectNode());
        }
        if (!value.isObject()) {
            throw invalid(field, "must be an object");
        }
        return new AppFields(value);
    }

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    /** Whether it says nothing there. */
    boolean lacks(String field) {
        return !has(field) || node.path(field).isTextual() && text(field) == null;
    }

    /** The value as text; null where it is missing, empty, an object or a list. */
    @Nullable String text(String field) {
        var value = node.path(field);
        if (!value.isValueNode() || value.isNull()) {
            return null;
        }
        var text = value.asText().strip();
        return text.isEmpty() ? null : text;
    }

    /** Whether it says no: false or 0. Where it says nothing, it does not. */
    boolean denies(String field) {
        var text = text(field);
        return text != null && NO.contains(text);
    }

    double needed(String field, double min, double max) {
        var number = number(field, min, max);
        if (number == null) {
            throw invalid(field, "is missing");
        }
        return number;
    }

    @Nullable Double number(String field, double min, double max) {
        var number = number(field);
        if (number != null && !(number >= min && number <= max)) {
            throw invalid(field, "must lie in " + min + ".." + max);
        }
        return number;
    }

    /** A number of which apps write a negative one where they don't know it. */
    @Nullable Double measure(String field, double max) {
        var number = number(field);
        if (number != null && !(number > Double.NEGATIVE_INFINITY && number <= max)) {
            throw invalid(field, "is larger than can be");
        }
        return number == null || number < 0 ? null : number;
    }

    private @Nullable Double number(String field) {
        var value = node.path(field);
        if (value.isNumber()) {
            return value.doubleValue();
        }
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(field, "must be a number");
        }
        var text = value.textValue().strip();
        if (text.isEmpty()) {
            return null;
        }
        if (text.length() > LONGEST || !NUMBER.matcher(text).matches()) {
            throw invalid(field, "must be a number");
        }
        return Double.valueOf(text);
    }

    /** Epoch seconds or milliseconds, or ISO 8601; without a zone it is UTC. */
    @Nullable Instant time(String field) {
        var text = text(field);
        if (text == null) {
            if (has(field) && !node.path(field).isTextual()) {
                throw invalid(field, "must be a time");
            }
            return null;
        }
        var time = AppTime.read(text);
        if (time == null) {
            throw invalid(field, "must be epoch seconds or milliseconds, or a time of ISO 8601");
        }
        return time;
    }

    /** As {@link #time}; null too where it can't be read, or comes from a clock never set. */
    @Nullable Instant timeIfAny(String field) {
        var text = text(field);
        var time = text == null ? null : AppTime.read(text);
        return time == null || time.isBefore(AppTime.CLOCKS_ARE_SET) ? null : time;
    }

    static Refused invalid(String field, String why) {
        return Problem.invalid(field, why).refused();
    }
}
