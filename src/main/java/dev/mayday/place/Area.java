package dev.mayday.place;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.problem.Problem;
import dev.mayday.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Where a place is: GeoJSON (RFC 7946), a Point with a {@code radius} in metres beside its
 * coordinates, or a Polygon, its first ring the outer one, all others holes. Whether rings cross is
 * PostGIS's to say.
 *
 * @param json as it is given back
 * @param radius of a Point; null of a Polygon
 */
record Area(ObjectNode json, @Nullable Double radius) {
    private static final double LEAST_RADIUS = 20;
    private static final double MOST_RADIUS = 50_000;
    private static final int MOST_POSITIONS = 1_000;
    private static final int LEAST_OF_A_RING = 4;

    /** A polygon that is wider goes around the other side of the world, or is meant to. */
    private static final double WIDEST = 90;

    /** As it is kept. */
    static Area read(@Nullable JsonNode node) {
        return read(node, null);
    }

    /**
     * As a client gives it.
     *
     * @param beside the radius of a Point that holds none itself
     * @throws Refused invalid-area or invalid-radius, saying what is wrong with it
     */
    static Area read(@Nullable JsonNode node, @Nullable JsonNode beside) {
        if (node == null || !node.isObject()) {
            throw invalid("must be a GeoJSON object");
        }
        var coordinates = node.path("coordinates");
        return switch (node.path("type").asText()) {
            case "Point" -> point(coordinates, one(node.path("radius"), beside));
            case "Polygon" -> {
                if (present(beside) != null) {
                    throw Problem.invalid("radius", "a Polygon has none").refused();
                }
                yield polygon(coordinates);
            }
            default -> throw invalid("must be a Point with a radius, or a Polygon");
        };
    }

    /** The same place, larger or smaller where that is said. */
    Area with(@Nullable JsonNode otherRadius) {
        return present(otherRadius) == null
                ? this
                : read(json.deepCopy().without("radius"), otherRadius);
    }

    private static JsonNode one(JsonNode within, @Nullable JsonNode beside) {
        var given = present(beside);
        if (present(within) == null) {
            return given == null ? within : given;
        }
        if (given != null && within.doubleValue() != given.doubleValue()) {
            throw Problem.invalid("radius", "is another one in the area").refused();
        }
        return within;
    }

    private static @Nullable JsonNode present(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode() ? null : node;
    }

    static boolean isRadius(JsonNode node) {
        return node.isNumber()
                && node.doubleValue() >= LEAST_RADIUS
                && node.doubleValue() <= MOST_RADIUS;
    }

    private static Area point(JsonNode coordinates, JsonNode radius) {
        position(coordinates);
        if (!isRadius(radius)) {
            throw invalid("the radius of a Point must lie in 20..50000 metres");
        }
        var json = json("Point", coordinates);
        json.set("radius", radius);
        return new Area(json, radius.doubleValue());
    }

    private static Area polygon(JsonNode rings) {
        if (!rings.isArray() || rings.isEmpty()) {
            throw invalid("a Polygon must have a ring");
        }
        int positions = 0;
        double west = 180;
        double east = -180;
        for (JsonNode ring : rings) {
            if (!ring.isArray() || ring.size() < LEAST_OF_A_RING) {
                throw invalid("a ring must have at least four positions");
            }
            positions += ring.size();
            if (positions > MOST_POSITIONS) {
                throw invalid("must have at most " + MOST_POSITIONS + " positions");
            }
            for (JsonNode position : ring) {
                position(position);
                west = Math.min(west, position.get(0).doubleValue());
                east = Math.max(east, position.get(0).doubleValue());
            }
            if (!same(ring.get(0), ring.get(ring.size() - 1))) {
                throw invalid("a ring must end where it begins");
            }
        }
        if (east - west > WIDEST) {
            throw invalid("must not be wider than 90 degrees, nor cross the antimeridian");
        }
        return new Area(json("Polygon", rings), null);
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.get(0).doubleValue() == other.get(0).doubleValue()
                && one.get(1).doubleValue() == other.get(1).doubleValue();
    }

    /** Longitude, latitude, and perhaps an altitude, which does not matter. */
    private static void position(JsonNode position) {
        if (!position.isArray() || position.size() < 2 || position.size() > 3) {
            throw invalid("a position must be longitude and latitude");
        }
        within(position.get(0), 180);
        within(position.get(1), 90);
    }

    private static void within(JsonNode degrees, double most) {
        if (!degrees.isNumber() || !(Math.abs(degrees.doubleValue()) <= most)) {
            throw invalid("longitudes lie in -180..180, latitudes in -90..90, in that order");
        }
    }

    private static ObjectNode json(String type, JsonNode coordinates) {
        var json = new ObjectNode(JsonNodeFactory.instance);
        json.put("type", type).set("coordinates", coordinates);
        return json;
    }

    static Refused invalid(String why) {
        return Problem.invalid("area", why).refused();
    }
}
