package dev.mayday.notification;

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
        boolean counts) {}
