package dev.mayday.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mayday.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"Zoë Müller-Ångström", "دانا", "می\u200Cخواهم", "👩\u200D🚒", "田", "?", "7"})
    void aNameInAnyScriptIsTakenAsItIs(String name) {
        assertEquals(name, Line.name("name", name));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00A0",
                "\u200B",
                "\uFEFF",
                "\u2060\u200D \u00AD",
                "\u202E",
                "\u3164",
                "\u2800",
                "\uDB40\uDC41",
                "\uFE0F"
            })
    void whereThereIsNothingToSeeThereIsNoName(String name) {
        refused(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\nb", "a\rb", "a\u0000b", "a\u0085b", "a\u2028b", "a\u2029b", "a\uD83D"})
    void aNameIsOneLineOfWholeCharacters(String name) {
        refused(name);
    }

    @Test
    void itTurnsNothingAround() {
        assertEquals("Dana moc.live", Line.name("name", "\u2067 Dana\u202E moc.live\u202C\u2069 "));
    }

    @Test
    void aCharacterIsOneHoweverItIsEncoded() {
        assertEquals(400, Line.name("name", "🚑".repeat(200)).length());
        refused("🚑".repeat(201));
        refused("a".repeat(201));
    }

    private static void refused(String name) {
        assertEquals(
                "invalid-name",
                assertThrows(Refused.class, () -> Line.name("name", name)).problem().code());
    }
}
