package dev.mayday.notification;

import dev.mayday.alert.LockedAlert;
import java.util.Set;

/** Why a delivery was made, as the column has it. Letters bring names of their own. */
final class Purpose {
    static final String RAISED = "alert-raised";
    static final String ENDED = "alert-ended";
    static final String FALLBACK = "operator-fallback";
    static final String ACKNOWLEDGED = "alert-acknowledged";
    static final String REMINDER = "acknowledgement-reminder";
    static final String EXPIRING = "expiry-warning";

    /** A letter whose delivery to a webhook proves that the webhook is its owner's. */
    static final String VERIFICATION = "channel-verification";

    private static final Set<String> OF_ALERTS =
            Set.of(RAISED, ENDED, FALLBACK, ACKNOWLEDGED, REMINDER, EXPIRING);

    private Purpose() {}

    /** Whether it is about an alert, and so can be put into words again at any time. */
    static boolean ofAlert(String purpose) {
        return OF_ALERTS.contains(purpose);
    }

    /** Whether it is what somebody hears of the alert by. */
    static boolean tells(String purpose) {
        return purpose.equals(RAISED) || purpose.equals(FALLBACK);
    }

    /** Whether it is still wanted as the alert stands; the view wanted_delivery asks for more. */
    static boolean wanted(String purpose, LockedAlert alert) {
        return switch (purpose) {
            case RAISED, FALLBACK -> alert.active();
            case ACKNOWLEDGED, REMINDER -> alert.acknowledged();
            case EXPIRING -> !alert.ended();
            default -> true;
        };
    }
}
