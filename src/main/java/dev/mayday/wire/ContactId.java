package dev.mayday.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Names a contact. */
@Schema(type = SchemaType.STRING, format = "uuid")
public record ContactId(@JsonValue UUID value) {
    @JsonCreator
    public ContactId {}

    /**
     * @throws dev.mayday.problem.Refused not-found where the text is no UUID: an id that can't be
     *     has nothing behind it
     */
    public static ContactId of(String text) {
        return new ContactId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
