package dev.mayday.checkin;

import java.time.Instant;
import java.util.UUID;

/**
 * What the person's own phones are told, on whichever gateway they are: the payload of a NOTIFY
 * (JSON). It may get lost; the next one, and the miss, do not depend on it.
 *
 * @param missesAt when people are told
 */
public record Reminder(UUID personId, UUID checkinId, Instant dueAt, Instant missesAt) {
    public static final String CHANNEL = "mayday_checkin_reminder";
}
