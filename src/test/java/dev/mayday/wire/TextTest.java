package dev.mayday.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.problem.Problems;
import dev.mayday.problem.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        new WireJson().customize(JSON);
    }

    record Form(String name, List<String> words) {}

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\ud800b", "\\udc00", "\\ud83d", "\\udc00\\ud83d"})
    void whatCanNotBeKeptIsRefusedByItsField(String escaped) throws JsonProcessingException {
        var node = JSON.readTree("{\"name\":\"%s\"}".formatted(escaped));
        var refused = assertThrows(Refused.class, () -> new Fields(node).text("name", 9));
        assertEquals("invalid-name", refused.problem().code());
        assertEquals("invalid-name", code("{\"name\":\"%s\"}".formatted(escaped)));
        assertEquals("invalid-words", code("{\"words\":[\"fine\",\"%s\"]}".formatted(escaped)));
    }

    private static String code(String form) {
        var failure =
                assertThrows(JsonProcessingException.class, () -> JSON.readValue(form, Form.class));
        return Problems.of(failure).code();
    }

    @Test
    void everythingElseIsText() throws JsonProcessingException {
        var text = "\u0001\n \u202e\ufffd\uffff 😀é";
        var form =
                JSON.readValue(JSON.writeValueAsString(new Form(text, List.of(text))), Form.class);
        assertEquals(new Form(text, List.of(text)), form);
        assertEquals(text, Text.of("name", text));
        assertEquals(text, Text.mended(text));
    }

    @Test
    void whatIsMendedHasAllTheRest() {
        assertEquals("ab😀", Text.mended("a\0\ud800b😀\udc00"));
    }
}
