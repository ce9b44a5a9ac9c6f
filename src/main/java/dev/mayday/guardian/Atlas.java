package dev.mayday.guardian;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.location.Sphere;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The base map that the pages draw, to tell a place in words by: its country, and the towns near
 * it.
 */
@ApplicationScoped
class Atlas {
    private final Uni<World> world;

    Atlas(PageFiles files, ObjectMapper json) {
        world =
                Uni.createFrom()
                        .item(() -> read(files, json))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                        .memoize()
                        .indefinitely();
    }

    /** Read at the first call, and kept. */
    Uni<World> world() {
        return world;
    }

    private static World read(PageFiles files, ObjectMapper json) {
        try {
            return World.read(json.readTree(files.assetNamed("world").plain().getBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("the base map can't be read", e);
        }
    }

    /** A town. @param rank as the map draws it: 0 first */
    record Town(String name, double lat, double lon, int rank) {
        double metresTo(double otherLat, double otherLon) {
            return Sphere.metres(lat, lon, otherLat, otherLon);
        }
    }

    /**
     * @param rings outlines and holes alike: longitude and latitude in turn; across the 180th
     *     meridian they go on beyond 180
     */
    record Country(String code, List<double[]> rings) {
        boolean holds(double lat, double lon) {
            boolean inside = false;
            for (var ring : rings) {
                for (int i = 0; i + 3 < ring.length; i += 2) {
                    boolean crosses = ring[i + 1] > lat != ring[i + 3] > lat;
                    if (crosses
                            && lon
                                    < ring[i]
                                            + (lat - ring[i + 1])
                                                    * (ring[i + 2] - ring[i])
                                                    / (ring[i + 3] - ring[i + 1])) {
                        inside = !inside;
                    }
                }
            }
            return inside;
        }
    }

    /** What build/basemap.mjs of the pages has made. */
    record World(List<Country> countries, List<Town> towns) {
        /** Coasts are drawn roughly: a quay may lie out at sea by so many degrees. */
        private static final double[] ASHORE = {0, 0.03, 0.1, 0.3};

        private static final double FAR = 300_000;

        /** The country's code as ISO 3166-1 has it; null far out at sea. */
        @Nullable String country(double lat, double lon) {
            for (double off : ASHORE) {
                for (int toward = 0; toward < 8; toward++) {
                    double turn = Math.toRadians(toward * 45);
                    var found = at(lat + off * Math.cos(turn), lon + off * Math.sin(turn));
                    if (found != null) {
                        return found;
                    }
                }
            }
            return null;
        }

        private @Nullable String at(double lat, double lon) {
            return countries.stream()
                    .filter(country -> country.holds(lat, lon) || country.holds(lat, lon + 360))
                    .map(Country::code)
                    .findFirst()
                    .orElse(null);
        }

        /** The towns within 300 km, the nearest first. */
        List<Town> near(double lat, double lon, int most) {
            return towns.stream()
                    .filter(town -> Math.abs(town.lat - lat) * Sphere.DEGREE < FAR)
                    .filter(town -> town.metresTo(lat, lon) < FAR)
                    .sorted(Comparator.comparingDouble(town -> town.metresTo(lat, lon)))
                    .limit(most)
                    .toList();
        }

        static World read(JsonNode world) {
            var topology = world.get("countries");
            var arcs = arcs(topology);
            var countries = new ArrayList<Country>();
            for (var country : topology.at("/objects/countries/geometries")) {
                var code = country.at("/properties/code").asText();
                if (!code.isEmpty()) {
                    var rings = new ArrayList<double[]>();
                    rings(country.path("arcs"), arcs, rings);
                    countries.add(new Country(code, rings));
                }
            }
            var towns = new ArrayList<Town>();
            for (var town : world.get("towns")) {
                towns.add(
                        new Town(
                                town.get(0).asText(),
                                town.get(2).asDouble(),
                                town.get(1).asDouble(),
                                town.get(3).asInt()));
            }
            return new World(countries, towns);
        }

        /** TopoJSON: each arc's points are whole steps from the one before. */
        private static List<double[]> arcs(JsonNode topology) {
            var scale = topology.at("/transform/scale");
            var translate = topology.at("/transform/translate");
            var arcs = new ArrayList<double[]>();
            for (var steps : topology.get("arcs")) {
                var arc = new double[steps.size() * 2];
                long x = 0;
                long y = 0;
                for (int i = 0; i < steps.size(); i++) {
                    x += steps.get(i).get(0).asLong();
                    y += steps.get(i).get(1).asLong();
                    arc[2 * i] = x * scale.get(0).asDouble() + translate.get(0).asDouble();
                    arc[2 * i + 1] = y * scale.get(1).asDouble() + translate.get(1).asDouble();
                }
                arcs.add(arc);
            }
            return arcs;
        }

        /** A ring is a list of arcs; what holds lists holds rings, however deep. */
        private static void rings(JsonNode node, List<double[]> arcs, List<double[]> rings) {
            if (node.path(0).isInt()) {
                rings.add(
                        IntStream.range(0, node.size())
                                .map(i -> node.get(i).asInt())
                                .mapToObj(i -> i < 0 ? backwards(arcs.get(~i)) : arcs.get(i))
                                .reduce(new double[0], World::joined));
            } else {
                node.forEach(inner -> rings(inner, arcs, rings));
            }
        }

        /** The second begins where the first ends. */
        private static double[] joined(double[] first, double[] second) {
            int from = first.length == 0 ? 0 : 2;
            return IntStream.range(0, first.length + second.length - from)
                    .mapToDouble(i -> i < first.length ? first[i] : second[i - first.length + from])
                    .toArray();
        }

        private static double[] backwards(double[] arc) {
            return IntStream.range(0, arc.length)
                    .mapToDouble(i -> arc[arc.length - 2 - (i & ~1) + (i & 1)])
                    .toArray();
        }
    }
}
