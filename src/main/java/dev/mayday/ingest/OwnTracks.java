package dev.mayday.ingest;

import dev.mayday.location.Fix;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * OwnTracks over HTTP: one object, of which {@code _type} {@code location} is a place in km/h and
 * epoch seconds. All other types are the app's own business.
 */
record OwnTracks(AppFields fields) implements AppReport {

    @Override
    public @Nullable String token() {
        return null;
    }

    @Override
    public @Nullable String alarm(boolean manual) {
        return manual && isPlace() && "u".equals(fields.text("t")) ? "sos" : null;
    }

    @Override
    public @Nullable Instant pressedAt() {
        return fields.timeIfAny("tst");
    }

    @Override
    public @Nullable Fix fix(Instant now, @Nullable Instant instead) {
        if (!isPlace()) {
            return null;
        }
        var at = instead != null ? instead : fields.time("tst");
        if (at == null) {
            throw AppFields.invalid("tst", "is missing");
        }
        return Place.read(
                fields,
                at,
                "lat",
                "lon",
                "acc",
                "alt",
                "vel",
                Place.KILOMETRE_AN_HOUR,
                "cog",
                fields.measure("batt", 100));
    }

    private boolean isPlace() {
        return "location".equals(fields.text("_type"));
    }
}
