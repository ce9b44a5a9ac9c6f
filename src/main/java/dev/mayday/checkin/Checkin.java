package dev.mayday.checkin;

import dev.mayday.problem.Problem;
import dev.mayday.wire.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A promise to be heard of by a time, and what became of it. Pure: each change is a new one.
 *
 * @param startedAt from when the person's places are kept
 * @param dueAt by when the person wants to be heard of
 * @param grace after it, before anybody is told
 * @param destination in words, or the id of a place
 * @param contacts who alone is told; empty for all
 * @param endedAt when it was answered, called off or missed; null while it runs
 * @param pinLockedAt five wrong PINs were given
 * @param duressAt the duress PIN was given
 * @param duressAlert what was raised for that
 * @param goal the destination in words
 */
record Checkin(
        UUID id,
        PersonId person,
        State state,
        Instant startedAt,
        Instant dueAt,
        Duration grace,
        @Nullable String note,
        @Nullable String destination,
        List<UUID> contacts,
        @Nullable Instant endedAt,
        boolean endedByPin,
        @Nullable Instant pinLockedAt,
        @Nullable Instant duressAt,
        @Nullable UUID duressAlert,
        @Nullable String goal) {

    /** So long after it began it must be over, however often it is extended. */
    static final Duration LONGEST = Duration.ofDays(7);

    private static final List<Duration> REMINDED_BEFORE =
            List.of(Duration.ofMinutes(5), Duration.ofMinutes(1));

    /** Where it stands, as its owner is shown it. */
    enum State {
        RUNNING,
        OK,
        CANCELLED,
        MISSED
    }

    static Checkin started(
            UUID id, PersonId person, CheckinForm form, List<UUID> contacts, Instant now) {
        return new Checkin(
                id,
                person,
                State.RUNNING,
                now,
                form.due(now),
                form.grace(),
                form.note(),
                form.destination(),
                contacts,
                null,
                false,
                null,
                null,
                null,
                form.destination());
    }

    boolean running() {
        return state == State.RUNNING;
    }

    /** When people are told, if nothing is heard before. */
    Instant missesAt() {
        return dueAt.plus(grace);
    }

    /**
     * When the person is reminded: five minutes and one minute before it is due, as far as that is
     * in the second half of what there was; at half of it where neither is; and when it is due.
     *
     * @param from when it began, or was extended
     */
    List<Instant> reminders(Instant from) {
        var half = Duration.between(from, dueAt).dividedBy(2);
        var before = REMINDED_BEFORE.stream().filter(lead -> lead.compareTo(half) < 0).toList();
        return Stream.concat(
                        (before.isEmpty() ? List.of(half) : before).stream(),
                        Stream.of(Duration.ZERO))
                .map(dueAt::minus)
                .toList();
    }

    /** All is well. The same again changes nothing: the answer to the first may have been lost. */
    Checkin answered(Instant now) {
        return state == State.OK ? this : stillRunning().ended(State.OK, now, false);
    }

    Checkin cancelled(Instant now, boolean byPin) {
        return stillRunning().ended(State.CANCELLED, now, byPin);
    }

    Checkin missed(Instant now) {
        return stillRunning().ended(State.MISSED, now, false);
    }

    /** So much later than it was due; if it is due already, from now on. */
    Checkin extended(Duration more, Instant now) {
        stillRunning();
        var from = dueAt.isAfter(now) ? dueAt : now;
        var later = from.plus(more);
        if (later.isAfter(startedAt.plus(LONGEST))) {
            throw Problem.invalid("minutes", "a check-in may be due 7 days after it began at most")
                    .refused();
        }
        return with(state, later, endedAt, endedByPin, pinLockedAt, duressAt, duressAlert);
    }

    /** What its owner is not shown: PINs are locked, or the duress PIN was given. */
    Checkin marked(@Nullable Instant lockedAt, @Nullable Instant underDuressAt) {
        return with(
                state,
                dueAt,
                endedAt,
                endedByPin,
                pinLockedAt == null ? lockedAt : pinLockedAt,
                duressAt == null ? underDuressAt : duressAt,
                duressAlert);
    }

    /** The duress PIN has been acted on. */
    Checkin raised(UUID alert) {
        return with(state, dueAt, endedAt, endedByPin, pinLockedAt, duressAt, alert);
    }

    /** What those who are told read of it: the person's note, and where it was going. */
    @Nullable String words() {
        if (note == null || goal == null) {
            return note == null ? goal : note;
        }
        var both = note + " → " + goal;
        return both.length() <= CheckinForm.LONGEST_NOTE ? both : note;
    }

    /** The duress PIN was given, and nothing has followed from it yet. */
    boolean unheard() {
        return duressAt != null && duressAlert == null;
    }

    /**
     * @throws dev.mayday.problem.Refused checkin-missed, checkin-ended
     */
    Checkin stillRunning() {
        return switch (state) {
            case RUNNING -> this;
            case MISSED ->
                    throw Problem.conflict(
                                    "checkin-missed",
                                    "it was missed, and people have been told: resolve the alert")
                            .refused();
            case OK, CANCELLED ->
                    throw Problem.conflict("checkin-ended", "it is over already").refused();
        };
    }

    private Checkin ended(State end, Instant now, boolean byPin) {
        return with(end, dueAt, now, byPin, pinLockedAt, duressAt, duressAlert);
    }

    private Checkin with(
            State nextState,
            Instant nextDueAt,
            @Nullable Instant nextEndedAt,
            boolean byPin,
            @Nullable Instant lockedAt,
            @Nullable Instant underDuressAt,
            @Nullable UUID alert) {
        return new Checkin(
                id,
                person,
                nextState,
                startedAt,
                nextDueAt,
                grace,
                note,
                destination,
                contacts,
                nextEndedAt,
                byPin,
                lockedAt,
                underDuressAt,
                alert,
                goal);
    }
}
