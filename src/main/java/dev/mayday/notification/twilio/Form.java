package dev.mayday.notification.twilio;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an {@code application/x-www-form-urlencoded} text, or of a query, in their order.
 */
record Form(List<Field> fields) {
    record Field(String name, String value) {}

    Form {
        fields = List.copyOf(fields);
    }

    /**
     * @param pairs of name and value, in turn
     */
    static Form of(String... pairs) {
        var fields = new ArrayList<Field>();
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            fields.add(new Field(pairs[i], pairs[i + 1]));
        }
        return new Form(fields);
    }

    /**
     * @throws IllegalArgumentException if an escape in it is none
     */
    static Form parse(@Nullable String text) {
        var fields = new ArrayList<Field>();
        for (var pair : text == null ? new String[0] : text.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                fields.add(
                        new Field(
                                decoded(equals < 0 ? pair : pair.substring(0, equals)),
                                equals < 0 ? "" : decoded(pair.substring(equals + 1))));
            }
        }
        return new Form(fields);
    }

    /** The field's first value; null where there is none, or an empty one. */
    @Nullable String first(String name) {
        return fields.stream()
                .filter(field -> field.name.equals(name) && !field.value.isEmpty())
                .map(Field::value)
                .findFirst()
                .orElse(null);
    }

    String encoded() {
        return fields.stream()
                .map(field -> encoded(field.name) + "=" + encoded(field.value))
                .collect(Collectors.joining("&"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
