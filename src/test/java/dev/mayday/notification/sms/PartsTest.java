package dev.mayday.notification.sms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartsTest {

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "160,1", "161,2", "306,2", "307,3", "459,3", "460,4"})
    void theDefaultAlphabetTakes160OrPartsOf153(int length, int parts) {
        var cut = Parts.of("a".repeat(length), 7, 6);

        assertEquals(Parts.DEFAULT_ALPHABET, cut.dataCoding());
        assertEquals(parts, cut.size());
        assertEquals(parts > 1, cut.concatenated());
        assertEquals("a".repeat(length), read(cut));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "70,1", "71,2", "134,2", "135,3"})
    void ucs2Takes70OrPartsOf67(int length, int parts) {
        var cut = Parts.of("ш".repeat(length), 7, 6);

        assertEquals(Parts.UCS2, cut.dataCoding());
        assertEquals(parts, cut.size());
        assertEquals("ш".repeat(length), read(cut));
    }

    @Test
    void eachPartSaysWhichItIs() {
        var cut = Parts.of("a".repeat(400), 0x1AB, 6);

        for (int i = 0; i < cut.size(); i++) {
            assertArrayEquals(
                    new byte[] {5, 0, 3, (byte) 0xAB, 3, (byte) (i + 1)},
                    Arrays.copyOf(cut.bodies().get(i), 6));
            assertTrue(cut.bodies().get(i).length <= 159);
        }
    }

    @Test
    void anEscapeIsNotCutFromItsCharacter() {
        var text = "a".repeat(152) + "€" + "b".repeat(40);
        var cut = Parts.of(text, 1, 6);

        assertEquals(6 + 152, cut.bodies().getFirst().length);
        assertEquals(text, read(cut));
    }

    @Test
    void aPairOfSurrogatesIsNotCut() {
        var text = "ш".repeat(66) + "🚨" + "ш".repeat(20);
        var cut = Parts.of(text, 1, 6);

        assertEquals(6 + 132, cut.bodies().getFirst().length);
        assertEquals(text, read(cut));
    }

    @Test
    void whatIsExtendedCountsTwice() {
        assertEquals(1, Parts.of("€".repeat(80), 1, 6).size());
        assertEquals(2, Parts.of("€".repeat(80) + "a", 1, 6).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ш", "€", "🚨"})
    void whatIsTooLongLosesItsEndAndNeverTheLinkThatStandsFirst(String filling) {
        var link = "https://mayday.example/a/0123456789abcdefghijklmnopqrstuvwxyz ";
        var cut = Parts.of(link + filling.repeat(3_000), 1, 6);

        assertTrue(cut.size() <= 6 && cut.size() >= 5, cut.size() + " parts");
        assertTrue(read(cut).startsWith(link + filling));
        assertTrue(read(cut).endsWith("..."));
        assertFalse(read(cut).contains("\uFFFD"));
    }

    @Test
    void whatCanNotBeSeenCostsNoAlphabet() {
        var cut = Parts.of("Dana\tneeds\u0007help\nnow", 1, 6);

        assertEquals(Parts.DEFAULT_ALPHABET, cut.dataCoding());
        assertEquals("Dana needs help\nnow", read(cut));
    }

    @Test
    void everyCharacterOfBothTablesComesBack() {
        var all =
                "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\f^{}\\[~]|€";
        var septets = Gsm7.encode(all);

        assertNotNull(septets);
        assertEquals(127 + 2 * 10, septets.length);
        assertEquals(all, Gsm7.decode(septets));
        assertArrayEquals(new byte[] {0x00, 0x1B, 0x65, 0x7F}, Gsm7.encode("@€à"));
        assertNull(Gsm7.encode("ç"), "only the capital is in it");
        assertNull(Gsm7.encode("`"));
    }

    @ParameterizedTest
    @CsvSource({"PT1H,000000010000000R", "PT36H,000001120000000R", "PT90S,000000000130000R"})
    void aValidityIsRelative(java.time.Duration validity, String expected) {
        assertEquals(expected, SubmitSm.relative(validity));
        assertNull(SubmitSm.relative(java.time.Duration.ZERO));
    }

    private static String read(Parts parts) {
        return parts.bodies().stream()
                .map(body -> parts.concatenated() ? Arrays.copyOfRange(body, 6, body.length) : body)
                .map(body ->
                        parts.dataCoding() == Parts.UCS2
                                ? new String(body, StandardCharsets.UTF_16BE)
                                : Gsm7.decode(body))
                .collect(Collectors.joining());
    }
}
