package dev.mayday.alert;

import dev.mayday.alert.AlertView.Raiser;
import dev.mayday.clock.Sql;
import dev.mayday.problem.Problem;
import dev.mayday.wire.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.LockMode;
import org.jspecify.annotations.Nullable;

/** The rows of alerts and of the answers to them, in the ambient transaction. */
@ApplicationScoped
class Alerts {

    /**
     * @return whether it is new: the same clientAlertId of the same person makes nothing
     */
    Uni<Boolean> insertUnlessThere(AlertEntity alert, @Nullable Double lat, @Nullable Double lon) {
        return Sql.change(
                        """
                        INSERT INTO alert (id, person_id, client_alert_id, kind, silent, drill, note, raised_at, received_at,
                            activates_at, state, version, round, activated_at, owner_state, owner_version,
                            location, warnings, restrained, event_seq, owner_seq, lat, lon)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $13, $11, 1, $14, $15, $16, $17, $18,
                            $19, $20)
                        ON CONFLICT (person_id, client_alert_id) DO NOTHING
                        """,
                        alert.id,
                        alert.person,
                        alert.clientAlertId,
                        alert.kind,
                        alert.silent,
                        alert.drill,
                        alert.note,
                        alert.raisedAt,
                        alert.receivedAt,
                        alert.activatesAt,
                        alert.state,
                        alert.round,
                        alert.activatedAt,
                        alert.location,
                        alert.warnings,
                        alert.restrained,
                        alert.eventSeq,
                        alert.ownerSeq,
                        lat,
                        lon)
                .map(rows -> rows == 1);
    }

    /** What an alert that nobody pressed has beside the rest. */
    Uni<Void> missed(AlertEntity alert, Missed missed) {
        return Sql.change(
                        """
                        UPDATE alert SET duress_at = $2, owner_state = $3, owner_ended_at = $4, owner_by_pin = $5,
                               owner_frozen = $6, owner_knows = $7, told_contacts = $8
                        WHERE id = $1
                        """,
                        alert.id,
                        alert.duressAt,
                        alert.ownerState,
                        alert.ownerEndedAt,
                        alert.ownerByPin,
                        alert.ownerFrozen,
                        missed.ownerKnows(),
                        missed.contacts().isEmpty() ? null : missed.contacts().toArray(UUID[]::new))
                .replaceWithVoid();
    }

    Uni<@Nullable AlertEntity> ofClient(UUID person, UUID clientAlertId) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createQuery(
                                        "from AlertEntity where person = :person and clientAlertId = :client",
                                        AlertEntity.class)
                                .setParameter("person", person)
                                .setParameter("client", clientAlertId)
                                .getSingleResultOrNull());
    }

    /**
     * An alert of that owner, by its id or by the clientAlertId: a phone that was offline knows no
     * other.
     */
    Uni<AlertEntity> ofOwner(PersonId owner, UUID either) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createQuery(
                                        "from AlertEntity where person = :person and (id = :id or clientAlertId = :id) and ownerKnows",
                                        AlertEntity.class)
                                .setParameter("person", owner.value())
                                .setParameter("id", either)
                                .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound().refused());
    }

    /** The alert under its row's lock, as it is after whoever held the lock before. */
    Uni<@Nullable AlertEntity> lock(UUID id) {
        return Panache.getSession()
                .flatMap(
                        session -> session.find(AlertEntity.class, id, LockMode.PESSIMISTIC_WRITE));
    }

    Uni<List<ResponseEntity>> responses(UUID alert) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createQuery(
                                        "from ResponseEntity where alert = :alert",
                                        ResponseEntity.class)
                                .setParameter("alert", alert)
                                .getResultList());
    }

    Uni<Raiser> raiser(UUID person) {
        return Sql.row("SELECT name, phone FROM person WHERE id = $1", person)
                .map(Objects::requireNonNull)
                .map(row -> new Raiser(new PersonId(person), (String) row[0], (String) row[1]));
    }

    /**
     * What a trigger meets.
     *
     * @param reachable whether anybody hears of it: a channel that may be used and that we can send
     *     on
     * @param tooMany whether so many were raised since then that one more, beside one that is open
     *     to the owner's eyes, is restrained
     */
    record Before(Raiser person, boolean reachable, boolean tooMany) {}

    Uni<Before> before(UUID person, boolean drill, List<String> channels, int most, Instant since) {
        return Sql.row(
                        """
                        SELECT name, phone,
                               EXISTS (SELECT FROM reachable_channel
                                       WHERE person_id = $1 AND state <> 'failing' AND (state = 'verified' OR NOT $2)
                                         AND type = ANY($3)),
                               (SELECT count(*) FROM (SELECT FROM alert WHERE person_id = $1 AND received_at > $4 AND owner_knows LIMIT $5) late) >= $5
                               AND EXISTS (SELECT FROM alert WHERE person_id = $1 AND owner_ended_at IS NULL)
                        FROM person WHERE id = $1
                        """,
                        person,
                        drill,
                        channels.toArray(String[]::new),
                        since,
                        (long) most)
                .map(Objects::requireNonNull)
                .map(row ->
                        new Before(
                                new Raiser(new PersonId(person), (String) row[0], (String) row[1]),
                                (Boolean) row[2],
                                (Boolean) row[3]));
    }
}
