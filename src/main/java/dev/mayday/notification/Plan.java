package dev.mayday.notification;

import dev.mayday.alert.LockedAlert;
import dev.mayday.notification.Turn.Told;
import dev.mayday.wire.Ids;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery to be made. Its id is named by what it is, so that planning it twice plans it once.
 *
 * @param address only where there is no channel to look it up by
 */
record Plan(
        UUID id,
        @Nullable UUID contactId,
        @Nullable UUID channelId,
        String contactName,
        String channel,
        @Nullable String address,
        String purpose,
        int round,
        int step) {
    static final String OPERATOR = "Operator";

    static Plan raised(LockedAlert alert, Told told) {
        var by = told.by();
        return new Plan(
                Ids.named(alert.id(), alert.round(), told.step(), by.channelId()),
                by.contactId(),
                by.channelId(),
                by.contactName(),
                by.channel(),
                null,
                Purpose.RAISED,
                alert.round(),
                told.step());
    }

    static Plan fallback(LockedAlert alert, int step, String channel, String address) {
        return new Plan(
                Ids.named(alert.id(), alert.round(), Purpose.FALLBACK, channel),
                null,
                null,
                OPERATOR,
                channel,
                address,
                Purpose.FALLBACK,
                alert.round(),
                step);
    }

    /** The end, told once to each who was told of the alert, by whichever channel. */
    static Plan ended(LockedAlert alert, Reached reached) {
        var contact = reached.contactId();
        return new Plan(
                Ids.named(alert.id(), Purpose.ENDED, contact == null ? OPERATOR : contact),
                contact,
                reached.channelId(),
                reached.contactName(),
                reached.channel(),
                reached.address(),
                Purpose.ENDED,
                alert.round(),
                reached.step());
    }

    /** A delivery of the alert that reached somebody. */
    record Reached(
            @Nullable UUID contactId,
            @Nullable UUID channelId,
            String contactName,
            String channel,
            @Nullable String address,
            int step) {}
}
