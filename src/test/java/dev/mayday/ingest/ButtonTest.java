package dev.mayday.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ButtonTest {
    private static final Instant NOW = Instant.parse("2026-11-25T13:00:00Z");

    @Test
    void itAsksForHelpWhateverItSays() {
        assertEquals("sos", of("").alarm(false));
        assertEquals("medical", of("kind=medical").alarm(false));
        assertEquals("invalid-kind", Refusal.of(() -> of("kind=tea").alarm(false)));
    }

    @Test
    void whatIsNotEscapedRightlyIsTakenAsItIs() {
        assertEquals("100%+sure", of("note=100%+sure").note());
        assertEquals("50 % ü", of("note=50%20%25%20%C3%BC").note());
    }

    @Test
    void aPlaceIsOneOfNow() {
        assertEquals(NOW, of("lat=46&lon=14").fix(NOW, null).at());
        assertNull(of("id=x").fix(NOW, null));
        assertEquals("invalid-lon", Refusal.of(() -> of("lat=46").fix(NOW, null)));
    }

    private static Button of(String query) {
        return new Button(new AppFields(AppRequest.pairs(query)));
    }
}
