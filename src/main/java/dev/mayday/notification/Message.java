package dev.mayday.notification;

import dev.mayday.alert.AlertView;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to one address, before a channel has put it into its own form.
 *
 * @param delivery its id, and its idempotency key wherever it goes
 * @param address where to; empty for push, whose addresses are the account's browsers
 * @param secret what a webhook is signed with
 * @param name of who reads it, and its language and time zone
 * @param now when it is written: ages are counted from here
 * @param toOperator the operator has set the address, which may lie in the operator's own network
 * @param discreet what can be read over a shoulder must say nothing of an emergency
 */
public record Message(
        UUID delivery,
        String address,
        @Nullable String secret,
        String name,
        Locale locale,
        ZoneId zone,
        Instant now,
        boolean toOperator,
        boolean discreet,
        Content content) {

    /** The same to the same reader about something else. */
    Message with(Content other) {
        return new Message(
                delivery, address, secret, name, locale, zone, now, toOperator, discreet, other);
    }

    /** What it is about. */
    public sealed interface Content {}

    /**
     * Somebody needs help.
     *
     * @param alert as its guardians see it
     * @param where the latest known place
     * @param link the contact's own; absent for the operator
     * @param unanswered the operator is told, because nobody else answered
     */
    public record Raised(
            AlertView alert, @Nullable Whereabouts where, @Nullable String link, boolean unanswered)
            implements Content {}

    /**
     * Somebody else who was told is going.
     *
     * @param who is going
     * @param etaMinutes until they are there, as they said
     */
    public record Acknowledged(
            AlertView alert,
            String who,
            @Nullable Integer etaMinutes,
            @Nullable String note,
            @Nullable String link)
            implements Content {}

    /** This contact said to be going, and that is about to be too old to rely on. */
    public record StillGoing(AlertView alert, @Nullable String link) implements Content {}

    /**
     * Nothing has been heard for so long that the alert is about to be closed.
     *
     * @param at when
     */
    public record Expiring(AlertView alert, Instant at, @Nullable String link) implements Content {}

    /** An alert that this contact was told of is over. */
    public record Ended(AlertView alert, @Nullable String link) implements Content {}

    /**
     * Not about an alert: a code, an invitation, a reset.
     *
     * @param purpose names its wording
     * @param parameters what the wording needs
     */
    public record Letter(String purpose, Map<String, String> parameters) implements Content {}
}
