package dev.mayday.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.problem.Refused;
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
