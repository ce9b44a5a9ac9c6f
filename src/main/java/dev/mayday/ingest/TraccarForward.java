package dev.mayday.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.location.Fix;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a Traccar server forwards: a position in knots, and the device that it is of. An event that
 * it forwards has the position beside it, and may have none.
 */
record TraccarForward(AppFields fields) implements AppReport {

    @Override
    public @Nullable String token() {
        var id = fields.node().path("device").path("uniqueId");
        return id.isValueNode() && !id.isNull() && !id.asText().isBlank()
                ? id.asText().strip()
                : null;
    }

    @Override
    public @Nullable String alarm(boolean manual) {
        var own = Alarms.kind(alarmOf(position()));
        return own != null ? own : Alarms.kind(alarmOf(fields.node().path("event")));
    }

    private static String alarmOf(JsonNode node) {
        return node.path("attributes").path("alarm").asText();
    }

    /**
     * A tracker that can't see the sky repeats its last place, with the old time of that: what it
     * says now, it says at the time of the device.
     */
    @Override
    public @Nullable Instant pressedAt() {
        if (!position().isObject()) {
            return null;
        }
        var position = new AppFields(position());
        var at = position.timeIfAny("deviceTime");
        return at != null ? at : position.timeIfAny("fixTime");
    }

    @Override
    public @Nullable Fix fix(Instant now, @Nullable Instant instead) {
        if (!fields.has("position")) {
            return null;
        }
        var position = fields.in("position");
        if (position.denies("valid") && (alarm(false) == null || isNowhere(position))) {
            return null;
        }
        var at = instead != null ? instead : position.time("fixTime");
        if (at == null) {
            throw AppFields.invalid("fixTime", "is missing");
        }
        return Place.read(
                position,
                at,
                "latitude",
                "longitude",
                "accuracy",
                "altitude",
                "speed",
                Place.KNOT,
                "course",
                position.in("attributes").measure("batteryLevel", 100));
    }

    /** What it has before the first fix. */
    private static boolean isNowhere(AppFields position) {
        return position.node().path("latitude").asDouble() == 0
                && position.node().path("longitude").asDouble() == 0;
    }

    private JsonNode position() {
        return fields.node().path("position");
    }
}
