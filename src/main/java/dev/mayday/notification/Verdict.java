package dev.mayday.notification;

import dev.mayday.notification.Outcome.Accepted;
import dev.mayday.notification.Outcome.Delivered;
import dev.mayday.notification.Outcome.Gone;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.Outcome.Silent;
import dev.mayday.notification.Outcome.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt's outcome means for its delivery.
 *
 * @param attempt the outcome of the attempt, as on the wire
 * @param state what the delivery becomes: QUEUED where it is tried again
 * @param retryAt when, if it is tried again
 * @param detail for people: the provider's reference, or why not
 */
record Verdict(String attempt, String state, @Nullable Instant retryAt, @Nullable String detail) {
    private static final int MAX_DETAIL = 300;

    /** What was handed over and not answered is not handed over again before; longer each time. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    Verdict {
        if ((retryAt != null) != state.equals("QUEUED")) {
            throw new IllegalArgumentException("what is queued again has a time, and nothing else");
        }
        detail = cut(detail);
    }

    static @Nullable String cut(@Nullable String detail) {
        return detail == null || detail.length() <= MAX_DETAIL
                ? detail
                : detail.substring(0, MAX_DETAIL);
    }

    /**
     * @param tries how often it has been tried, from 1
     * @param giveUpAt when a message that still fails is given up
     * @param others whether another provider may be tried
     */
    static Verdict of(
            Outcome outcome,
            int tries,
            Instant now,
            Instant giveUpAt,
            boolean others,
            RandomGenerator random) {
        return switch (outcome) {
            case Delivered d -> new Verdict("delivered", "DELIVERED", null, null);
            case Accepted accepted -> new Verdict("accepted", "SENT", null, accepted.reference());
            case RetryLater later ->
                    later(now.plus(wait(later.after(), tries, random)), giveUpAt, later.why());
            case Unavailable down ->
                    later(others ? now : now.plus(wait(null, tries, random)), giveUpAt, down.why());
            case Silent silent ->
                    later(
                            others
                                    ? now
                                    : now.plus(wait(SILENCE.multipliedBy(tries), tries, random)),
                            giveUpAt,
                            silent.why());
            case Rejected rejected ->
                    others
                            ? new Verdict("rejected", "QUEUED", now, rejected.why())
                            : new Verdict("rejected", "FAILED", null, rejected.why());
            case Gone gone -> new Verdict("rejected", "FAILED", null, gone.why());
        };
    }

    private static Verdict later(Instant at, Instant giveUpAt, String why) {
        return at.isBefore(giveUpAt)
                ? new Verdict("retry", "QUEUED", at, why)
                : new Verdict("retry", "FAILED", null, why);
    }

    /** A provider may ask for more patience than we have by ourselves, never for less. */
    private static Duration wait(@Nullable Duration asked, int tries, RandomGenerator random) {
        var own = Backoff.after(tries, random);
        return asked != null && asked.compareTo(own) > 0 ? asked : own;
    }

    boolean succeeded() {
        return state.equals("SENT") || state.equals("DELIVERED");
    }
}
