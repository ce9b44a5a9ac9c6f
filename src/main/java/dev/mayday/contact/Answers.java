package dev.mayday.contact;

import dev.mayday.problem.Problem;
import dev.mayday.wire.ContactId;
import dev.mayday.wire.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The invitations on record, and what their answers change. In the ambient transaction. */
@ApplicationScoped
class Answers {
    /** An invitation, to read or, with its contact locked, to answer. */
    private static final String FIND =
            """
            SELECT c.person_id, p.name AS person_name, c.id AS contact_id, c.name AS contact_name, ch.id AS channel_id,
                   ch.type, ch.address, ch.state, c.accepted_at IS NOT NULL AS accepted, c.declined_at IS NOT NULL AS declined,
                   c.guardian_id
            FROM invitation i
            JOIN channel sent ON sent.id = i.channel_id
            JOIN contact was ON was.id = i.contact_id
            JOIN contact c ON c.person_id = was.person_id AND c.removed_at IS NULL
            JOIN channel ch ON ch.contact_id = c.id AND ch.removed_at IS NULL
                 AND ch.type = sent.type AND lower(ch.address) = lower(sent.address)
            JOIN person p ON p.id = c.person_id
            WHERE i.token_hash = :hash
            ORDER BY ch.id = sent.id DESC, ch.id DESC LIMIT 1
            """;

    /** The contacts of this person that have this address. */
    private static final String SAME =
            """
            person_id = :person AND id IN (
                SELECT contact_id FROM channel WHERE type = :type AND lower(address) = lower(:address))
            """;

    /** A number that said STOP has to say START itself. */
    private static final String PROVE =
            """
            UPDATE channel ch SET state = 'verified'
            WHERE type = :type AND lower(address) = lower(:address) AND state <> 'verified'
              AND contact_id IN (SELECT id FROM contact WHERE person_id = :person)
              AND NOT EXISTS (SELECT FROM sms_stop s WHERE ch.type = 'sms' AND s.number = ch.address)
            """;

    Uni<Void> add(String token, ContactId contact, UUID channel, Instant now) {
        return run(
                        """
                        INSERT INTO invitation (token_hash, contact_id, channel_id, created_at)
                        VALUES (:hash, :contact, :channel, :now)
                        """,
                        Map.of(
                                "hash",
                                Secret.hash(token),
                                "contact",
                                contact.value(),
                                "channel",
                                channel,
                                "now",
                                now))
                .replaceWithVoid();
    }

    /**
     * @param toAnswer whether nobody else may answer at the same time
     * @throws dev.mayday.problem.Refused not-found
     */
    Uni<Invitation> find(String token, boolean toAnswer) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        toAnswer ? FIND + " FOR NO KEY UPDATE OF c, ch" : FIND,
                                        Object[].class)
                                .setParameter("hash", Secret.hash(token))
                                .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound().refused())
                .map(Answers::invitation);
    }

    /** The address is proven for every contact of the person that has it, and may be used again. */
    Uni<Void> prove(Invitation invitation) {
        var same =
                Map.<String, Object>of(
                        "person", invitation.person().value(),
                        "type", invitation.type().wire(),
                        "address", invitation.address());
        return run(
                        "UPDATE contact SET declined_at = NULL WHERE declined_at IS NOT NULL AND "
                                + SAME,
                        same)
                .flatMap(rows -> run(PROVE, same))
                .replaceWithVoid();
    }

    /**
     * Says that the contact accepted, and from now on guards with this account, if one is given.
     */
    Uni<Void> accept(Invitation invitation, @Nullable PersonId guardian, Instant now) {
        var step =
                run(
                        "UPDATE contact SET accepted_at = :now WHERE accepted_at IS NULL AND id = :contact",
                        Map.of("contact", invitation.contact().value(), "now", now));
        return guardian == null
                ? step.replaceWithVoid()
                : step.flatMap(rows -> link(invitation.contact(), guardian, now));
    }

    /** The contact, and every other of this person with that address, is told nothing any more. */
    Uni<Void> decline(Invitation invitation, Instant now) {
        return run(
                        "UPDATE contact SET declined_at = :now, accepted_at = NULL, guardian_id = NULL, linked_at = NULL"
                                + " WHERE declined_at IS NULL AND removed_at IS NULL AND "
                                + SAME,
                        Map.of(
                                "now", now,
                                "person", invitation.person().value(),
                                "type", invitation.type().wire(),
                                "address", invitation.address()))
                .replaceWithVoid();
    }

    private static Uni<Void> link(ContactId contact, PersonId guardian, Instant now) {
        return run(
                        "UPDATE contact SET guardian_id = :guardian, linked_at = :now WHERE id = :contact AND guardian_id IS NULL",
                        Map.of(
                                "guardian",
                                guardian.value(),
                                "now",
                                now,
                                "contact",
                                contact.value()))
                .replaceWithVoid();
    }

    private static Uni<Integer> run(String sql, Map<String, Object> parameters) {
        return Panache.getSession()
                .flatMap(session -> {
                    var query = session.createNativeQuery(sql);
                    parameters.forEach(query::setParameter);
                    return query.executeUpdate();
                });
    }

    private static Invitation invitation(Object[] row) {
        return new Invitation(
                new PersonId((UUID) row[0]),
                (String) row[1],
                new ContactId((UUID) row[2]),
                (String) row[3],
                (UUID) row[4],
                ChannelType.of((String) row[5]).orElseThrow(),
                (String) row[6],
                state((String) row[7], (Boolean) row[8], (Boolean) row[9]),
                (UUID) row[10]);
    }

    private static Invitation.State state(String channel, boolean accepted, boolean declined) {
        if (declined) {
            return Invitation.State.DECLINED;
        }
        return accepted && ChannelState.of(channel) == ChannelState.VERIFIED
                ? Invitation.State.ACCEPTED
                : Invitation.State.OPEN;
    }
}
