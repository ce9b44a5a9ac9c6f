package dev.mayday.operator;

import dev.mayday.clock.Transactions;
import dev.mayday.identity.Caller;
import dev.mayday.wire.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of every message, of alerts and of letters; never of the reader's own alerts. */
@ApplicationScoped
class Deliveries {
    static final Set<String> STATES = Set.of("QUEUED", "SENT", "DELIVERED", "FAILED", "SUPPRESSED");
    static final Set<String> CHANNELS =
            Set.of("email", "sms", "voice", "push", "webhook", "heartbeat");

    /** What is not the reader's own: {} is the reader. */
    static final String OF_OTHERS = "coalesce(a.person_id, c.person_id) IS DISTINCT FROM {}";

    /** Messages that belong to a person's alerts or contacts, by the indexes that there are. */
    static final String OF_USER =
            """
            (d.alert_id = ANY(ARRAY(SELECT id FROM alert WHERE person_id = {}))
             OR d.contact_id = ANY(ARRAY(SELECT id FROM contact WHERE person_id = {})))
            """;

    private static final String DELIVERIES =
            """
            SELECT d.id, d.alert_id AS "alertId", coalesce(a.person_id, c.person_id) AS "userId", d.contact_id AS "contactId",
                   d.contact_name AS "contactName", d.channel, t.provider, d.state, d.purpose,
                   coalesce(d.address, ch.address) AS address, coalesce(t.receipt_detail, t.detail) AS reason,
                   d.tries AS attempts, d.created_at AS at, d.sent_at AS "sentAt", d.delivered_at AS "deliveredAt"
            FROM delivery d LEFT JOIN alert a ON a.id = d.alert_id LEFT JOIN channel ch ON ch.id = d.channel_id
            LEFT JOIN contact c ON c.id = coalesce(d.contact_id, ch.contact_id)
            LEFT JOIN LATERAL (SELECT * FROM attempt t WHERE t.delivery_id = d.id ORDER BY t.number DESC LIMIT 1) t ON true
            """;

    private static final String ONE =
            DELIVERIES + "WHERE d.id = $1 AND " + OF_OTHERS.replace("{}", "$2");

    private static final String ATTEMPTS =
            """
            SELECT t.number, t.at, t.provider, t.outcome, t.detail, t.receipt_at AS "receiptAt", t.receipt,
                   t.receipt_detail AS "receiptDetail"
            FROM attempt t WHERE t.delivery_id = $1 ORDER BY t.number
            """;

    private final Transactions transactions;
    private final JsonRows rows;
    private final AuditLog audit;

    Deliveries(Transactions transactions, JsonRows rows, AuditLog audit) {
        this.transactions = transactions;
        this.rows = rows;
        this.audit = audit;
    }

    /**
     * @param alertId absent for a letter
     * @param userId whose alert or contact it is about; absent for a letter to an account itself
     * @param provider who tried it last
     * @param address where to, so masked that it can be told from others; whole where it is opened
     * @param reason what was said of the last attempt
     * @param attempts how many there were
     */
    @Schema(name = "OperatorDelivery")
    record Line(
            UUID id,
            @Nullable UUID alertId,
            @Nullable UUID userId,
            @Nullable UUID contactId,
            String contactName,
            String channel,
            @Nullable String provider,
            String state,
            String purpose,
            @Nullable String address,
            @Nullable String reason,
            int attempts,
            Instant at,
            @Nullable Instant sentAt,
            @Nullable Instant deliveredAt) {

        Line masked() {
            return new Line(
                    id,
                    alertId,
                    userId,
                    contactId,
                    contactName,
                    channel,
                    provider,
                    state,
                    purpose,
                    address == null ? null : MaskedAddress.of(address),
                    reason,
                    attempts,
                    at,
                    sentAt,
                    deliveredAt);
        }
    }

    /**
     * @param outcome accepted, delivered, retry or rejected; absent while it is in flight
     * @param receipt what the provider said afterwards: delivered or rejected
     */
    @Schema(name = "OperatorAttempt")
    record Attempt(
            int number,
            Instant at,
            String provider,
            @Nullable String outcome,
            @Nullable String detail,
            @Nullable Instant receiptAt,
            @Nullable String receipt,
            @Nullable String receiptDetail) {}

    @Schema(name = "OperatorDeliveryFile")
    record File(Line delivery, List<Attempt> attempts) {}

    /** Newest first. */
    Uni<Page<Line>> list(Caller.Account reader, Search search) {
        search.where(OF_OTHERS, reader.person().value())
                .where(
                        "(d.created_at, d.id) < (SELECT created_at, id FROM delivery WHERE id = {})",
                        search.after())
                .orderedBy("d.created_at DESC, d.id DESC");
        return transactions.quietly(() ->
                rows.page(Line.class, DELIVERIES, search, Line::id)
                        .call(page ->
                                audit.listed(
                                        reader,
                                        Action.LIST_DELIVERIES,
                                        search,
                                        page.items().stream().map(Line::userId)))
                        .map(page ->
                                new Page<>(
                                        page.items().stream().map(Line::masked).toList(),
                                        page.next())));
    }

    /** Fails with not-found. */
    Uni<File> read(Caller.Account reader, UUID id) {
        return transactions.quietly(() ->
                rows.one(Line.class, ONE, id, reader.person().value())
                        .call(delivery ->
                                audit.add(
                                        reader,
                                        Action.READ_DELIVERY,
                                        delivery.userId(),
                                        "delivery/" + id,
                                        null))
                        .flatMap(delivery ->
                                rows.all(Attempt.class, ATTEMPTS, id)
                                        .map(attempts -> new File(delivery, attempts))));
    }
}
