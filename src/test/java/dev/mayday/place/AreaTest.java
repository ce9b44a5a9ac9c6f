package dev.mayday.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.problem.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AreaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void itIsGivenBackAsItCame() throws JsonProcessingException {
        var circle = "{\"type\":\"Point\",\"coordinates\":[2.2945,48.8584],\"radius\":200}";
        assertEquals(JSON.readTree(circle), Area.read(JSON.readTree(circle)).json());
        assertEquals(200, Area.read(JSON.readTree(circle)).radius());
        var holed =
                "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]}";
        assertEquals(JSON.readTree(holed), Area.read(JSON.readTree(holed)).json());
    }

    @Test
    void theRadiusOfAPointMayStandBesideIt() throws JsonProcessingException {
        var within = JSON.readTree("{\"type\":\"Point\",\"coordinates\":[2,48],\"radius\":200}");
        var without = JSON.readTree("{\"type\":\"Point\",\"coordinates\":[2,48]}");
        var beside = JSON.readTree("200");
        assertEquals(within, Area.read(without, beside).json());
        assertEquals(within, Area.read(within, JSON.readTree("200.0")).json());
        assertEquals(within, Area.read(within, JSON.readTree("null")).json());
        assertEquals(
                300, Area.read(within).with(JSON.readTree("300")).radius(), "larger, of a change");
    }

    @Test
    void aRadiusThatCanNotBeMeantIsRefused() throws JsonProcessingException {
        var within = JSON.readTree("{\"type\":\"Point\",\"coordinates\":[2,48],\"radius\":200}");
        var ring =
                JSON.readTree(
                        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[4,0],[4,4],[0,4],[0,0]]]}");
        var beside = JSON.readTree("300");
        for (var area : List.of(within, ring)) {
            var refused = assertThrows(Refused.class, () -> Area.read(area, beside));
            assertEquals("invalid-radius", refused.problem().code());
        }
        var polygon = Area.read(ring);
        assertThrows(Refused.class, () -> polygon.with(beside));
        var far = JSON.readTree("1e999");
        assertThrows(Refused.class, () -> Area.read(within).with(far));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "{}",
                "{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,1]]}",
                "{\"type\":\"Point\",\"coordinates\":[2,48]}",
                "{\"type\":\"Point\",\"coordinates\":[2,48],\"radius\":19}",
                "{\"type\":\"Point\",\"coordinates\":[2,48],\"radius\":50001}",
                "{\"type\":\"Point\",\"coordinates\":[2,48],\"radius\":\"200\"}",
                "{\"type\":\"Point\",\"coordinates\":[48],\"radius\":200}",
                "{\"type\":\"Point\",\"coordinates\":[181,0],\"radius\":200}",
                "{\"type\":\"Point\",\"coordinates\":[0,90.5],\"radius\":200}",
                "{\"type\":\"Point\",\"coordinates\":[\"2\",48],\"radius\":200}",
                "{\"type\":\"Polygon\"}",
                "{\"type\":\"Polygon\",\"coordinates\":[]}",
                "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[0,0]]]}",
                "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]]}",
                "{\"type\":\"Polygon\",\"coordinates\":[[[-170,0],[170,0],[170,1],[-170,0]]]}",
                "{\"type\":\"Polygon\",\"coordinates\":[0,0]}"
            })
    void whatIsNoAreaIsRefused(String text) throws JsonProcessingException {
        var node = JSON.readTree(text);
        var refused = assertThrows(Refused.class, () -> Area.read(node));
        assertEquals("invalid-area", refused.problem().code());
    }
}
