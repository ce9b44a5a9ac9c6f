package dev.mayday.alert;

import dev.mayday.alert.AlertView.Raiser;
import dev.mayday.alert.Trigger.Warning;
import dev.mayday.clock.Sql;
import dev.mayday.problem.Problem;
import dev.mayday.wire.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.LockMode;
import org.jspecify.annotations.Nullable;

/** The rows of alerts and of the answers to them, in the ambient transaction. */
@ApplicationScoped
class Alerts {

    /** Fails if one of them is there already: the same clientAlertId of the same person. */
    Uni<Void> insert(List<Raised> raised) {
        var alerts = raised.stream().map(Raised::alert).toList();
        return Sql.change(
                        """
                        INSERT INTO alert (id, person_id, client_alert_id, kind, silent, drill, note, raised_at, received_at,
                            activates_at, state, version, round, activated_at, owner_state, owner_version,
                            location, warnings, restrained, event_seq, owner_seq, lat, lon)
                        SELECT a.id, a.person, a.client, a.kind, a.silent, a.drill, a.note, a.raised, a.received, a.activates,
                            a.state, 1, a.round, a.activated, a.state, 1, a.location, a.warnings, a.restrained, a.seq, a.owner_seq,
                            a.lat, a.lon
                        FROM unnest(CAST($1 AS uuid[]), CAST($2 AS uuid[]), CAST($3 AS uuid[]), CAST($4 AS text[]),
                                    CAST($5 AS boolean[]), CAST($6 AS boolean[]), CAST($7 AS text[]), CAST($8 AS timestamptz[]),
                                    CAST($9 AS timestamptz[]), CAST($10 AS timestamptz[]), CAST($11 AS text[]),
                                    CAST($12 AS integer[]), CAST($13 AS timestamptz[]), CAST($14 AS text[]), CAST($15 AS text[]),
                                    CAST($16 AS boolean[]), CAST($17 AS bigint[]), CAST($18 AS bigint[]), CAST($19 AS float8[]),
                                    CAST($20 AS float8[]))
                             AS a(id, person, client, kind, silent, drill, note, raised, received, activates, state, round, activated,
                                  location, warnings, restrained, seq, owner_seq, lat, lon)
                        ORDER BY a.person, a.client
                        """,
                        Sql.column(alerts, UUID[]::new, one -> one.id),
                        Sql.column(alerts, UUID[]::new, one -> one.person),
                        Sql.column(alerts, UUID[]::new, one -> one.clientAlertId),
                        Sql.column(alerts, String[]::new, one -> one.kind),
                        Sql.column(alerts, Boolean[]::new, one -> one.silent),
                        Sql.column(alerts, Boolean[]::new, one -> one.drill),
                        Sql.column(alerts, String[]::new, one -> one.note),
                        Sql.column(alerts, Instant[]::new, one -> one.raisedAt),
                        Sql.column(alerts, Instant[]::new, one -> one.receivedAt),
                        Sql.column(alerts, Instant[]::new, one -> one.activatesAt),
                        Sql.column(alerts, String[]::new, one -> one.state),
                        Sql.column(alerts, Integer[]::new, one -> one.round),
                        Sql.column(alerts, Instant[]::new, one -> one.activatedAt),
                        Sql.column(alerts, String[]::new, one -> one.location),
                        Sql.column(alerts, String[]::new, one -> one.warnings),
                        Sql.column(alerts, Boolean[]::new, one -> one.restrained),
                        Sql.column(alerts, Long[]::new, one -> one.eventSeq),
                        Sql.column(alerts, Long[]::new, one -> one.ownerSeq),
                        Sql.column(raised, Double[]::new, Raised::lat),
                        Sql.column(raised, Double[]::new, Raised::lon))
                .replaceWithVoid();
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

    /**
     * The alert under its row's lock, as it is after whoever held the lock before, to be changed.
     */
    Uni<@Nullable AlertEntity> lock(UUID id) {
        return Panache.getSession()
                .flatMap(session -> session.find(AlertEntity.class, id, LockMode.PESSIMISTIC_WRITE))
                .onItem()
                .ifNotNull()
                .invoke(LockedAlerts::changing);
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
     * @param pressed whether this same trigger has come before
     */
    record Before(Raiser person, boolean reachable, boolean tooMany, boolean pressed) {

        /** What whoever pressed is to know of it, after what the trigger itself says. */
        List<Warning> warnings(Trigger trigger) {
            var warnings = new ArrayList<>(trigger.warnings());
            if (tooMany) {
                warnings.add(
                        new Warning(
                                "too-many-alerts",
                                "it is raised; beside the one that is open, contacts who never confirmed their address are"
                                        + " not told of it again"));
            }
            if (!reachable) {
                warnings.add(
                        new Warning(
                                "no-reachable-contact",
                                "nobody among the contacts can be told; the operator is"));
            }
            return List.copyOf(warnings);
        }
    }

    /**
     * @param since of which triggers are counted
     */
    record Asked(UUID person, UUID clientAlertId, boolean drill, Instant since) {}

    /**
     * What each of these meets, in their order.
     *
     * @param most null where none are too many
     */
    Uni<List<Before>> before(List<Asked> asked, List<String> channels, @Nullable Long most) {
        return Sql.rows(
                        """
                        SELECT p.id, p.name, p.phone,
                               EXISTS (SELECT FROM reachable_channel
                                       WHERE person_id = p.id AND state <> 'failing' AND (state = 'verified' OR NOT q.drill)
                                         AND type = ANY($4)),
                               CAST($5 AS bigint) IS NOT NULL AND EXISTS (SELECT FROM alert WHERE person_id = p.id AND owner_ended_at IS NULL)
                               AND (SELECT count(*) FROM (SELECT FROM alert WHERE person_id = p.id AND received_at > q.since AND owner_knows LIMIT $5) late) >= $5,
                               -- counted, since EXISTS may be planned as a hash of every alert there is
                               (SELECT count(*) FROM alert WHERE person_id = p.id AND client_alert_id = q.client) > 0
                        FROM unnest(CAST($1 AS uuid[]), CAST($2 AS boolean[]), CAST($3 AS timestamptz[]), CAST($6 AS uuid[]))
                             WITH ORDINALITY AS q(person, drill, since, client, n)
                        JOIN person p ON p.id = q.person ORDER BY q.n
                        """,
                        Sql.column(asked, UUID[]::new, Asked::person),
                        Sql.column(asked, Boolean[]::new, Asked::drill),
                        Sql.column(asked, Instant[]::new, one -> one.since),
                        channels.toArray(String[]::new),
                        most,
                        Sql.column(asked, UUID[]::new, Asked::clientAlertId))
                .map(rows -> {
                    if (rows.size() < asked.size()) {
                        throw new IllegalStateException("whoever pressed is not there any more");
                    }
                    return rows.stream().map(Alerts::before).toList();
                });
    }

    private static Before before(Object[] row) {
        return new Before(
                new Raiser(new PersonId((UUID) row[0]), (String) row[1], (String) row[2]),
                (Boolean) row[3],
                (Boolean) row[4],
                (Boolean) row[5]);
    }
}
