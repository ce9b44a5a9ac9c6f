package dev.mayday.alert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.location.Fix;
import dev.mayday.problem.Problem;
import dev.mayday.problem.Refused;
import dev.mayday.wire.Fields;
import dev.mayday.wire.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pressed button. Little refuses it: only a missing or malformed {@code clientAlertId} or an
 * unknown {@code kind}; all else that is wrong is left out or brought into range, and named in
 * {@code warnings}.
 *
 * @param countdown 0 to 60 s
 * @param at when it was pressed; the time of receipt where that can't be told
 */
public record Trigger(
        UUID clientAlertId,
        String kind,
        boolean silent,
        boolean drill,
        Duration countdown,
        @Nullable String note,
        Instant at,
        Instant receivedAt,
        @Nullable Fix location,
        List<Warning> warnings) {
    public static final Set<String> KINDS =
            Set.of(
                    "sos",
                    "medical",
                    "fire",
                    "assault",
                    "accident",
                    "fall",
                    "checkin-missed",
                    "other");
    private static final int MAX_NOTE = 2_000;
    private static final long MAX_COUNTDOWN = 60;

    /** What was not taken as it came. */
    public record Warning(String code, String detail) {}

    /**
     * @throws Refused invalid-clientAlertId, invalid-kind, malformed-message
     */
    public static Trigger read(JsonNode node, Instant now) {
        var fields = new Fields(node);
        var id = fields.uuid("clientAlertId");
        if (id == null) {
            throw Problem.invalid("clientAlertId", "is missing").refused();
        }
        var kind = fields.text("kind", 64);
        if (kind == null || !KINDS.contains(kind)) {
            throw Problem.invalid(
                            "kind",
                            "must be one of " + String.join(", ", KINDS.stream().sorted().toList()))
                    .refused();
        }
        var warnings = new ArrayList<Warning>();
        var at = time(fields, "at", now, warnings);
        return new Trigger(
                id,
                kind,
                flag(fields, "silent", warnings),
                flag(fields, "drill", warnings),
                countdown(fields, warnings),
                note(fields, warnings),
                at,
                now,
                location(fields, at, now, warnings),
                List.copyOf(warnings));
    }

    /** At + countdown, but never before now and never later than receipt + countdown. */
    Instant activatesAt() {
        var due = at.plus(countdown);
        return due.isBefore(receivedAt) ? receivedAt : due;
    }

    private static Instant time(Fields fields, String field, Instant now, List<Warning> warnings) {
        try {
            var at = fields.time(field);
            if (at != null && !at.isAfter(now)) {
                return at;
            }
            if (at != null) {
                warnings.add(
                        new Warning(
                                "invalid-" + field,
                                field + ": lies in the future; the time of receipt is taken"));
            }
        } catch (Refused e) {
            warnings.add(
                    new Warning(
                            "invalid-" + field,
                            field + ": can't be read; the time of receipt is taken"));
        }
        return now;
    }

    private static boolean flag(Fields fields, String field, List<Warning> warnings) {
        try {
            return fields.flag(field);
        } catch (Refused e) {
            warnings.add(
                    new Warning(e.problem().code(), e.problem().detail() + "; taken as false"));
            return false;
        }
    }

    private static Duration countdown(Fields fields, List<Warning> warnings) {
        var value = fields.value("countdown");
        if (value == null) {
            return Duration.ZERO;
        }
        double seconds = value.isNumber() ? value.doubleValue() : Double.NaN;
        if (Double.isNaN(seconds)) {
            warnings.add(new Warning("invalid-countdown", "countdown: can't be read; taken as 0"));
            return Duration.ZERO;
        }
        double near = Math.max(0, Math.min(MAX_COUNTDOWN, seconds));
        if (near != seconds) {
            warnings.add(
                    new Warning(
                            "invalid-countdown",
                            "countdown: must lie in 0..60; the nearer end is taken"));
        }
        return Duration.ofMillis(Math.round(near * 1000));
    }

    private static @Nullable String note(Fields fields, List<Warning> warnings) {
        var value = fields.value("note");
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            warnings.add(new Warning("invalid-note", "note: must be a string; left out"));
            return null;
        }
        return note(value.textValue(), warnings);
    }

    /** A note as it is kept; where it is cut, that is added to the warnings. */
    public static String note(String text, List<Warning> warnings) {
        var note = Text.mended(text);
        if (note.length() < text.length()) {
            warnings.add(new Warning("invalid-note", "note: left out what no text can hold"));
        }
        if (note.length() <= MAX_NOTE) {
            return note;
        }
        warnings.add(new Warning("invalid-note", "note: cut at 2,000 characters"));
        int end = Character.isHighSurrogate(note.charAt(MAX_NOTE - 1)) ? MAX_NOTE - 1 : MAX_NOTE;
        return note.substring(0, end);
    }

    private static @Nullable Fix location(
            Fields fields, Instant at, Instant now, List<Warning> warnings) {
        var node = fields.value("location");
        if (node == null) {
            return null;
        }
        try {
            return Fix.read(
                    node,
                    node.isObject() && node.hasNonNull("at") ? fixTime(node, now, warnings) : at);
        } catch (Refused e) {
            warnings.add(
                    new Warning("invalid-location", "location left out: " + e.problem().detail()));
            return null;
        }
    }

    private static Instant fixTime(JsonNode node, Instant now, List<Warning> warnings) {
        var seen = new ArrayList<Warning>();
        var at = time(new Fields(node), "at", now, seen);
        seen.forEach(warning ->
                warnings.add(new Warning("invalid-location", "location." + warning.detail())));
        return at;
    }
}
