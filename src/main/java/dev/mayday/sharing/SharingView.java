package dev.mayday.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mayday.wire.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sharing as the wire shows it.
 *
 * @param minutes how long it was meant to be, extensions included
 * @param version starts at 1 and grows by one with each change of it
 * @param endsAt when it is over, or was
 * @param endedAt the same, once it is over
 * @param contactIds with whom, to its owner alone; null to all others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SharingView(
        UUID id,
        Sharer person,
        int minutes,
        @Nullable String note,
        int version,
        Instant startedAt,
        Instant endsAt,
        @Nullable Instant endedAt,
        @Nullable List<UUID> contactIds) {

    /** Whose place it is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Sharer(PersonId id, String name, @Nullable String phone) {}

    /** As somebody is shown it with whom it is shared. */
    SharingView toOthers() {
        return new SharingView(
                id, person, minutes, note, version, startedAt, endsAt, endedAt, null);
    }
}
