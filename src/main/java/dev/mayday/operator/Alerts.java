package dev.mayday.operator;

import dev.mayday.clock.Transactions;
import dev.mayday.identity.Caller;
import dev.mayday.wire.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Alerts as they are, without places and notes; never the reader's own. */
@ApplicationScoped
class Alerts {
    static final String TARGET = "alert/";

    private static final String ALERTS =
            """
            SELECT a.id, a.person_id AS "userId", p.name, a.kind, a.state, a.silent, a.drill, a.raised_at AS at,
                   a.activated_at AS "activatedAt", a.ended_at AS "endedAt",
                   (SELECT count(DISTINCT d.contact_id) FROM delivery d
                    WHERE d.alert_id = a.id AND d.purpose = 'alert-raised' AND d.state IN ('SENT', 'DELIVERED')) AS told,
                   (SELECT count(*) FROM response r WHERE r.alert_id = a.id AND r.kind = 'acknowledged') AS going
            FROM alert a JOIN person p ON p.id = a.person_id
            """;

    private static final String NEWEST =
            ALERTS + "WHERE a.person_id = $1 AND a.person_id <> $2 ORDER BY a.id DESC LIMIT 20";

    private static final String ONE = ALERTS + "WHERE a.id = $1 AND a.person_id <> $2";

    /** What an entry says in detail may be a note, or a place. */
    private static final String TIMELINE =
            """
            SELECT t.id, t.at, t.type, t.by_name AS by, t.from_state AS "from", t.to_state AS "to" FROM timeline t
            WHERE t.alert_id = $1 AND t.audience IN ('all', 'guardians') ORDER BY t.seq
            """;

    private final Transactions transactions;
    private final JsonRows rows;
    private final AuditLog audit;
    private final BreakGlass glass;

    Alerts(Transactions transactions, JsonRows rows, AuditLog audit, BreakGlass glass) {
        this.transactions = transactions;
        this.rows = rows;
        this.audit = audit;
        this.glass = glass;
    }

    /**
     * @param at when it was raised
     * @param told contacts whom a message has reached
     * @param going contacts whose last word is that they go
     */
    @Schema(name = "OperatorAlert")
    record Line(
            UUID id,
            UUID userId,
            String name,
            String kind,
            String state,
            boolean silent,
            boolean drill,
            Instant at,
            @Nullable Instant activatedAt,
            @Nullable Instant endedAt,
            int told,
            int going) {}

    /**
     * @param by whose name, or the system's
     */
    @Schema(name = "OperatorTimelineEntry")
    record Entry(
            UUID id,
            Instant at,
            String type,
            String by,
            @Nullable String from,
            @Nullable String to) {}

    /**
     * @param timeline oldest first
     * @param glassUntil how long this operator may read the place; absent where it is shut
     */
    @Schema(name = "OperatorAlertFile")
    record File(Line alert, List<Entry> timeline, @Nullable Instant glassUntil) {}

    /** Newest first. */
    Uni<Page<Line>> list(Caller.Account reader, Search search) {
        search.where("a.person_id <> {}", reader.person().value());
        return transactions.quietly(() ->
                rows.page(Line.class, ALERTS, search.newestFirst("a.id"), Line::id)
                        .call(page ->
                                audit.listed(
                                        reader,
                                        Action.LIST_ALERTS,
                                        search,
                                        page.items().stream().map(Line::userId))));
    }

    /** The newest of one person, in the ambient transaction. */
    Uni<List<Line>> newestOf(Caller.Account reader, UUID person) {
        return rows.all(Line.class, NEWEST, person, reader.person().value());
    }

    /** Fails with not-found. */
    Uni<File> read(Caller.Account reader, UUID id) {
        return transactions.quietly(() ->
                rows.one(Line.class, ONE, id, reader.person().value())
                        .call(alert ->
                                audit.add(
                                        reader,
                                        Action.READ_ALERT,
                                        alert.userId(),
                                        TARGET + id,
                                        null))
                        .flatMap(alert ->
                                rows.all(Entry.class, TIMELINE, id)
                                        .flatMap(timeline ->
                                                glass.openUntil(reader, id)
                                                        .map(until ->
                                                                new File(
                                                                        alert, timeline, until)))));
    }
}
