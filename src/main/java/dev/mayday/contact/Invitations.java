package dev.mayday.contact;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Transactions;
import dev.mayday.identity.Caller;
import dev.mayday.identity.OwnMail;
import dev.mayday.outbox.Letters;
import dev.mayday.outbox.Rights;
import dev.mayday.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks new contacts whether they agree, and takes their answers. */
@ApplicationScoped
class Invitations {
    private static final Logger LOG = Logger.getLogger(Invitations.class);

    private final Transactions transactions;
    private final Contacts contacts;
    private final Answers answers;
    private final Letters letters;
    private final LetterLimit limit;
    private final OwnMail ownMail;
    private final Rights rights;
    private final MaydayClock clock;
    private final MeterRegistry metrics;
    private final String publicUrl;
    private final Set<String> providers;

    Invitations(
            Transactions transactions,
            Contacts contacts,
            Answers answers,
            Letters letters,
            LetterLimit limit,
            OwnMail ownMail,
            Rights rights,
            MaydayClock clock,
            MeterRegistry metrics,
            @ConfigProperty(name = "mayday.public-url") String publicUrl,
            @ConfigProperty(name = "mayday.channels") Set<String> providers) {
        this.transactions = transactions;
        this.contacts = contacts;
        this.answers = answers;
        this.letters = letters;
        this.limit = limit;
        this.ownMail = ownMail;
        this.rights = rights;
        this.clock = clock;
        this.metrics = metrics;
        this.publicUrl = publicUrl;
        this.providers = providers;
    }

    /**
     * Invites whom these new channels reach by mail or, where the contact has no mail at all, by
     * text message; in the ambient transaction. Where the limit is reached the contact is made all
     * the same, without an invitation: an unverified channel is still used for a real alert, and
     * nobody is kept from naming whom to tell.
     */
    Uni<Void> send(Owner owner, ContactEntity contact, List<ChannelEntity> channels) {
        return contacts.channels(List.of(contact))
                .flatMap(all ->
                        invite(
                                owner,
                                contact,
                                channels,
                                all.stream().anyMatch(one -> one.kind() == ChannelType.EMAIL)
                                        ? ChannelType.EMAIL
                                        : ChannelType.SMS));
    }

    private Uni<Void> invite(
            Owner owner, ContactEntity contact, List<ChannelEntity> channels, ChannelType by) {
        if (!providers.contains(by.wire())) {
            return Uni.createFrom().voidItem();
        }
        var letters =
                channels.stream()
                        .filter(channel -> channel.kind() == by)
                        .filter(channel -> channel.state() == ChannelState.UNVERIFIED)
                        .filter(channel -> !contact.isDeclined())
                        .sorted(Comparator.comparing(ChannelEntity::key))
                        .toList();
        return Multi.createFrom()
                .iterable(letters)
                .onItem()
                .transformToUniAndConcatenate(channel ->
                        limit.take(owner.id(), channel.key())
                                .flatMap(free ->
                                        free ? invite(owner, contact, channel) : left(contact)))
                .onItem()
                .ignoreAsUni();
    }

    /** What the invited may know. */
    Uni<InvitationView> find(String token) {
        return transactions.quietly(() -> answers.find(token, false).map(InvitationView::of));
    }

    /**
     * Proves the address and, with an account, makes it the contact's guardian. Again changes
     * nothing; after a refusal it brings the contact back.
     *
     * @throws dev.mayday.problem.Refused not-found; not-allowed for the owner; already-linked where
     *     another account guards as this contact
     */
    Uni<InvitationView> accept(String token, Caller.@Nullable Account account) {
        return transactions
                .write(() ->
                        answers.find(token, true)
                                .invoke(invitation -> refuseUnfit(invitation, account))
                                .call(answers::prove)
                                .call(invitation -> acceptAs(invitation, account))
                                .call(invitation -> rights.changed(invitation.person().value()))
                                .invoke(invitation -> answered(invitation, "accepted")))
                .flatMap(invitation -> find(token));
    }

    /** Ends every message to the contact, and its guarding. Again changes nothing. */
    Uni<InvitationView> decline(String token) {
        return transactions
                .write(() ->
                        answers.find(token, true)
                                .call(invitation -> answers.decline(invitation, clock.now()))
                                .call(invitation -> rights.changed(invitation.person().value()))
                                .invoke(invitation -> answered(invitation, "declined")))
                .flatMap(invitation -> find(token));
    }

    private static void refuseUnfit(Invitation invitation, Caller.@Nullable Account account) {
        if (account == null) {
            return;
        }
        if (account.person().equals(invitation.person())) {
            throw Problem.notAllowed("nobody can be their own guardian").refused();
        }
        if (invitation.guardian() != null
                && !Objects.equals(invitation.guardian(), account.person().value())) {
            throw Problem.conflict(
                            "already-linked", "another account guards as this contact already")
                    .refused();
        }
    }

    private Uni<Void> acceptAs(Invitation invitation, Caller.@Nullable Account account) {
        var now = clock.now();
        if (account == null) {
            return answers.accept(invitation, null, now);
        }
        return answers.accept(invitation, account.person(), now)
                .flatMap(linked -> ownMail.proven(account.person(), invitation.address(), now));
    }

    private Uni<Void> invite(Owner owner, ContactEntity contact, ChannelEntity channel) {
        var token = Secret.token();
        var now = clock.now();
        contact.invited(now);
        return answers.add(token, contact.id(), channel.id(), now)
                .flatMap(added ->
                        letters.write(
                                channel.id(),
                                channel.kind().wire(),
                                Objects.requireNonNull(channel.address()),
                                contact.name(),
                                "invitation",
                                Map.of(
                                        "person", owner.name(),
                                        "contact", contact.name(),
                                        "locale", contact.locale(),
                                        "link", publicUrl + "/i/" + token)))
                .invoke(sent -> metrics.counter("mayday.invitations", "event", "sent").increment());
    }

    private Uni<Void> left(ContactEntity contact) {
        LOG.infof("event=invitation-left-out reason=limit contact=%s", contact.id());
        metrics.counter("mayday.invitations", "event", "left-out").increment();
        return Uni.createFrom().voidItem();
    }

    private void answered(Invitation invitation, String answer) {
        LOG.infof(
                "event=invitation-answered answer=%s person=%s contact=%s",
                answer, invitation.person(), invitation.contact());
        metrics.counter("mayday.invitations", "event", answer).increment();
    }
}
