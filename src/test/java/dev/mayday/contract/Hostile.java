package dev.mayday.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a broken or a bad client sends. */
final class Hostile {
    private static final String MARK = "\"@here@\"";

    /** Strings that are no text: PostgreSQL can't hold the one, nor UTF-8 the other. */
    static final Set<String> NO_TEXT = Set.of("\"\\u0000\"", "\"\\ud800\"");

    private Hostile() {}

    /**
     * Values for a field, as they would stand in the message; not each is wrong for each field, and
     * some are no JSON at all.
     */
    static List<String> values() {
        return List.of(
                "true",
                "7",
                "-1",
                "0.5",
                "1e999",
                "-1e999",
                "NaN",
                "Infinity",
                "-Infinity",
                "9".repeat(60),
                "9".repeat(400),
                "\"\"",
                "\"x\"",
                "\"NaN\"",
                "\"1e999\"",
                "\"" + "y".repeat(100_000) + "\"",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "\"../../etc/passwd\"",
                "\"' OR 1=1 --\"",
                "\"2026-13-45T99:99:99Z\"",
                "\"+1000000000-01-01T00:00:00Z\"",
                "[]",
                "[null]",
                "[[[[1]]]]",
                "{}",
                "{\"a\":{\"a\":1}}");
    }

    /** Whole messages of which nothing can be made. */
    static List<String> texts() {
        var texts =
                new ArrayList<>(
                        List.of(
                                "",
                                " ",
                                "null",
                                "true",
                                "7",
                                "\"alert.trigger\"",
                                "[]",
                                "[{\"type\":\"ok\"}]",
                                "{",
                                "}",
                                "{}",
                                "{\"type\":",
                                "{\"type\":null}",
                                "{\"type\":7}",
                                "{\"type\":[]}",
                                "{\"type\":\"\"}",
                                "{\"type\":\"no.such\"}",
                                "{\"type\":\"" + "z".repeat(50_000) + "\"}",
                                "{type:'alert.trigger'}",
                                "{\"type\":\"ok\"} trailing",
                                "{\"type\":\"ok\"}{\"type\":\"ok\"}",
                                "// a comment\n{}",
                                "\ufeff{\"type\":\"alert.trigger\"}",
                                "<xml/>",
                                "GET / HTTP/1.1",
                                "[".repeat(100_000),
                                "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000),
                                "{\"type\":\"locations\",\"locations\":"
                                        + "[".repeat(1_000)
                                        + "]".repeat(1_000)
                                        + "}",
                                "{\"n\":" + "1".repeat(100_000) + "}",
                                "\0".repeat(10)));
        var random = new Random(20261123); // the same ones on every run
        for (int i = 0; i < 20; i++) {
            texts.add(garbage(random));
        }
        return texts;
    }

    /** The message with this text as the field's value; without the field where there is none. */
    static String with(ObjectNode message, List<String> path, @Nullable String value) {
        var copy = message.deepCopy();
        JsonNode place = copy;
        for (var step : path.subList(0, path.size() - 1)) {
            place = place.isArray() ? place.get(Integer.parseInt(step)) : place.get(step);
        }
        if (value == null) {
            ((ObjectNode) place).remove(path.getLast());
            return copy.toString();
        }
        ((ObjectNode) place).put(path.getLast(), "@here@");
        return copy.toString().replace(MARK, value);
    }

    /** Whether the value is one that the schema refuses; what is no JSON always is. */
    static boolean isWrong(String value, Predicate<JsonNode> valid) {
        try {
            var node = Schemas.JSON.readTree(value);
            return NO_TEXT.contains(value)
                    || node.isNumber() && Double.isInfinite(node.doubleValue())
                    || !valid.test(node);
        } catch (JsonProcessingException e) {
            return true;
        }
    }

    private static String garbage(Random random) {
        var text = new StringBuilder();
        var alphabet = "{}[]\",:\\ue0123456789.-+tfnalsr \n";
        int length = 1 + random.nextInt(200);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
