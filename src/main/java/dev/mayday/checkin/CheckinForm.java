package dev.mayday.checkin;

import dev.mayday.problem.Problem;
import dev.mayday.wire.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A check-in as a client asks for it.
 *
 * @param minutes until it is due, 1..1440; or dueAt
 * @param dueAt within the next 24 hours; or minutes
 * @param graceMinutes after it, before anybody is told: 0..120, 5 if absent
 * @param note for those who are told if it is missed
 * @param destination where the person is going: in words, or the id of a place
 * @param contactIds who alone is told; all if absent
 */
record CheckinForm(
        @Schema(minimum = "1", maximum = "1440") @Nullable Integer minutes,
        @Schema(format = "date-time") @Nullable String dueAt,
        @Schema(minimum = "0", maximum = "120", defaultValue = "5") @Nullable Integer graceMinutes,
        @Schema(maxLength = 2000) @Nullable String note,
        @Schema(maxLength = 200) @Nullable String destination,
        @Schema(minItems = 1, maxItems = 50) @Nullable List<@Nullable UUID> contactIds) {

    static final int MOST_MINUTES = 1_440;
    private static final int MOST_GRACE = 120;
    private static final int GRACE = 5;
    static final int LONGEST_NOTE = 2_000;
    private static final int LONGEST_DESTINATION = 200;
    private static final int MOST_CONTACTS = 50;

    CheckinForm {
        if (minutes != null) {
            minutes(minutes);
        }
        if (dueAt != null) {
            Fields.time("dueAt", dueAt);
        }
        if (graceMinutes != null && (graceMinutes < 0 || graceMinutes > MOST_GRACE)) {
            throw Problem.invalid("graceMinutes", "must lie in 0.." + MOST_GRACE).refused();
        }
        note = text("note", note, LONGEST_NOTE);
        destination = text("destination", destination, LONGEST_DESTINATION);
        if (contactIds != null && (contactIds.isEmpty() || contactIds.size() > MOST_CONTACTS)) {
            throw Problem.invalid("contactIds", "must name 1.." + MOST_CONTACTS + " contacts")
                    .refused();
        }
        if (minutes == null && dueAt == null) {
            throw Problem.invalid("minutes", "is missing, and so is dueAt").refused();
        }
        if (minutes != null && dueAt != null) {
            throw Problem.invalid("dueAt", "give minutes or dueAt, not both").refused();
        }
    }

    /**
     * @throws dev.mayday.problem.Refused invalid-minutes where it is missing or not in 1..1440
     */
    static Duration minutes(@Nullable Integer given) {
        if (given == null) {
            throw Problem.invalid("minutes", "is missing").refused();
        }
        if (given < 1 || given > MOST_MINUTES) {
            throw Problem.invalid("minutes", "must lie in 1.." + MOST_MINUTES).refused();
        }
        return Duration.ofMinutes(given);
    }

    /**
     * @throws dev.mayday.problem.Refused invalid-dueAt where it is not within the next 24 hours
     */
    Instant due(Instant now) {
        if (dueAt == null) {
            return now.plus(minutes(minutes));
        }
        var due = Fields.time("dueAt", dueAt);
        if (!due.isAfter(now) || due.isAfter(now.plus(Duration.ofMinutes(MOST_MINUTES)))) {
            throw Problem.invalid("dueAt", "must lie within the next 24 hours").refused();
        }
        return due;
    }

    Duration grace() {
        return Duration.ofMinutes(graceMinutes == null ? GRACE : graceMinutes);
    }

    /** Each once. */
    List<UUID> contacts() {
        if (contactIds == null) {
            return List.of();
        }
        var each = new LinkedHashSet<UUID>();
        for (UUID id : contactIds) {
            if (id == null) {
                throw Problem.invalid("contactIds", "must hold ids of contacts").refused();
            }
            each.add(id);
        }
        return List.copyOf(each);
    }

    private static @Nullable String text(String field, @Nullable String text, int longest) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > longest) {
            throw Problem.invalid(field, "must have at most " + longest + " characters").refused();
        }
        return text.strip();
    }
}
