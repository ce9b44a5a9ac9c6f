package dev.mayday.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictUtf8Test {

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"name\":\"Zoë 😀 \ufffd\ufeff\"}"})
    void whatIsUtf8IsTaken(String text) {
        assertTrue(StrictUtf8.isText(text.getBytes(UTF_8)));
    }

    @Test
    void anotherEncodingIsNot() {
        for (var other : List.of(UTF_16, UTF_16BE, UTF_16LE, Charset.forName("UTF-32"))) {
            assertFalse(StrictUtf8.isText("{\"name\":\"Zoë\"}".getBytes(other)), other::name);
        }
        assertFalse(StrictUtf8.isText("\ufeff{}".getBytes(UTF_8)), "a byte order mark");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00c0\u00af",
                "\u00ed\u00a0\u0080",
                "\u00f4\u0090\u0080\u0080",
                "\u00ff",
                "\u00c3"
            })
    void whatIsNoCharacterIsNot(String bytes) {
        assertFalse(StrictUtf8.isText(bytes.getBytes(ISO_8859_1)));
    }
}
