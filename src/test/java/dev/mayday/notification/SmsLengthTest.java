package dev.mayday.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsLengthTest {

    @Test
    void theAlphabetIsThatOfTheStandard() {
        assertTrue(SmsLength.isGsm7("éèàùìòñÑäöüÄÖÜßÇåÅøØæÆ¿¡€[]{}~^|\\@_\n"));
        for (var other : "êâîôûçáíóú’…–ł".split("")) {
            assertFalse(SmsLength.isGsm7(other), other);
        }
    }

    @ParameterizedTest
    @CsvSource({"a,160,1", "a,161,2", "a,306,2", "a,307,3", "€,80,1", "€,81,2", "€,153,3"})
    void septetsMakeSegments(String letter, int times, int segments) {
        // an escape is not torn from its character: 76 of them in a part
        assertEquals(segments, SmsLength.segments(letter.repeat(times)));
    }

    @ParameterizedTest
    @CsvSource({"م,70,1", "م,71,2", "م,134,2", "م,135,3", "🚑,35,1", "🚑,36,2", "🚑,67,3"})
    void otherLettersTakeMore(String letter, int times, int segments) {
        assertEquals(segments, SmsLength.segments(letter.repeat(times)));
    }
}
