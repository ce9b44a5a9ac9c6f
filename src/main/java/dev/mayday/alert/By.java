package dev.mayday.alert;

import org.jspecify.annotations.Nullable;

/** Who did something, as a timeline entry says it: exactly one of the ids, or the system itself. */
public record By(
        @Nullable String contactId,
        @Nullable String userId,
        @Nullable String linkId,
        @Nullable Boolean system,
        String name) {
    public static final By SYSTEM = new By(null, null, null, true, "Mayday");

    public static By contact(Object id, String name) {
        return new By(id.toString(), null, null, null, name);
    }

    public static By user(Object id, String name) {
        return new By(null, id.toString(), null, null, name);
    }

    /** From the columns by_kind, by_id and by_name. */
    public static By of(String kind, String id, String name) {
        return switch (kind) {
            case "contact" -> contact(id, name);
            case "user" -> user(id, name);
            case "link" -> new By(null, null, id, null, name);
            default -> SYSTEM;
        };
    }

    String kind() {
        return contactId != null
                ? "contact"
                : userId != null ? "user" : linkId != null ? "link" : "system";
    }

    String id() {
        return contactId != null
                ? contactId
                : userId != null ? userId : linkId != null ? linkId : "mayday";
    }
}
