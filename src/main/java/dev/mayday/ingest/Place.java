package dev.mayday.ingest;

import dev.mayday.location.Fix;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes a fix of what an app says beside the coordinates. */
final class Place {
    /** Metres a second. */
    static final double KNOT = 1852.0 / 3600;

    static final double KILOMETRE_AN_HOUR = 1000.0 / 3600;

    // what a fix may hold at most
    private static final double SPEED = 1e5;
    private static final double ACCURACY = 1e8;

    private Place() {}

    /**
     * @param lat the name of the field, as all that follow
     * @param unit of the speed, in metres a second
     * @param battery in percent
     */
    static Fix read(
            AppFields fields,
            Instant at,
            String lat,
            String lon,
            String accuracy,
            String altitude,
            String speed,
            double unit,
            String heading,
            @Nullable Double battery) {
        var radius = fields.measure(accuracy, ACCURACY);
        var fast = fields.measure(speed, SPEED / unit);
        return new Fix(
                null,
                at,
                fields.needed(lat, -90, 90),
                fields.needed(lon, -180, 180),
                radius == null || radius == 0 ? null : radius,
                fields.number(altitude, -1e6, 1e8),
                fast == null ? null : Math.round(fast * unit * 1e6) / 1e6,
                fields.measure(heading, 360),
                battery == null ? null : (int) Math.round(battery),
                null,
                null);
    }
}
