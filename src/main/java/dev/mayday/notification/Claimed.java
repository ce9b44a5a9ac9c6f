package dev.mayday.notification;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that this process has claimed and must now send.
 *
 * @param address where to; absent for push
 * @param parameters of a letter (a JSON object)
 * @param tries which attempt this is, from 1
 * @param provider who is to send it
 * @param refusedBy providers that have refused it before
 * @param discreet as the contact's owner wants it; false where there is no contact
 * @param linkId the contact's link into the alert; absent where it was planned by a version that
 *     made links later
 * @param locale of the contact, as a BCP 47 tag; absent where there is no contact
 */
record Claimed(
        UUID id,
        @Nullable UUID alertId,
        @Nullable UUID contactId,
        @Nullable UUID channelId,
        String contactName,
        String channel,
        @Nullable String address,
        String purpose,
        @Nullable String parameters,
        int tries,
        Instant createdAt,
        @Nullable String secret,
        @Nullable String locale,
        @Nullable String timeZone,
        boolean discreet,
        @Nullable UUID linkId,
        String provider,
        Set<String> refusedBy) {
    Claimed {
        refusedBy = Set.copyOf(refusedBy);
    }

    /** It goes to the operator, at an address that the operator has set. */
    boolean ofOperator() {
        return alertId != null && contactId == null;
    }

    /** The same for another reason. */
    Claimed about(String otherPurpose) {
        return new Claimed(
                id,
                alertId,
                contactId,
                channelId,
                contactName,
                channel,
                address,
                otherPurpose,
                parameters,
                tries,
                createdAt,
                secret,
                locale,
                timeZone,
                discreet,
                linkId,
                provider,
                refusedBy);
    }
}
