package dev.mayday.notification.twilio;

import dev.mayday.notification.Receipt;
import dev.mayday.notification.Receipt.Arrived;
import dev.mayday.notification.Receipt.Lost;
import org.jspecify.annotations.Nullable;

/** What the provider's words about a message or a call mean; null where they decide nothing. */
final class Status {
    private Status() {}

    /**
     * @param status as {@code MessageStatus} has it
     * @param code of the error, if there is one
     */
    static @Nullable Receipt ofText(String status, @Nullable String code) {
        return switch (status) {
            case "delivered", "read" -> new Arrived();
            case "undelivered", "failed", "canceled" ->
                    new Lost(
                            code != null && code.matches("\\d{1,6}")
                                    ? "the text message was not delivered, error " + code
                                    : "the text message was not delivered");
            default -> null; // queued, sending, sent: on its way
        };
    }

    /**
     * A call has arrived when a person answered it. Where the provider can't tell who answered,
     * neither can we: the call stays as it is, and the escalation goes on.
     *
     * @param status as {@code CallStatus} has it
     * @param answeredBy human, machine_start, fax, unknown; absent where nobody listened for that
     */
    static @Nullable Receipt ofCall(String status, @Nullable String answeredBy) {
        return switch (status) {
            case "completed" -> ofAnswer(answeredBy);
            case "busy" -> new Lost("the line was busy");
            case "no-answer" -> new Lost("nobody answered");
            case "canceled" -> new Lost("the call was cancelled before anybody answered");
            case "failed" -> new Lost("the number could not be called");
            default -> null; // queued, initiated, ringing, in-progress
        };
    }

    private static @Nullable Receipt ofAnswer(@Nullable String answeredBy) {
        if (answeredBy == null || answeredBy.equals("human")) {
            return new Arrived();
        }
        return isMachine(answeredBy) ? new Lost("an answering machine answered") : null;
    }

    /** Nobody is there to be spoken to. */
    static boolean isMachine(String answeredBy) {
        return answeredBy.startsWith("machine") || answeredBy.equals("fax");
    }
}
