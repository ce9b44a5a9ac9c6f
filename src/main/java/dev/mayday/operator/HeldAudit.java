package dev.mayday.operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.clock.Transactions;
import dev.mayday.identity.Held;
import dev.mayday.identity.HeldFile;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * What operators did with the account's data. From a duress PIN on nothing is shown while the alert
 * goes on in truth, and nothing ever that was about it: like the guardians' looks.
 */
@ApplicationScoped
class HeldAudit implements Held {
    private static final String OF_PERSON =
            AuditLog.LIST
                    + """
                    WHERE e.subject_id = $1 AND (e.actor_id = $1 OR NOT EXISTS (
                        SELECT FROM alert a
                        WHERE a.person_id = $1 AND a.duress_at < e.at
                          AND (e.at <= coalesce(a.ended_at, 'infinity') OR e.target = 'alert/' || a.id
                               OR e.target IN (SELECT 'delivery/' || d.id FROM delivery d WHERE d.alert_id = a.id))))
                    ORDER BY e.id
                    """;

    private final Transactions transactions;
    private final JsonRows rows;
    private final ObjectMapper json;

    HeldAudit(Transactions transactions, JsonRows rows, ObjectMapper json) {
        this.transactions = transactions;
        this.rows = rows;
        this.json = json;
    }

    @Override
    public Multi<HeldFile> of(PersonId me) {
        return Multi.createFrom()
                .item(
                        HeldFile.json(
                                "audit.json",
                                json,
                                transactions.quietly(() ->
                                        rows.all(AuditLog.Entry.class, OF_PERSON, me.value()))));
    }
}
