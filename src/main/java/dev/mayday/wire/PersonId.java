package dev.mayday.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Names a person. */
@Schema(type = SchemaType.STRING, format = "uuid")
public record PersonId(@JsonValue UUID value) {
    @JsonCreator
    public PersonId {}

    /**
     * @throws dev.mayday.problem.Refused not-found where the text is no UUID: an id that can't be
     *     has nothing behind it
     */
    public static PersonId of(String text) {
        return new PersonId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
