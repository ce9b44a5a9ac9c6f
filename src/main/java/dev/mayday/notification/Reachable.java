package dev.mayday.notification;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** The contact's channel to try next; none where all that count were tried. */
    static Optional<Reachable> next(List<Reachable> all, UUID contact, Set<UUID> tried) {
        return all.stream()
                .filter(one -> one.contactId.equals(contact))
                .filter(one -> one.counts && !tried.contains(one.channelId))
                .min(WAKES_FIRST);
    }
}
