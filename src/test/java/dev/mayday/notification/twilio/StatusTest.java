package dev.mayday.notification.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.mayday.notification.Receipt;
import dev.mayday.notification.Receipt.Arrived;
import dev.mayday.notification.Receipt.Lost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest {
    @Test
    void aTextMessageHasArrivedWhenItIsSaidToBeDelivered() {
        assertEquals(new Arrived(), Status.ofText("delivered", null));
        assertEquals(new Arrived(), Status.ofText("read", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"accepted", "scheduled", "queued", "sending", "sent", "receiving", "", "x"})
    void untilThenNothingIsDecided(String status) {
        assertNull(Status.ofText(status, null));
    }

    @Test
    void aTextMessageThatIsLostSaysWhyByTheCodeAlone() {
        assertEquals(
                new Lost("the text message was not delivered, error 30003"),
                Status.ofText("undelivered", "30003"));
        assertEquals(
                new Lost("the text message was not delivered"),
                Status.ofText("failed", "to +4915112345678"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "completed, human, arrived",
                "completed, none, arrived",
                "completed, machine_start, lost",
                "completed, machine_end_beep, lost",
                "completed, fax, lost",
                "completed, unknown, none",
                "busy, none, lost",
                "no-answer, none, lost",
                "failed, none, lost",
                "canceled, none, lost",
                "queued, none, none",
                "initiated, none, none",
                "ringing, none, none",
                "in-progress, human, none",
                "nonsense, human, none"
            })
    void aCallHasArrivedWhenAPersonAnsweredIt(String status, String answeredBy, String expected) {
        assertEquals(expected, word(Status.ofCall(status, answeredBy)));
    }

    private static String word(Receipt receipt) {
        return switch (receipt) {
            case null -> null;
            case Arrived arrived -> "arrived";
            case Lost lost -> "lost";
        };
    }
}
