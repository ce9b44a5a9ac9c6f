package dev.mayday.alert;

import dev.mayday.alert.AlertView.Raiser;
import dev.mayday.problem.Problem;
import dev.mayday.wire.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
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
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        """
                                        INSERT INTO alert (id, person_id, client_alert_id, kind, silent, drill, note, raised_at, received_at,
                                            activates_at, state, version, round, activated_at, owner_state, owner_version,
                                            location, warnings, restrained, event_seq, owner_seq, lat, lon)
                                        VALUES (:id, :person, :client, :kind, :silent, :drill, :note, :raised, :received,
                                            :activates, :state, 1, :round, CAST(CAST(:activated AS text) AS timestamptz), :state, 1,
                                            :location, :warnings, :restrained, :events, :owner,
                                            CAST(CAST(:lat AS text) AS double precision),
                                            CAST(CAST(:lon AS text) AS double precision))
                                        ON CONFLICT (person_id, client_alert_id) DO NOTHING
                                        """)
                                .setParameter("id", alert.id)
                                .setParameter("person", alert.person)
                                .setParameter("client", alert.clientAlertId)
                                .setParameter("kind", alert.kind)
                                .setParameter("silent", alert.silent)
                                .setParameter("drill", alert.drill)
                                .setParameter("note", alert.note)
                                .setParameter("raised", alert.raisedAt)
                                .setParameter("received", alert.receivedAt)
                                .setParameter("activates", alert.activatesAt)
                                .setParameter("state", alert.state)
                                .setParameter("round", alert.round)
                                .setParameter(
                                        "activated",
                                        alert.activatedAt == null
                                                ? null
                                                : alert.activatedAt.toString())
                                .setParameter("location", alert.location)
                                .setParameter("warnings", alert.warnings)
                                .setParameter("restrained", alert.restrained)
                                .setParameter("events", alert.eventSeq)
                                .setParameter("owner", alert.ownerSeq)
                                .setParameter("lat", lat == null ? null : lat.toString())
                                .setParameter("lon", lon == null ? null : lon.toString())
                                .executeUpdate())
                .map(rows -> rows == 1);
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
                                        "from AlertEntity where person = :person and (id = :id or clientAlertId = :id)",
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
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        "SELECT name, phone FROM person WHERE id = :person",
                                        Object[].class)
                                .setParameter("person", person)
                                .getSingleResult())
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
    record Before(boolean reachable, boolean tooMany) {}

    Uni<Before> before(UUID person, boolean drill, List<String> channels, int most, Instant since) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        """
                                        SELECT EXISTS (SELECT FROM reachable_channel
                                                       WHERE person_id = :person AND state <> 'failing'
                                                         AND (state = 'verified' OR NOT :drill)
                                                         AND type = ANY(string_to_array(:types, ','))),
                                               (SELECT count(*) FROM (SELECT FROM alert WHERE person_id = :person
                                                                      AND received_at > :since LIMIT :most) late) >= :most
                                               AND EXISTS (SELECT FROM alert WHERE person_id = :person AND owner_ended_at IS NULL)
                                        """,
                                        Object[].class)
                                .setParameter("person", person)
                                .setParameter("drill", drill)
                                .setParameter("types", String.join(",", channels))
                                .setParameter("since", since)
                                .setParameter("most", most)
                                .getSingleResult())
                .map(row -> new Before((Boolean) row[0], (Boolean) row[1]));
    }
}
