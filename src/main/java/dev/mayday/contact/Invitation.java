package dev.mayday.contact;

import dev.mayday.wire.ContactId;
import dev.mayday.wire.PersonId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as it is on record. It speaks for an address to a person: if the contact was
 * removed and made again with that address, it is about the new one.
 *
 * @param guardian the account that is linked already
 */
record Invitation(
        PersonId person,
        String personName,
        ContactId contact,
        String contactName,
        UUID channel,
        ChannelType type,
        String address,
        State state,
        @Nullable UUID guardian) {

    /** What the invited answered last. */
    enum State {
        OPEN,
        ACCEPTED,
        DECLINED
    }
}
