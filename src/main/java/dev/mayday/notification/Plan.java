package dev.mayday.notification;

import dev.mayday.alert.LockedAlert;
import dev.mayday.notification.DeliveryView.AttemptView;
import dev.mayday.notification.Turn.Told;
import dev.mayday.wire.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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

    /** The end, told to each who was told of the alert, by a channel that reached them. */
    static Plan ended(LockedAlert alert, Reached reached) {
        return notice(
                alert,
                reached,
                Purpose.ENDED,
                Ids.named(
                        alert.id(),
                        Purpose.ENDED,
                        Objects.requireNonNullElse(reached.channelId(), reached.who())));
    }

    /** Who is going: told once a round. */
    static Plan going(LockedAlert alert, Reached reached) {
        return notice(
                alert,
                reached,
                Purpose.ACKNOWLEDGED,
                Ids.named(alert.id(), Purpose.ACKNOWLEDGED, alert.round(), reached.who()));
    }

    /** Whether the contact is still going: asked once for each answer that goes stale then. */
    static Plan reminder(LockedAlert alert, Reached reached, Instant staleAt) {
        return notice(
                alert,
                reached,
                Purpose.REMINDER,
                Ids.named(alert.id(), Purpose.REMINDER, reached.who(), staleAt));
    }

    /** The same question by another channel, where the one before has failed. */
    static Plan nextReminder(LockedAlert alert, Reached reached, Instant staleAt) {
        return notice(
                alert,
                reached,
                Purpose.REMINDER,
                Ids.named(
                        alert.id(),
                        Purpose.REMINDER,
                        reached.who(),
                        staleAt,
                        Objects.requireNonNull(reached.channelId())));
    }

    /** That the alert is about to expire. @param warning names which of them, if signs moved it */
    static Plan expiring(LockedAlert alert, Reached reached, Instant warning) {
        return notice(
                alert,
                reached,
                Purpose.EXPIRING,
                Ids.named(alert.id(), Purpose.EXPIRING, reached.who(), warning));
    }

    /**
     * The delivery as it is once it is made: queued, or, where an attempt has ended it, not sent.
     */
    DeliveryRow row(Instant now, List<AttemptView> attempts, @Nullable Instant ownerEndedAt) {
        return new DeliveryRow(
                id,
                contactId,
                contactName,
                channel,
                purpose,
                step,
                attempts.isEmpty() ? Delivery.QUEUED : Delivery.SUPPRESSED,
                now,
                null,
                null,
                attempts,
                null,
                ownerEndedAt);
    }

    private static Plan notice(LockedAlert alert, Reached reached, String purpose, UUID id) {
        return new Plan(
                id,
                reached.contactId(),
                reached.channelId(),
                reached.contactName(),
                reached.channel(),
                reached.address(),
                purpose,
                alert.round(),
                reached.step());
    }
}
