package dev.mayday.notification;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the person was last known to be: WGS 84 degrees, metres, percent.
 *
 * @param at when that was
 */
public record Whereabouts(
        double lat, double lon, Instant at, @Nullable Double accuracy, @Nullable Integer battery) {

    /** RFC 5870. */
    String geo() {
        var uncertainty = accuracy == null ? "" : ";u=" + Math.round(accuracy);
        return "geo:" + degrees(lat) + "," + degrees(lon) + uncertainty;
    }

    /**
     * The same as map apps understand it, which else show the place without a pin (or not at all).
     */
    String geoWithPin() {
        var place = degrees(lat) + "," + degrees(lon);
        return "geo:" + place + "?q=" + place;
    }

    /** The same on a map whose link has {@code {lat}} and {@code {lon}} in it. */
    String on(String map) {
        return map.replace("{lat}", degrees(lat)).replace("{lon}", degrees(lon));
    }

    /** As people read and copy it. */
    String text() {
        return degrees(lat) + ", " + degrees(lon);
    }

    /** To a tenth of a metre, and never as 1.0E-5. */
    private static String degrees(double value) {
        return new BigDecimal(value)
                .setScale(6, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
