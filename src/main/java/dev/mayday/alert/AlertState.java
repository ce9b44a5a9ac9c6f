package dev.mayday.alert;

import dev.mayday.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an alert stands. A transition that is not here does not exist (PROTOCOL.md, Lifecycle). */
public sealed interface AlertState {
    /** Counting down: its owner may still call it off, and nobody else knows. */
    record Pending(Instant activatesAt) implements AlertState {}

    /**
     * People are being told. @param round counts from 1, one more with each return from
     * ACKNOWLEDGED
     */
    record Active(int round) implements AlertState {}

    /** Somebody is going. @param staleAt when that answer no longer counts */
    record Acknowledged(int round, Instant staleAt) implements AlertState {}

    record Cancelled() implements AlertState {}

    record Resolved(Reason reason) implements AlertState {}

    record Expired() implements AlertState {}

    /** All of them, by their names on the wire. */
    Set<String> NAMES =
            Set.of("PENDING", "ACTIVE", "ACKNOWLEDGED", "CANCELLED", "RESOLVED", "EXPIRED");

    /** So long before an answer goes stale, who gave it is asked whether it still holds. */
    Duration REMINDED_BEFORE = Duration.ofMinutes(1);

    /** Why an alert was resolved. */
    enum Reason {
        SAFE("safe"),
        FALSE_ALARM("false-alarm"),
        HELPED("helped");

        final String wire;

        Reason(String wire) {
            this.wire = wire;
        }

        /**
         * @throws dev.mayday.problem.Refused invalid-reason, where it is missing too
         */
        public static Reason of(@Nullable String wire) {
            return Arrays.stream(values())
                    .filter(reason -> reason.wire.equals(wire))
                    .findFirst()
                    .orElseThrow(() ->
                            Problem.invalid("reason", "must be safe, false-alarm or helped")
                                    .refused());
        }
    }

    /** What can happen to an alert. */
    sealed interface Event {
        record CountdownOver() implements Event {}

        record Cancel() implements Event {}

        /**
         * Somebody goes. @param staleAt of the last of all acknowledgements that count, this one
         * with them
         */
        record Acknowledge(Instant staleAt) implements Event {}

        /** Nobody goes any more: the last acknowledgement went stale, or was taken back. */
        record NobodyGoes() implements Event {}

        record Resolve(Reason reason) implements Event {}

        record SilentTooLong() implements Event {}
    }

    /** What an event leads to. */
    sealed interface Next {
        /** A transition. */
        record To(AlertState state) implements Next {}

        /** No transition, though it counts: one more acknowledgement. */
        record Stays(AlertState state) implements Next {}

        record Illegal(String why) implements Next {}
    }

    /** The whole diagram: pure, so that it can be tested without anything. */
    default Next on(Event event) {
        return switch (this) {
            case Pending pending ->
                    switch (event) {
                        case Event.CountdownOver over -> new Next.To(new Active(1));
                        case Event.Cancel cancel -> new Next.To(new Cancelled());
                        case Event.Acknowledge a -> illegal("it is still counting down");
                        case Event.NobodyGoes n -> illegal("it is still counting down");
                        case Event.Resolve r -> illegal("it is still counting down: cancel it");
                        case Event.SilentTooLong s -> illegal("it is still counting down");
                    };
            case Active active ->
                    switch (event) {
                        case Event.Acknowledge a ->
                                new Next.To(new Acknowledged(active.round, a.staleAt));
                        case Event.Resolve r -> new Next.To(new Resolved(r.reason));
                        case Event.SilentTooLong s -> new Next.To(new Expired());
                        case Event.CountdownOver over -> illegal("it is already active");
                        case Event.Cancel cancel -> illegal("it is already active: resolve it");
                        case Event.NobodyGoes n -> illegal("nobody has acknowledged it");
                    };
            case Acknowledged acknowledged ->
                    switch (event) {
                        case Event.Acknowledge a ->
                                new Next.Stays(new Acknowledged(acknowledged.round, a.staleAt));
                        case Event.NobodyGoes n -> new Next.To(new Active(acknowledged.round + 1));
                        case Event.Resolve r -> new Next.To(new Resolved(r.reason));
                        case Event.SilentTooLong s -> new Next.To(new Expired());
                        case Event.CountdownOver over -> illegal("it is already active");
                        case Event.Cancel cancel -> illegal("it is already active: resolve it");
                    };
            case Cancelled ended -> illegal("it was cancelled");
            case Resolved ended -> illegal("it is resolved");
            case Expired ended -> illegal("it has expired");
        };
    }

    default boolean ended() {
        return switch (this) {
            case Pending p -> false;
            case Active a -> false;
            case Acknowledged a -> false;
            case Cancelled c -> true;
            case Resolved r -> true;
            case Expired e -> true;
        };
    }

    /** The name on the wire: PENDING, ACTIVE, … */
    default String wire() {
        return getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    /**
     * When an acknowledgement given then goes stale: 5 minutes after its ETA, 15 minutes without
     * one.
     */
    static Instant staleAt(
            Instant acknowledgedAt, @org.jspecify.annotations.Nullable Integer etaMinutes) {
        return acknowledgedAt.plus(Duration.ofMinutes(etaMinutes == null ? 15 : etaMinutes + 5L));
    }

    private static Next illegal(String why) {
        return new Next.Illegal(why);
    }
}
