package dev.mayday.alert;

import dev.mayday.location.Fix;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.ContactId;
import dev.mayday.wire.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The alert object of PROTOCOL.md, as one side may see it.
 *
 * @param version of that side's projection
 * @param location where it was pressed
 * @param duress for guardians alone; absent for the owner
 */
public record AlertView(
        AlertId id,
        UUID clientAlertId,
        String kind,
        String state,
        int version,
        boolean silent,
        boolean drill,
        Instant raisedAt,
        Instant receivedAt,
        @Nullable Instant activatesAt,
        @Nullable String note,
        Raiser person,
        @Nullable Fix location,
        List<Answer> acknowledgements,
        List<Answer> declined,
        @Nullable Resolution resolution,
        @Nullable Boolean duress) {

    /** Who raised it. */
    public record Raiser(PersonId id, String name, @Nullable String phone) {}

    /** What a contact said. */
    public record Answer(
            @Nullable ContactId contactId,
            String name,
            Instant at,
            @Nullable String note,
            @Nullable Integer etaMinutes) {}

    /** How it ended. */
    public record Resolution(String reason, Instant at, By by) {}

    /** The same as it would be after an end: what a duress PIN leaves its owner to see. */
    AlertView as(String endState, int endVersion, @Nullable Resolution end) {
        return new AlertView(
                id,
                clientAlertId,
                kind,
                endState,
                endVersion,
                silent,
                drill,
                raisedAt,
                receivedAt,
                activatesAt,
                note,
                person,
                location,
                acknowledgements,
                declined,
                end,
                null);
    }

    /** For a link that the owner made: nobody else's name. */
    public AlertView withoutNames() {
        return new AlertView(
                id,
                clientAlertId,
                kind,
                state,
                version,
                silent,
                drill,
                raisedAt,
                receivedAt,
                activatesAt,
                note,
                person,
                location,
                anonymous(acknowledgements),
                anonymous(declined),
                anonymous(resolution),
                duress);
    }

    private static List<Answer> anonymous(List<Answer> answers) {
        return answers.stream()
                .map(answer ->
                        new Answer(null, "a contact", answer.at, answer.note, answer.etaMinutes))
                .toList();
    }

    private @Nullable Resolution anonymous(@Nullable Resolution ended) {
        if (ended == null || ended.by.contactId() == null) {
            return ended;
        }
        return new Resolution(ended.reason, ended.at, new By(null, null, null, null, "a contact"));
    }
}
