package dev.mayday.notification;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who was told of an alert, and by which channel.
 *
 * @param contactId absent for the operator
 * @param address only where there is no channel to look it up by
 * @param step of the message that reached them
 * @param answer what they said last: acknowledged, declined, stale; absent where nothing
 */
record Reached(
        @Nullable UUID contactId,
        @Nullable UUID channelId,
        String contactName,
        String channel,
        @Nullable String address,
        int step,
        @Nullable String answer) {

    /** By a channel that may reach a contact, and that no message has reached it by. */
    static Reached by(Reachable channel, int step) {
        return new Reached(
                channel.contactId(),
                channel.channelId(),
                channel.contactName(),
                channel.channel(),
                null,
                step,
                null);
    }

    /** Names the contact, or the operator, in the id of a delivery. */
    Object who() {
        return contactId == null ? Plan.OPERATOR : contactId;
    }

    /** Has said to be going, or not to. */
    boolean answered() {
        return "acknowledged".equals(answer) || "declined".equals(answer);
    }
}
