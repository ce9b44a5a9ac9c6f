package dev.mayday.operator;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Transactions;
import dev.mayday.identity.Caller;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Who did what, append-only: each entry in the transaction of what it is about. */
@ApplicationScoped
class AuditLog {
    private static final Logger LOG = Logger.getLogger(AuditLog.class);
    private static final Duration AGAIN = Duration.ofHours(1);

    private static final String ADD =
            "INSERT INTO audit_entry (id, at, actor_id, action, subject_id, target, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)";

    /** A list is read again with each page and each return to it. */
    private static final String ADD_UNLESS_LATELY =
            """
            WITH lately AS (
                SELECT subject_id FROM audit_entry
                WHERE at > $3 AND actor_id = $4 AND action = $5 AND target IS NOT DISTINCT FROM CAST($6 AS text)
            )
            INSERT INTO audit_entry (id, at, actor_id, action, subject_id, target)
            SELECT q.id, $2, $4, $5, q.subject_id, CAST($6 AS text)
            FROM unnest(CAST($1 AS uuid[]), CAST($7 AS uuid[])) AS q(id, subject_id)
            WHERE NOT EXISTS (SELECT FROM lately l WHERE l.subject_id IS NOT DISTINCT FROM q.subject_id)
            """;

    static final String LIST =
            """
            SELECT e.id, e.at, e.actor_id AS "actorId", p.name AS actor, e.action, e.subject_id AS "subjectId", e.target, e.reason
            FROM audit_entry e LEFT JOIN person p ON p.id = e.actor_id
            """;

    private final Transactions transactions;
    private final JsonRows rows;
    private final MaydayClock clock;

    AuditLog(Transactions transactions, JsonRows rows, MaydayClock clock) {
        this.transactions = transactions;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * @param actor the operator's name; absent once the account is gone
     * @param subjectId whose data it was about
     * @param target {@code alert/<id>}, {@code delivery/<id>}, {@code provider/<name>}, {@code
     *     dead-letter/<id>} or {@code query/<digest>}: equal for equal words
     */
    @Schema(name = "AuditEntry")
    record Entry(
            UUID id,
            Instant at,
            UUID actorId,
            @Nullable String actor,
            String action,
            @Nullable UUID subjectId,
            @Nullable String target,
            @Nullable String reason) {}

    /** Puts it on record, in the ambient transaction. */
    Uni<Void> add(
            Caller.Account actor,
            Action action,
            @Nullable UUID subject,
            @Nullable String target,
            @Nullable String reason) {
        return Sql.change(
                        ADD,
                        Ids.next(),
                        clock.now(),
                        actor.person().value(),
                        action.wire(),
                        subject,
                        target,
                        reason)
                .invoke(() ->
                        LOG.infof(
                                "event=operator-acted operator=%s action=%s subject=%s target=%s",
                                actor.person(), action.wire(), subject, target))
                .replaceWithVoid();
    }

    /**
     * Puts it on record that a list of people's data was read, once an hour: of whom, where it was
     * asked for somebody or something, else that it was read at all.
     *
     * @param shown whose data the page has
     */
    Uni<Void> listed(
            Caller.Account actor, Action action, Search search, Stream<@Nullable UUID> shown) {
        var people = search.people(shown);
        var now = clock.now();
        return Sql.change(
                        ADD_UNLESS_LATELY,
                        Sql.column(people, UUID[]::new, one -> Ids.next()),
                        now,
                        now.minus(AGAIN),
                        actor.person().value(),
                        action.wire(),
                        search.target(),
                        Sql.column(people, UUID[]::new, one -> one))
                .replaceWithVoid();
    }

    /** Newest first. What others did with what is the reader's own is left out. */
    Uni<Page<Entry>> list(Caller.Account reader, Search search) {
        search.where(
                "(e.subject_id IS DISTINCT FROM {} OR e.actor_id = {})", reader.person().value());
        return transactions.quietly(
                () -> rows.page(Entry.class, LIST, search.newestFirst("e.id"), Entry::id));
    }
}
