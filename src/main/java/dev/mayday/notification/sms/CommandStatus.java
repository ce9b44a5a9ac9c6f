package dev.mayday.notification.sms;

import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.Outcome.Unavailable;
import java.time.Duration;

/** What an SMSC means by the status of an answer (SMPP 3.4, 5.1.3). */
final class CommandStatus {
    static final int OK = 0;
    static final int QUEUE_FULL = 0x14;
    static final int THROTTLED = 0x58;
    static final int TRY_AGAIN = 0x64;
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private CommandStatus() {}

    static boolean asksForPatience(int status) {
        return status == THROTTLED || status == QUEUE_FULL;
    }

    /**
     * What is wrong with the message itself is so for ever. All else is the SMSC's own trouble, or
     * a code of its maker's that says nothing to us: then another provider is tried, and this one
     * again, for nobody may go untold for a number that we can't read.
     */
    static Outcome refusal(int status) {
        var why = "the SMSC answered 0x%08x".formatted(status);
        if (asksForPatience(status)) {
            return new RetryLater(A_MOMENT, why);
        }
        return isOfTheMessage(status) ? new Rejected(why) : new Unavailable(why);
    }

    private static boolean isOfTheMessage(int status) {
        return switch (status) {
            // lengths, priority, flags
            case 0x01, 0x02, 0x06, 0x07 -> true;
            // source and destination
            case 0x0A, 0x0B, 0x33, 0x34, 0x40, 0x48, 0x49, 0x50, 0x51 -> true;
            // service type, numbering, esm_class, times, predefined messages
            case 0x15, 0x42, 0x43, 0x44, 0x53, 0x54, 0x55, 0x61, 0x62, 0x63 -> true;
            // refused by the application, for good
            case 0x65, 0x66 -> true;
            // optional parameters; delivery failed
            case 0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xFE -> true;
            default -> false;
        };
    }
}
