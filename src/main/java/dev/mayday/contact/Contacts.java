package dev.mayday.contact;

import dev.mayday.problem.Problem;
import dev.mayday.wire.ContactId;
import dev.mayday.wire.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The contacts and channels that owners see: those not removed. In the ambient transaction. */
@ApplicationScoped
class Contacts {

    /** The owner, locked against a second change of the list of contacts at the same time. */
    Uni<Owner> lock(PersonId owner) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        "SELECT name, locale, time_zone FROM person WHERE id = :id FOR NO KEY UPDATE",
                                        Object[].class)
                                .setParameter("id", owner.value())
                                .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notSignedIn().refused())
                .map(row -> new Owner(owner, (String) row[0], (String) row[1], (String) row[2]));
    }

    Uni<Long> count(PersonId owner) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createSelectionQuery(
                                        "SELECT count(*) FROM ContactEntity WHERE personId = :owner AND removedAt IS NULL",
                                        Long.class)
                                .setParameter("owner", owner.value())
                                .getSingleResult());
    }

    /** Those after the given one, the oldest first. */
    Uni<List<ContactEntity>> page(PersonId owner, @Nullable UUID after, int limit) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createSelectionQuery(
                                        "FROM ContactEntity WHERE personId = :owner AND removedAt IS NULL AND id > :after ORDER BY id",
                                        ContactEntity.class)
                                .setParameter("owner", owner.value())
                                .setParameter("after", after == null ? new UUID(0, 0) : after)
                                .setMaxResults(limit)
                                .getResultList());
    }

    /**
     * @throws dev.mayday.problem.Refused not-found, also for someone else's
     */
    Uni<ContactEntity> find(PersonId owner, ContactId id, LockModeType lock) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createSelectionQuery(
                                        "FROM ContactEntity WHERE id = :id AND personId = :owner AND removedAt IS NULL",
                                        ContactEntity.class)
                                .setParameter("id", id.value())
                                .setParameter("owner", owner.value())
                                .setLockMode(lock)
                                .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound().refused());
    }

    /** The channels of all these contacts in one statement, the oldest first. */
    Uni<List<ChannelEntity>> channels(Collection<ContactEntity> contacts) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createSelectionQuery(
                                        "FROM ChannelEntity WHERE contactId IN (:contacts) AND removedAt IS NULL ORDER BY id",
                                        ChannelEntity.class)
                                .setParameter(
                                        "contacts",
                                        contacts.stream()
                                                .map(contact -> contact.id().value())
                                                .toList())
                                .getResultList());
    }

    Uni<Void> save(Object... entities) {
        return Panache.getSession()
                .flatMap(session -> session.persistAll(entities).flatMap(done -> session.flush()));
    }

    /**
     * The keys of the addresses that want nothing more of this person: removing a contact and
     * making it again is no way around a stop. Of these numbers also those that said STOP by text
     * message, to whomever.
     */
    Uni<Set<String>> optedOut(PersonId owner, Collection<String> numbers) {
        return ofOwner(owner)
                .flatMap(keys ->
                        numbers.isEmpty()
                                ? Uni.createFrom().item(keys)
                                : stopped(numbers).map(stopped -> join(keys, stopped)));
    }

    private static Uni<List<String>> stopped(Collection<String> numbers) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        "SELECT number FROM sms_stop WHERE number IN (:numbers)",
                                        String.class)
                                .setParameter("numbers", numbers)
                                .getResultList());
    }

    private static Set<String> join(Set<String> keys, List<String> stopped) {
        var all = new HashSet<>(keys);
        stopped.forEach(number -> all.add(ChannelType.SMS.key(number)));
        return all;
    }

    private static Uni<Set<String>> ofOwner(PersonId owner) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createSelectionQuery(
                                        """
                                        FROM ChannelEntity ch WHERE EXISTS (
                                            FROM ContactEntity c WHERE c.id = ch.contactId AND c.personId = :owner
                                            AND (ch.state = 'opted-out' OR c.declinedAt IS NOT NULL))
                                        """,
                                        ChannelEntity.class)
                                .setParameter("owner", owner.value())
                                .getResultList())
                .map(channels ->
                        channels.stream()
                                .filter(channel -> channel.kind() != ChannelType.PUSH)
                                .map(ChannelEntity::key)
                                .collect(Collectors.toSet()));
    }
}
