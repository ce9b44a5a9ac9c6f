package dev.mayday.location;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log of locations ({@code mayday.locations}, key: the person).
 *
 * @param subjects what it belongs to
 * @param ended true where its time is after an end that the person was shown: kept only if that was
 *     not the truth
 */
public record LoggedFix(
        UUID personId,
        List<Subject> subjects,
        String installation,
        Instant receivedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean ended,
        Fix location) {
    /**
     * @param kind alert, sharing, …: as the view open_window names it
     */
    public record Subject(String kind, UUID id) {}
}
