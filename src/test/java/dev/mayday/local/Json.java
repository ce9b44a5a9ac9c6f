package dev.mayday.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** JSON as the contract has it: what is missing is absent, times have milliseconds. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    /**
     * An object of names and values in turn; a value that is null or an empty Optional is left out.
     */
    public static ObjectNode object(Object... namesAndValues) {
        var object = MAPPER.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            var value = plain(namesAndValues[i + 1]);
            if (value != null) {
                object.set((String) namesAndValues[i], MAPPER.valueToTree(value));
            }
        }
        return object;
    }

    /** What the text holds; a missing node if it is no JSON. */
    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static Object plain(Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> maybe -> plain(maybe.orElse(null));
            case Instant at -> TIME.format(at);
            case UUID id -> id.toString();
            case Collection<?> many -> many.stream().map(Json::plain).toList();
            default -> value;
        };
    }
}
