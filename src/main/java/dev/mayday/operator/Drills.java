package dev.mayday.operator;

import dev.mayday.clock.Transactions;
import dev.mayday.identity.Caller;
import dev.mayday.wire.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How people's drills went; never the reader's own. */
@ApplicationScoped
class Drills {
    private static final String DRILLS =
            """
            SELECT a.id, a.person_id AS "userId", p.name, a.raised_at AS at,
                   (SELECT count(*) FROM contact c WHERE c.person_id = a.person_id AND c.removed_at IS NULL
                    AND c.created_at <= a.raised_at) AS contacts,
                   t.reached, (SELECT count(*) FROM response r WHERE r.alert_id = a.id) AS answered, t.failed
            FROM alert a JOIN person p ON p.id = a.person_id
            CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE reached) AS reached, count(*) FILTER (WHERE failed) AS failed FROM (
                    SELECT bool_or(d.state IN ('SENT', 'DELIVERED')) AS reached, bool_and(d.state = 'FAILED') AS failed
                    FROM delivery d WHERE d.alert_id = a.id AND d.purpose = 'alert-raised' AND d.contact_id IS NOT NULL
                    GROUP BY d.contact_id) told) t
            """;

    private final Transactions transactions;
    private final JsonRows rows;
    private final AuditLog audit;

    Drills(Transactions transactions, JsonRows rows, AuditLog audit) {
        this.transactions = transactions;
        this.rows = rows;
        this.audit = audit;
    }

    /**
     * Counted in contacts.
     *
     * @param contacts whom the person had named by then
     * @param answered who said anything
     * @param failed whom no message could be sent to
     */
    @Schema(name = "OperatorDrill")
    record Line(
            UUID id,
            UUID userId,
            String name,
            Instant at,
            int contacts,
            int reached,
            int answered,
            int failed) {}

    /** Newest first. */
    Uni<Page<Line>> list(Caller.Account reader, Search search) {
        search.where("a.drill").where("a.person_id <> {}", reader.person().value());
        return transactions.quietly(() ->
                rows.page(Line.class, DRILLS, search.newestFirst("a.id"), Line::id)
                        .call(page ->
                                audit.listed(
                                        reader,
                                        Action.LIST_DRILLS,
                                        search,
                                        page.items().stream().map(Line::userId))));
    }
}
