package dev.mayday.location;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A location as a phone reports it. WGS 84 degrees, metres, metres a second, degrees clockwise from
 * true north, percent.
 *
 * @param seq counts up in one installation of the app; absent from other apps
 * @param accuracy the radius in metres, of 68 % as phones have it
 */
public record Fix(
        @Nullable Long seq,
        Instant at,
        double lat,
        double lon,
        @Nullable Double accuracy,
        @Nullable Double altitude,
        @Nullable Double speed,
        @Nullable Double heading,
        @Nullable Integer battery,
        @Nullable String network,
        @Nullable String source) {

    @JsonCreator
    public Fix {
        if (!(lat >= -90 && lat <= 90)) {
            throw Problem.invalid("lat", "must lie in -90..90").refused();
        }
        if (!(lon >= -180 && lon <= 180)) {
            throw Problem.invalid("lon", "must lie in -180..180").refused();
        }
    }

    /**
     * @throws dev.mayday.problem.Refused naming the first field that is missing or wrong
     */
    public static Fix read(JsonNode node) {
        return read(node, null);
    }

    /**
     * @param instead the time to take, whatever {@code at} says; null to read it
     * @throws dev.mayday.problem.Refused naming the first field that is missing or wrong
     */
    public static Fix read(JsonNode node, @Nullable Instant instead) {
        if (!node.isObject()) {
            throw Problem.invalid("location", "must be an object").refused();
        }
        var fields = new Fields(node);
        var battery = fields.number("battery", 0, 100);
        return new Fix(
                fields.whole("seq", 0, 1L << 53),
                instead != null ? instead : needed("at", fields.time("at")),
                needed("lat", fields.number("lat", -90, 90)),
                needed("lon", fields.number("lon", -180, 180)),
                fields.number("accuracy", 0, 1e8),
                fields.number("altitude", -1e6, 1e8),
                fields.number("speed", 0, 1e5),
                fields.number("heading", 0, 360),
                battery == null ? null : (int) Math.round(battery),
                fields.text("network", 64),
                fields.text("source", 64));
    }

    private static <T> T needed(String field, @Nullable T value) {
        if (value == null) {
            throw Problem.invalid(field, "is missing").refused();
        }
        return value;
    }
}
