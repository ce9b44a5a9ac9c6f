package dev.mayday.contact;

import java.util.Locale;

/**
 * What the invited may know: who asks, under which name, and by which channel.
 *
 * @param state open, accepted or declined
 */
record InvitationView(Named person, Named contact, Channel channel, String state) {

    record Named(String name) {}

    record Channel(String type, String address) {}

    static InvitationView of(Invitation invitation) {
        return new InvitationView(
                new Named(invitation.personName()),
                new Named(invitation.contactName()),
                new Channel(invitation.type().wire(), invitation.address()),
                invitation.state().name().toLowerCase(Locale.ROOT));
    }
}
