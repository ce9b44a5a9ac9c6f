package dev.mayday.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.mayday.notification.DeliveryView.AttemptView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryRowTest {
    private static final Instant MADE = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant END = MADE.plusSeconds(30);
    private static final List<AttemptView> ATTEMPTS =
            List.of(
                    new AttemptView(MADE.plusSeconds(1), "smtp", "retry", "451"),
                    new AttemptView(END.plusSeconds(5), "smtp", "accepted", null));

    @Test
    void beforeAnyEndBothSeeTheSame() {
        var row = row(Purpose.RAISED, "SENT", MADE, null, null);

        assertEquals(row.forGuardians(), row.forOwner());
    }

    @Test
    void aClosingNoticeIsNeverShownToTheOwner() {
        assertNull(row(Purpose.ENDED, "SENT", MADE, null, null).forOwner());
    }

    @Test
    void whatWasMadeAfterTheOwnersEndIsNotThereForTheOwner() {
        assertNull(row(Purpose.RAISED, "SENT", END.plusSeconds(1), null, END).forOwner());
    }

    @Test
    void underDuressTheOwnerReadsWhatTheRightPinWouldHaveLeft() {
        var suppressed = row(Purpose.RAISED, "SUPPRESSED", MADE, null, END);
        var goesOn = row(Purpose.RAISED, "SENT", MADE, "SUPPRESSED", END);

        assertEquals(state(suppressed), state(goesOn));
        assertNull(goesOn.forOwner().sentAt());
        assertEquals(1, goesOn.forOwner().attempts().size(), "the later attempt is not there");
        assertEquals("SENT", goesOn.forGuardians().state());
        assertEquals(2, goesOn.forGuardians().attempts().size());
    }

    private static String state(DeliveryRow row) {
        return row.forOwner().state();
    }

    private static DeliveryRow row(
            String purpose,
            String state,
            Instant made,
            @Nullable String ownerState,
            @Nullable Instant ownerEnd) {
        return new DeliveryRow(
                new UUID(1, 2),
                new UUID(3, 4),
                "Anna",
                "email",
                purpose,
                0,
                state,
                made,
                END.plusSeconds(5),
                null,
                ATTEMPTS,
                ownerState,
                ownerEnd);
    }
}
