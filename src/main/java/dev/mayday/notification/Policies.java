package dev.mayday.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Transactions;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Each person's own escalation policy, in versions: an alert goes by the one that stood when it was
 * received, so that whoever holds the phone afterwards changes nothing about it.
 */
@ApplicationScoped
class Policies {
    private static final String NOW =
            "SELECT policy FROM escalation_policy WHERE person_id = :person ORDER BY since DESC LIMIT 1";

    private static final String AT_ALERT =
            """
            SELECT a.id, p.policy FROM alert a CROSS JOIN LATERAL (
                SELECT policy FROM escalation_policy WHERE person_id = a.person_id AND since <= a.received_at
                ORDER BY since DESC LIMIT 1) p
            WHERE a.id = ANY($1)
            """;

    /** Adds a version, and forgets those that stood before the oldest open alert was received. */
    private static final String CHANGE =
            """
            WITH oldest AS (
                SELECT coalesce(min(received_at), CAST(CAST(:now AS text) AS timestamptz)) AS at FROM alert
                WHERE person_id = :person AND ended_at IS NULL
            ), forgotten AS (
                DELETE FROM escalation_policy WHERE person_id = :person AND since < (
                    SELECT max(p.since) FROM escalation_policy p, oldest WHERE p.person_id = :person AND p.since <= oldest.at)
            )
            INSERT INTO escalation_policy (person_id, since, policy)
            VALUES (:person, CAST(CAST(:now AS text) AS timestamptz), :policy)
            ON CONFLICT (person_id, since) DO UPDATE SET policy = excluded.policy
            """;

    private final Transactions transactions;
    private final MaydayClock clock;
    private final ObjectMapper json;

    Policies(Transactions transactions, MaydayClock clock, ObjectMapper json) {
        this.transactions = transactions;
        this.clock = clock;
        this.json = json;
    }

    /** What the person has set, or the default. */
    Uni<PolicyForm> of(PersonId person) {
        return transactions.quietly(() ->
                Panache.getSession()
                        .flatMap(session ->
                                session.createNativeQuery(NOW, String.class)
                                        .setParameter("person", person.value())
                                        .getSingleResultOrNull())
                        .map(this::read));
    }

    /** From now on; alerts that were received before go on as they began. */
    Uni<PolicyForm> change(PersonId person, PolicyForm policy) {
        return transactions.quietly(() ->
                Panache.getSession()
                        .flatMap(session ->
                                session.createNativeQuery(CHANGE)
                                        .setParameter("person", person.value())
                                        .setParameter("now", clock.now().toString())
                                        .setParameter("policy", write(policy))
                                        .executeUpdate())
                        .replaceWith(policy));
    }

    /** By which each of these alerts goes that goes by another than the default. */
    Uni<Map<AlertId, Policy>> of(List<LockedAlert> alerts) {
        return Sql.rows(AT_ALERT, (Object) Sql.column(alerts, UUID[]::new, one -> one.id().value()))
                .map(rows ->
                        rows.stream()
                                .collect(
                                        Collectors.toMap(
                                                row -> new AlertId((UUID) row[0]),
                                                row -> read((String) row[1]).policy())));
    }

    private PolicyForm read(@Nullable String policy) {
        try {
            return policy == null ? PolicyForm.DEFAULT : json.readValue(policy, PolicyForm.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored policy can't be read", e);
        }
    }

    private String write(PolicyForm policy) {
        try {
            return json.writeValueAsString(policy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
