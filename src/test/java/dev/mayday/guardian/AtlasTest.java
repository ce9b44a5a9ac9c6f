package dev.mayday.guardian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.guardian.Atlas.Town;
import dev.mayday.guardian.Atlas.World;
import dev.mayday.location.Sphere;
import org.junit.jupiter.api.Test;

class AtlasTest {
    /**
     * Two squares with a common border on the meridian, the eastern one with a lake in it, an
     * island that is west's, and a land across the 180th meridian.
     */
    private static final String MAP =
            """
            {"countries": {"transform": {"scale": [1, 1], "translate": [-10, -10]},
              "objects": {"countries": {"geometries": [
                {"type": "MultiPolygon", "properties": {"code": "WW"}, "arcs": [[[0, 1]], [[3]]]},
                {"type": "Polygon", "properties": {"code": "EE"}, "arcs": [[2, -1], [4]]},
                {"type": "Polygon", "properties": {"name": "Nobody's"}, "arcs": [[5]]},
                {"type": "Polygon", "properties": {"code": "FF"}, "arcs": [[6]]}]}},
              "arcs": [
                [[10, 10], [0, 10]],
                [[10, 20], [-10, 0], [0, -10], [10, 0]],
                [[10, 10], [10, 0], [0, 10], [-10, 0]],
                [[0, 0], [2, 0], [0, 2], [-2, 0], [0, -2]],
                [[13, 13], [4, 0], [0, 4], [-4, 0], [0, -4]],
                [[18, 0], [2, 0], [0, 2], [-2, 0], [0, -2]],
                [[185, 8], [15, 0], [0, 4], [-15, 0], [0, -4]]]},
             "towns": [["Westing", -3, 5, 1], ["Easting", 2, 5, 0], ["Farther", 9, 9, 3]]}
            """;

    private final World world = read();

    @Test
    void aPlaceLiesInItsCountry() {
        assertEquals("WW", world.country(5, -0.5));
        assertEquals("EE", world.country(5, 0.5));
        assertEquals("WW", world.country(-9, -9), "the island");
    }

    @Test
    void aLandAcrossThe180thMeridianIsOnBothSidesOfIt() {
        assertEquals("FF", world.country(0, 178));
        assertEquals("FF", world.country(0, -175));
        assertNull(world.country(0, -165));
    }

    @Test
    void aLakeAndTheSeaAreNobodys() {
        assertNull(world.country(5, 5));
        assertNull(world.country(-5, 5));
        assertNull(world.country(-9, 9), "a land with no code");
    }

    @Test
    void aQuayThatIsDrawnOutAtSeaIsItsCountrys() {
        assertEquals("EE", world.country(9.99, 10.02));
    }

    @Test
    void theNearestTownComesFirst() {
        var near = world.near(5, 1, 2);

        assertEquals(1, near.size(), "nothing from beyond 300 km");
        assertEquals("Easting", near.getFirst().name());
        assertEquals(110_800, near.getFirst().metresTo(5, 1), 500);
    }

    @Test
    void aDirectionIsTakenFromNorthByEast() {
        assertEquals(90, Sphere.bearing(0, 0, 0, 1), 0.01);
        assertEquals(180, Sphere.bearing(1, 0, 0, 0), 0.01);
        assertEquals(45, Sphere.bearing(0, 0, 0.01, 0.01), 0.1);
        assertEquals(
                117_000,
                new Town("Ljubljana", 46.0511, 14.5051, 2).metresTo(45.8144, 15.978),
                1_500);
    }

    private static World read() {
        try {
            return World.read(new ObjectMapper().readTree(MAP));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
