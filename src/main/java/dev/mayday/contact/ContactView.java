package dev.mayday.contact;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contact as its owner is shown it.
 *
 * @param tier 1..9, 1 is told first
 * @param discreet what can be read over this contact's shoulder says nothing of an emergency
 * @param invitation {@code sent}, {@code accepted} or {@code declined}; absent where none was sent
 * @param linked whether an account guards the owner as this contact
 */
record ContactView(
        UUID id,
        String name,
        @Nullable String relationship,
        int tier,
        String locale,
        String timeZone,
        boolean discreet,
        @Nullable String invitation,
        boolean linked,
        List<Channel> channels) {

    /**
     * @param type email, sms, voice, push or webhook
     * @param address absent for push
     * @param state unverified, verified, opted-out or failing
     * @param secret of a webhook, in the answer that makes it alone
     */
    record Channel(
            UUID id,
            String type,
            @Nullable String address,
            String state,
            @Nullable String secret) {}

    /**
     * @param shown the channels whose secrets are shown this once
     */
    static ContactView of(ContactEntity contact, List<ChannelEntity> channels, Set<UUID> shown) {
        return new ContactView(
                contact.id().value(),
                contact.name(),
                contact.relationship(),
                contact.tier(),
                contact.locale(),
                contact.timeZone(),
                contact.discreet(),
                contact.invitation(),
                contact.isLinked(),
                channels.stream().map(channel -> channel(contact, channel, shown)).toList());
    }

    private static Channel channel(ContactEntity contact, ChannelEntity channel, Set<UUID> shown) {
        return new Channel(
                channel.id(),
                channel.kind().wire(),
                channel.address(),
                state(contact, channel).wire(),
                shown.contains(channel.id()) ? channel.secret() : null);
    }

    private static ChannelState state(ContactEntity contact, ChannelEntity channel) {
        // who declined is sent nothing by any channel, whatever each one's own state
        return contact.isDeclined() ? ChannelState.OPTED_OUT : channel.stateOf(contact);
    }
}
