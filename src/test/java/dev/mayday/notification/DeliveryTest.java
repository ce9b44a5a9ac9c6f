package dev.mayday.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.mayday.alert.LockedAlert;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.PersonId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What failed once and waits to be tried again, as the alert stands meanwhile. */
class DeliveryTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "alert-raised,ACTIVE,QUEUED",
        "alert-raised,ACKNOWLEDGED,SUPPRESSED",
        "operator-fallback,ACKNOWLEDGED,SUPPRESSED",
        "alert-acknowledged,ACKNOWLEDGED,QUEUED",
        "alert-acknowledged,ACTIVE,SUPPRESSED",
        "acknowledgement-reminder,ACKNOWLEDGED,QUEUED",
        "acknowledgement-reminder,ACTIVE,SUPPRESSED",
        "acknowledgement-reminder,RESOLVED,SUPPRESSED",
        "expiry-warning,ACTIVE,QUEUED",
        "expiry-warning,ACKNOWLEDGED,QUEUED",
        "expiry-warning,EXPIRED,SUPPRESSED",
        "alert-ended,RESOLVED,QUEUED"
    })
    void itIsSuppressedOnceNobodyWantsIt(String purpose, String state, String becomes) {
        var delivery = waiting(purpose);
        delivery.fit(alert(state, null));

        assertEquals(becomes, delivery.state);
        assertNull(delivery.ownerState);
    }

    @ParameterizedTest
    @CsvSource({
        "alert-raised,ACTIVE",
        "alert-acknowledged,ACKNOWLEDGED",
        "acknowledgement-reminder,ACKNOWLEDGED",
        "expiry-warning,ACTIVE"
    })
    void underDuressItGoesOnAndLooksSuppressedToTheOwner(String purpose, String state) {
        var delivery = waiting(purpose);
        delivery.fit(alert(state, NOW));

        assertEquals("QUEUED", delivery.state);
        assertEquals("SUPPRESSED", delivery.ownerState);
    }

    @Test
    void aLetterThatIsNotSentAfterAllIsForgotten() {
        var letter = waiting("invitation");
        letter.parameters = "{}";
        letter.suppress();

        assertEquals("SUPPRESSED", letter.state);
        assertNull(letter.parameters);
    }

    private static Delivery waiting(String purpose) {
        var delivery = new Delivery(UUID.randomUUID(), purpose, "sms", 1, "QUEUED");
        delivery.retryAt = NOW;
        return delivery;
    }

    private static LockedAlert alert(String state, @Nullable Instant ownerEnd) {
        boolean ended = state.equals("RESOLVED") || state.equals("EXPIRED");
        return new LockedAlert(
                new AlertId(UUID.randomUUID()),
                new PersonId(UUID.randomUUID()),
                state,
                1,
                false,
                false,
                ownerEnd != null,
                NOW,
                ended ? NOW : null,
                ended ? NOW : ownerEnd);
    }
}
