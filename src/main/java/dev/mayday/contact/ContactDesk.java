package dev.mayday.contact;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Transactions;
import dev.mayday.outbox.Rights;
import dev.mayday.problem.Problem;
import dev.mayday.wire.ContactId;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What owners do with their contacts. */
@ApplicationScoped
class ContactDesk {
    private static final Logger LOG = Logger.getLogger(ContactDesk.class);

    private final Transactions transactions;
    private final Contacts contacts;
    private final Invitations invitations;
    private final Rights rights;
    private final MaydayClock clock;
    private final ContactSettings settings;

    ContactDesk(
            Transactions transactions,
            Contacts contacts,
            Invitations invitations,
            Rights rights,
            MaydayClock clock,
            ContactSettings settings) {
        this.transactions = transactions;
        this.contacts = contacts;
        this.invitations = invitations;
        this.rights = rights;
        this.clock = clock;
        this.settings = settings;
    }

    /** Makes a contact and invites it. The answer alone holds the secrets of its webhooks. */
    Uni<ContactView> add(PersonId person, ContactForm form) {
        refuseAbove(form.channels().size());
        return transactions.write(() ->
                contacts.lock(person)
                        .call(this::refuseOneMore)
                        .flatMap(owner -> make(owner, form))
                        .invoke(made ->
                                LOG.infof(
                                        "event=contact-added person=%s contact=%s",
                                        person, made.id())));
    }

    /** Always two statements, however many contacts and channels there are. */
    Uni<Page<ContactView>> list(PersonId owner, @Nullable UUID after, int limit) {
        return transactions.quietly(() ->
                contacts.page(owner, after, limit + 1)
                        .flatMap(this::views)
                        .map(views -> Page.of(views, limit, ContactView::id)));
    }

    Uni<ContactView> find(PersonId owner, ContactId id) {
        return transactions.quietly(() ->
                contacts.find(owner, id, LockModeType.NONE)
                        .flatMap(contact -> views(List.of(contact)))
                        .map(List::getFirst));
    }

    /** The secrets of webhooks that are new are in the answer, and in this one alone. */
    Uni<ContactView> change(PersonId person, ContactId id, ContactChange change) {
        return transactions.write(() ->
                contacts.lock(person)
                        .flatMap(owner ->
                                contacts.find(person, id, LockModeType.PESSIMISTIC_WRITE)
                                        .invoke(contact -> contact.change(change))
                                        .flatMap(contact -> replace(owner, contact, change)))
                        .call(changed -> rights.changed(person.value()))
                        .invoke(changed ->
                                LOG.infof(
                                        "event=contact-changed person=%s contact=%s", person, id)));
    }

    /**
     * Marks the contact as removed. Whether it counts all the same, because a duress PIN was given
     * before, is decided by the views that all others read: here nothing differs.
     */
    Uni<Void> remove(PersonId owner, ContactId id) {
        var now = clock.now();
        return transactions.write(() ->
                contacts.find(owner, id, LockModeType.PESSIMISTIC_WRITE)
                        .invoke(contact -> contact.removed(now))
                        .flatMap(contact -> contacts.channels(List.of(contact)))
                        .invoke(channels -> channels.forEach(channel -> channel.removed(now)))
                        .call(channels -> rights.changed(owner.value()))
                        .invoke(channels ->
                                LOG.infof("event=contact-removed person=%s contact=%s", owner, id))
                        .replaceWithVoid());
    }

    private Uni<Void> refuseOneMore(Owner owner) {
        return contacts.count(owner.id())
                .invoke(count -> {
                    if (count >= settings.contacts()) {
                        throw Problem.conflict(
                                        "too-many-contacts",
                                        "there can be " + settings.contacts() + " at most")
                                .refused();
                    }
                })
                .replaceWithVoid();
    }

    private void refuseAbove(int channels) {
        if (channels > settings.channels()) {
            throw Problem.invalid("channels", "there can be " + settings.channels() + " at most")
                    .refused();
        }
    }

    private Uni<ContactView> make(Owner owner, ContactForm form) {
        var contact = new ContactEntity(owner, form, clock.now());
        return contacts.save(contact)
                .flatMap(saved -> open(owner, contact, form.channels()))
                .map(channels -> ContactView.of(contact, channels, ids(channels)));
    }

    private Uni<ContactView> replace(Owner owner, ContactEntity contact, ContactChange change) {
        return contacts.channels(List.of(contact))
                .flatMap(there -> {
                    if (change.channels() == null) {
                        return Uni.createFrom().item(ContactView.of(contact, there, Set.of()));
                    }
                    var plan = ChannelPlan.of(there, change.channels());
                    refuseAbove(plan.size());
                    plan.gone().forEach(channel -> channel.removed(clock.now()));
                    return open(owner, contact, plan.fresh())
                            .map(fresh ->
                                    ContactView.of(contact, join(plan.kept(), fresh), ids(fresh)));
                });
    }

    /** Makes the channels, in the order given, and invites whom they reach. */
    private Uni<List<ChannelEntity>> open(
            Owner owner, ContactEntity contact, List<ChannelForm> forms) {
        if (forms.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return contacts.optedOut(owner.id(), numbers(forms))
                .map(stops -> made(contact, forms, stops))
                .call(channels -> contacts.save(channels.toArray()))
                .call(channels -> invitations.send(owner, contact, channels));
    }

    private static List<String> numbers(List<ChannelForm> forms) {
        return forms.stream()
                .filter(form -> form.kind() == ChannelType.SMS)
                .map(form -> Objects.requireNonNull(form.address()))
                .toList();
    }

    /** Their ids are in the order of the forms: lists are in the order of the ids. */
    private List<ChannelEntity> made(
            ContactEntity contact, List<ChannelForm> forms, Set<String> stops) {
        var now = clock.now();
        var ids =
                Stream.generate(Ids::next)
                        .limit(forms.size())
                        .sorted(Comparator.comparing(UUID::toString))
                        .iterator();
        return forms.stream()
                .map(form -> new ChannelEntity(ids.next(), contact, form, first(form, stops), now))
                .toList();
    }

    private static ChannelState first(ChannelForm form, Set<String> stops) {
        return stops.contains(form.key()) ? ChannelState.OPTED_OUT : ChannelState.UNVERIFIED;
    }

    private Uni<List<ContactView>> views(List<ContactEntity> page) {
        return contacts.channels(page)
                .map(channels -> {
                    var byContact =
                            channels.stream()
                                    .collect(Collectors.groupingBy(ChannelEntity::contactId));
                    return page.stream()
                            .map(contact ->
                                    ContactView.of(
                                            contact,
                                            byContact.getOrDefault(contact.id().value(), List.of()),
                                            Set.of()))
                            .toList();
                });
    }

    private static List<ChannelEntity> join(Set<ChannelEntity> kept, List<ChannelEntity> fresh) {
        return Stream.concat(kept.stream(), fresh.stream())
                .sorted(Comparator.comparing(channel -> channel.id().toString()))
                .toList();
    }

    private static Set<UUID> ids(List<ChannelEntity> channels) {
        return channels.stream().map(ChannelEntity::id).collect(Collectors.toSet());
    }
}
