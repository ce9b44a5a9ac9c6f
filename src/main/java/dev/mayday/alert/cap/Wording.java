package dev.mayday.alert.cap;

import dev.mayday.alert.AlertView;
import org.jspecify.annotations.Nullable;

/** What CAP's lists of words have for an alert. */
record Wording(
        String category,
        String event,
        String responseType,
        String urgency,
        String severity,
        String certainty,
        boolean ended,
        @Nullable String instruction) {

    static Wording of(AlertView alert) {
        var kind = Kind.of(alert.kind());
        return switch (alert.state()) {
            case "PENDING" ->
                    kind.with(
                            "Prepare",
                            "Expected",
                            kind.severity,
                            kind.certainty,
                            false,
                            "It is still counting down.");
            case "ACTIVE" ->
                    kind.with(
                            "Assess",
                            "Immediate",
                            kind.severity,
                            kind.certainty,
                            false,
                            unlessHeard(
                                    alert, "Nobody is on the way yet. Say whether you can go."));
            case "ACKNOWLEDGED" ->
                    kind.with(
                            "Monitor",
                            "Immediate",
                            kind.severity,
                            kind.certainty,
                            false,
                            unlessHeard(alert, "Somebody is on the way."));
            case "EXPIRED" ->
                    kind.with(
                            "None",
                            "Past",
                            "Unknown",
                            "Unknown",
                            true,
                            "It was closed because nothing was heard for long. Nobody said that it is over.");
            default -> kind.with("AllClear", "Past", "Minor", "Observed", true, null);
        };
    }

    /** Whoever is beside the person must not hear a call. */
    private static String unlessHeard(AlertView alert, String instruction) {
        return isQuiet(alert) ? instruction + " Do not call this person." : instruction;
    }

    static boolean isQuiet(AlertView alert) {
        return alert.silent() || Boolean.TRUE.equals(alert.duress());
    }

    private record Kind(String category, String event, String severity, String certainty) {
        static Kind of(String kind) {
            return switch (kind) {
                case "sos" -> new Kind("Safety", "SOS", "Extreme", "Observed");
                case "medical" -> new Kind("Health", "Medical emergency", "Extreme", "Observed");
                case "fire" -> new Kind("Fire", "Fire", "Extreme", "Observed");
                case "assault" -> new Kind("Security", "Assault", "Extreme", "Observed");
                case "accident" -> new Kind("Rescue", "Accident", "Severe", "Observed");
                case "fall" -> new Kind("Health", "Fall", "Severe", "Likely");
                case "checkin-missed" ->
                        new Kind("Safety", "Missed check-in", "Unknown", "Possible");
                default -> new Kind("Other", "Call for help", "Unknown", "Observed");
            };
        }

        Wording with(
                String responseType,
                String urgency,
                String severity,
                String certainty,
                boolean ended,
                @Nullable String instruction) {
            return new Wording(
                    category,
                    event,
                    responseType,
                    urgency,
                    severity,
                    certainty,
                    ended,
                    instruction);
        }
    }
}
