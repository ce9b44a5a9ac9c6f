package dev.mayday.checkin;

import dev.mayday.checkin.Checkin.State;
import dev.mayday.clock.Sql;
import dev.mayday.problem.Problem;
import dev.mayday.problem.Refused;
import dev.mayday.wire.Ids;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of check-ins, in the ambient transaction. */
@ApplicationScoped
class Checkins {
    private static final String SELECT =
            """
            SELECT c.id, c.person_id, c.state, c.started_at, c.due_at, c.grace_minutes, c.note, c.destination, c.contact_ids,
                   c.ended_at, c.ended_by_pin, c.pin_locked_at, c.duress_at, c.duress_alert_id,
                   coalesce((SELECT p.name FROM place p WHERE p.person_id = c.person_id AND CAST(p.id AS text) = c.destination),
                            c.destination)
            FROM checkin c
            """;

    Uni<Void> insert(Checkin checkin) {
        return Sql.change(
                        """
                        INSERT INTO checkin (id, person_id, started_at, due_at, grace_minutes, note, destination, contact_ids)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                        """,
                        checkin.id(),
                        checkin.person().value(),
                        checkin.startedAt(),
                        checkin.dueAt(),
                        (int) checkin.grace().toMinutes(),
                        checkin.note(),
                        checkin.destination(),
                        checkin.contacts().isEmpty()
                                ? null
                                : checkin.contacts().toArray(UUID[]::new))
                .replaceWithVoid();
    }

    /** Writes what may change of one that is locked. */
    Uni<Void> update(Checkin checkin) {
        return Sql.change(
                        """
                        UPDATE checkin SET state = $2, due_at = $3, ended_at = $4, ended_by_pin = $5, pin_locked_at = $6,
                               duress_at = $7, duress_alert_id = $8
                        WHERE id = $1
                        """,
                        checkin.id(),
                        checkin.state().name(),
                        checkin.dueAt(),
                        checkin.endedAt(),
                        checkin.endedByPin(),
                        checkin.pinLockedAt(),
                        checkin.duressAt(),
                        checkin.duressAlert())
                .replaceWithVoid();
    }

    Uni<Void> delete(UUID id) {
        return Sql.change("DELETE FROM checkin WHERE id = $1", id).replaceWithVoid();
    }

    /** Under its row's lock, as it is after whoever held the lock before. */
    Uni<@Nullable Checkin> lock(UUID id) {
        return one(SELECT + "WHERE c.id = $1 FOR UPDATE OF c", id);
    }

    /** As {@link #lock}; refused with not-found where it is not this person's. */
    Uni<Checkin> lock(PersonId person, UUID id) {
        return owned(SELECT + "WHERE c.id = $1 AND c.person_id = $2 FOR UPDATE OF c", id, person);
    }

    /** Refused with not-found where it is not this person's. */
    Uni<Checkin> find(PersonId person, UUID id) {
        return owned(SELECT + "WHERE c.id = $1 AND c.person_id = $2", id, person);
    }

    /** Newest first. */
    Uni<List<Checkin>> page(
            PersonId person, @Nullable String state, @Nullable UUID after, int limit) {
        return Sql.rows(
                        SELECT
                                + """
                                WHERE c.person_id = $1 AND (CAST($2 AS text) IS NULL OR c.state = $2)
                                  AND (CAST($3 AS uuid) IS NULL OR c.id < $3) ORDER BY c.id DESC LIMIT $4
                                """,
                        person.value(),
                        state,
                        after,
                        (long) limit)
                .map(rows -> rows.stream().map(Checkins::read).toList());
    }

    /**
     * How many run. Whoever asks holds back others of the same person until the transaction ends.
     */
    Uni<Long> running(PersonId person) {
        return Sql.row("SELECT id FROM person WHERE id = $1 FOR NO KEY UPDATE", person.value())
                .flatMap(locked ->
                        Sql.row(
                                "SELECT count(*) FROM checkin WHERE person_id = $1 AND state = 'RUNNING'",
                                person.value()))
                .map(row -> row == null ? 0L : (Long) row[0]);
    }

    /** Those that run and that coming to this place answers, locked. */
    Uni<List<Checkin>> bound(PersonId person, UUID place, String name, Instant at, boolean coming) {
        return Sql.rows(
                        SELECT
                                + """
                                WHERE c.person_id = $1 AND c.state = 'RUNNING' AND c.started_at <= $4
                                  AND (c.destination = CAST($2 AS text) OR lower(c.destination) = lower($3)
                                       OR $5 AND NOT EXISTS (SELECT FROM place p WHERE p.person_id = $1
                                                             AND (CAST(p.id AS text) = c.destination
                                                                  OR lower(p.name) = lower(c.destination))))
                                ORDER BY c.id FOR UPDATE OF c
                                """,
                        person.value(),
                        place.toString(),
                        name,
                        at,
                        coming)
                .map(rows -> rows.stream().map(Checkins::read).toList());
    }

    /**
     * Refused with invalid-contactIds or invalid-destination where one of them is no contact of
     * this person's, or an id that is none of a place.
     */
    Uni<Void> check(PersonId person, List<UUID> contacts, @Nullable String destination) {
        return Sql.row(
                        """
                        SELECT (SELECT count(*) FROM contact WHERE person_id = $1 AND id = ANY($2) AND removed_at IS NULL),
                               EXISTS (SELECT FROM place WHERE person_id = $1 AND CAST(id AS text) = CAST($3 AS text))
                        """,
                        person.value(),
                        contacts.toArray(UUID[]::new),
                        destination)
                .map(Objects::requireNonNull)
                .invoke(row -> {
                    if ((Long) row[0] != contacts.size()) {
                        throw Problem.invalid("contactIds", "must name contacts of yours")
                                .refused();
                    }
                    if (destination != null && isId(destination) && !(Boolean) row[1]) {
                        throw Problem.invalid("destination", "is the id of no place of yours")
                                .refused();
                    }
                })
                .replaceWithVoid();
    }

    private static boolean isId(String destination) {
        try {
            Ids.parse(destination);
            return true;
        } catch (Refused e) {
            return false; // words
        }
    }

    private static Uni<Checkin> owned(String sql, UUID id, PersonId person) {
        return one(sql, id, person.value())
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound().refused());
    }

    private static Uni<@Nullable Checkin> one(String sql, Object... parameters) {
        return Sql.row(sql, parameters).map(row -> row == null ? null : read(row));
    }

    private static Checkin read(Object[] row) {
        return new Checkin(
                (UUID) row[0],
                new PersonId((UUID) row[1]),
                State.valueOf((String) row[2]),
                ((OffsetDateTime) row[3]).toInstant(),
                ((OffsetDateTime) row[4]).toInstant(),
                Duration.ofMinutes((Integer) row[5]),
                (String) row[6],
                (String) row[7],
                row[8] == null ? List.of() : List.of((UUID[]) row[8]),
                Sql.instant(row[9]),
                (Boolean) row[10],
                Sql.instant(row[11]),
                Sql.instant(row[12]),
                (UUID) row[13],
                (String) row[14]);
    }
}
