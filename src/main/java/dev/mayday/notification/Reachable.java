package dev.mayday.notification;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A contact's channel that may be used for an alert and that we have a sender for.
 *
 * @param counts false for a channel that failed before: it is tried, but nobody relies on it
 */
record Reachable(
        UUID contactId,
        String contactName,
        int tier,
        UUID channelId,
        String channel,
        boolean counts) {
    private static final List<String> PREFERRED =
            List.of("push", "sms", "voice", "email", "webhook");

    /** Of a contact's channels, what wakes somebody before what may lie unread. */
    static final Comparator<Reachable> WAKES_FIRST =
            Comparator.comparingInt(one -> PREFERRED.indexOf(one.channel()));
}
