package dev.mayday.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * A file of an account's export.
 *
 * @param name its path in the archive, such as {@code contacts.json}
 */
public record HeldFile(String name, Multi<byte[]> content) {

    /** What there is once it is asked for, as JSON. */
    public static HeldFile json(String name, ObjectMapper json, Uni<?> value) {
        return new HeldFile(name, value.map(found -> bytes(json, found)).toMulti());
    }

    private static byte[] bytes(ObjectMapper json, Object value) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
