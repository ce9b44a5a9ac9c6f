package dev.mayday.ingest;

import dev.mayday.location.Fix;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The nested form of Traccar Client 9: {@code device_id} and a {@code location} with {@code coords}
 * in metres a second and a battery of 0 to 1.
 */
record TraccarClient(AppFields fields) implements AppReport {

    @Override
    public @Nullable String token() {
        var id = fields.text("device_id");
        return id != null ? id : fields.text("id"); // in the address that it was given
    }

    @Override
    public @Nullable String alarm(boolean manual) {
        var location = fields.node().path("location");
        if (!location.isObject()) {
            return null;
        }
        var own = Alarms.kind(new AppFields(location).text("alarm"));
        return own != null ? own : Alarms.kind(location.path("extras").path("alarm").asText());
    }

    @Override
    public @Nullable Instant pressedAt() {
        var location = fields.node().path("location");
        return location.isObject() ? new AppFields(location).timeIfAny("timestamp") : null;
    }

    @Override
    public @Nullable Fix fix(Instant now, @Nullable Instant instead) {
        if (!fields.has("location")) {
            throw AppFields.invalid("location", "is missing");
        }
        var location = fields.in("location");
        if (!location.has("coords")) {
            return null;
        }
        var at = instead != null ? instead : location.time("timestamp");
        var level = location.in("battery").measure("level", 1);
        return Place.read(
                location.in("coords"),
                at == null ? now : at,
                "latitude",
                "longitude",
                "accuracy",
                "altitude",
                "speed",
                1,
                "heading",
                level == null ? null : level * 100);
    }
}
