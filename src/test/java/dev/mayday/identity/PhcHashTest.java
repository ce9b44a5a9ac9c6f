package dev.mayday.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhcHashTest {

    @Test
    void aHashMatchesItsSecretAlone() {
        var hash = PhcHash.parse(PhcHash.of("correct horse").toString());
        assertTrue(hash.matches("correct horse"));
        assertFalse(hash.matches("correct horse "));
        assertFalse(hash.matches(""));
    }

    @Test
    void theSameSecretHasAnotherHashEachTime() {
        assertNotEquals(PhcHash.of("1234").toString(), PhcHash.of("1234").toString());
    }

    @Test
    void itsParametersAreThoseOfTheDesign() {
        assertTrue(PhcHash.of("1234").toString().startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
    }

    /** Of the reference implementation's own tests (argon2id, version 19, t=2, m=2^8, p=1). */
    @Test
    void aHashMadeElsewhereIsRead() {
        var phc =
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        assertTrue(PhcHash.parse(phc).matches("password"));
        assertEquals(phc, PhcHash.parse(phc).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR",
                "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR",
                "$argon2id$v=19$m=256,t=2$c29tZXNhbHQ$nf65EOgLrQMR"
            })
    void anythingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> PhcHash.parse(text));
    }
}
