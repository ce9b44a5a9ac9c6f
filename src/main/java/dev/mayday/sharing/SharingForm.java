package dev.mayday.sharing;

import dev.mayday.problem.Problem;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sharing as a client asks for it.
 *
 * @param contactIds with whom; null for every contact with an account
 * @param minutes 1..1440
 */
record SharingForm(@Nullable List<UUID> contactIds, Integer minutes, @Nullable String note) {
    static final int MOST_MINUTES = 1_440;
    private static final int LONGEST_NOTE = 2_000;
    private static final int MOST_CONTACTS = 200;

    SharingForm(
            @Nullable List<@Nullable UUID> contactIds,
            @Nullable Integer minutes,
            @Nullable String note) {
        this.contactIds = contactIds == null ? null : contacts(contactIds);
        this.note = note == null ? null : note(note);
        this.minutes = minutes(minutes);
    }

    /** The same for all that say how long. */
    static int minutes(@Nullable Integer minutes) {
        if (minutes == null) {
            throw Problem.invalid("minutes", "is missing").refused();
        }
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw Problem.invalid("minutes", "must lie in 1.." + MOST_MINUTES).refused();
        }
        return minutes;
    }

    private static List<UUID> contacts(List<@Nullable UUID> ids) {
        if (ids.isEmpty()
                || ids.size() > MOST_CONTACTS
                || ids.stream().anyMatch(id -> id == null)) {
            throw Problem.invalid("contactIds", "must name 1.." + MOST_CONTACTS + " contacts")
                    .refused();
        }
        return ids.stream().distinct().toList();
    }

    private static String note(String note) {
        if (note.length() > LONGEST_NOTE) {
            throw Problem.invalid("note", "must have at most " + LONGEST_NOTE + " characters")
                    .refused();
        }
        return note;
    }
}
