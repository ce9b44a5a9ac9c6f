package dev.mayday.clock;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Work that is due at a time and survives every process.
 *
 * @param key names the work: planning it again moves it
 * @param kind which {@link TimerHandler} does it
 * @param alert the alert it belongs to, if one
 * @param subject another id that the handler knows, if one
 * @param number a number that the handler knows (a step, a round)
 */
public record Timer(
        String key,
        String kind,
        Instant dueAt,
        @Nullable UUID alert,
        @Nullable UUID subject,
        int number) {

    /**
     * The due time is part of the key, so that planning never waits for a timer of the alert that
     * is just being done.
     */
    public static Timer ofAlert(String kind, UUID alert, int number, Instant dueAt) {
        return new Timer(
                kind + ":" + alert + ":" + number + ":" + dueAt.toEpochMilli(),
                kind,
                dueAt,
                alert,
                null,
                number);
    }

    /** As {@link #ofAlert(String, UUID, int, Instant)}, about something of the alert's. */
    public static Timer ofAlert(String kind, UUID alert, UUID subject, int number, Instant dueAt) {
        return new Timer(
                kind + ":" + alert + ":" + subject + ":" + number + ":" + dueAt.toEpochMilli(),
                kind,
                dueAt,
                alert,
                subject,
                number);
    }

    /** Of something that is no alert: its subject. */
    public static Timer of(String kind, UUID subject, int number, Instant dueAt) {
        return new Timer(
                kind + ":" + subject + ":" + number + ":" + dueAt.toEpochMilli(),
                kind,
                dueAt,
                null,
                subject,
                number);
    }

    /** The subject of a timer that has one. */
    public UUID ofSubject() {
        if (subject == null) {
            throw new IllegalStateException("a timer of kind " + kind + " has no subject");
        }
        return subject;
    }

    /** The alert of a timer that has one. */
    public UUID ofAlert() {
        if (alert == null) {
            throw new IllegalStateException("a timer of kind " + kind + " has no alert");
        }
        return alert;
    }
}
