package dev.mayday.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.location.Fix;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The flat form of OsmAnd and of Traccar Client: a query, a form, or one flat object, with a speed
 * in knots. Traccar Client leaves the coordinates out where it only says that it lives.
 */
record OsmAnd(AppFields fields) implements AppReport {

    @Override
    public @Nullable String token() {
        var id = fields.text("id");
        return id != null ? id : fields.text("deviceid");
    }

    @Override
    public @Nullable String alarm(boolean manual) {
        return Alarms.kind(fields.text("alarm"));
    }

    @Override
    public @Nullable Instant pressedAt() {
        return fields.timeIfAny("timestamp");
    }

    @Override
    public @Nullable Fix fix(Instant now, @Nullable Instant instead) {
        var pair = fields.text("location");
        var place = pair == null ? fields : split(pair);
        boolean none = place.lacks("lat") && place.lacks("lon");
        if (none || fields.denies("valid") && alarm(false) == null) {
            return null;
        }
        var at = instead != null ? instead : fields.time("timestamp");
        return Place.read(
                place,
                at == null ? now : at,
                "lat",
                "lon",
                "accuracy",
                "altitude",
                "speed",
                Place.KNOT,
                fields.has("bearing") ? "bearing" : "heading",
                fields.measure("batt", 100));
    }

    /** {@code location=lat,lon} as if it had been two fields. */
    private AppFields split(String pair) {
        var halves = pair.split(",", -1);
        if (halves.length != 2) {
            throw AppFields.invalid("location", "must be a latitude and a longitude");
        }
        return new AppFields(
                fields.node().<ObjectNode>deepCopy().put("lat", halves[0]).put("lon", halves[1]));
    }
}
