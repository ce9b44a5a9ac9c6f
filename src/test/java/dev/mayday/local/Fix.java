package dev.mayday.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a phone was. Degrees, metres, metres a second, per cent.
 *
 * @param seq counts up in one installation; 0 for the place in a trigger, which has none
 */
public record Fix(
        long seq,
        Instant at,
        double lat,
        double lon,
        double accuracy,
        Optional<Double> altitude,
        Optional<Double> speed,
        int battery) {

    /** A fix that knows little more than its place. */
    public static Fix at(double lat, double lon) {
        return new Fix(0, Instant.now(), lat, lon, 8.5, Optional.empty(), Optional.empty(), 81);
    }

    Fix numbered(long number) {
        return new Fix(number, at, lat, lon, accuracy, altitude, speed, battery);
    }

    public ObjectNode json() {
        return Json.object(
                "seq", seq > 0 ? seq : null,
                "at", at,
                "lat", lat,
                "lon", lon,
                "accuracy", accuracy,
                "altitude", altitude,
                "speed", speed,
                "battery", battery,
                "source", "gps");
    }
}
