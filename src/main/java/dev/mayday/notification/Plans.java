package dev.mayday.notification;

import dev.mayday.alert.Links;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Timer;
import dev.mayday.clock.Timers;
import dev.mayday.outbox.Topics;
import dev.mayday.wire.ContactId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Puts deliveries on record and on their way, in the transaction that holds the alert's lock: so
 * many as there are, always the same number of statements.
 */
@ApplicationScoped
class Plans {
    private static final String MAKE =
            """
            WITH made AS (
                INSERT INTO delivery (alert_id, created_at, id, contact_id, channel_id, contact_name, channel, address, purpose,
                                      round, step, state, tries)
                SELECT CAST($1 AS uuid), CAST($2 AS timestamptz), p.id, p.contact_id, p.channel_id, p.contact_name, p.channel,
                       p.address, p.purpose, p.round, p.step, CASE WHEN p.held THEN 'SUPPRESSED' ELSE 'QUEUED' END,
                       CASE WHEN p.held THEN 1 ELSE 0 END
                FROM unnest(CAST($7 AS uuid[]), CAST($8 AS uuid[]), CAST($9 AS uuid[]), CAST($10 AS text[]), CAST($11 AS text[]),
                            CAST($12 AS text[]), CAST($13 AS text[]), CAST($14 AS integer[]), CAST($15 AS integer[]),
                            CAST($16 AS boolean[]))
                     AS p(id, contact_id, channel_id, contact_name, channel, address, purpose, round, step, held)
                ON CONFLICT DO NOTHING RETURNING id, channel, state
            ), held AS (
                INSERT INTO attempt (delivery_id, number, at, provider, outcome, detail)
                SELECT id, 1, CAST($2 AS timestamptz), CAST($5 AS text), 'rejected', CAST($6 AS text) FROM made
                WHERE state = 'SUPPRESSED'
            ), queued AS (
                INSERT INTO outbox (topic, key, event_id, type, subject, sequence, data)
                SELECT CAST($3 AS text) || channel, CAST($4 AS text), gen_random_uuid(), 'dev.mayday.delivery.queued', id, 1,
                       '{"deliveryId":"' || id || '"}' FROM made WHERE state = 'QUEUED'
            )
            SELECT id FROM made
            """;

    private final MaydayClock clock;
    private final DeliveryEvents events;
    private final Topics topics;
    private final AddressLimit limit;
    private final Links links;
    private final Timers timers;

    Plans(
            MaydayClock clock,
            DeliveryEvents events,
            Topics topics,
            AddressLimit limit,
            Links links,
            Timers timers) {
        this.clock = clock;
        this.events = events;
        this.topics = topics;
        this.limit = limit;
        this.links = links;
        this.timers = timers;
    }

    /** Makes those of them that are not there yet. */
    Uni<Void> make(LockedAlert alert, List<Plan> plans) {
        if (plans.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var now = now(alert);
        return Uni.combine()
                .all()
                .unis(limit.held(alert, plans), links.makeFor(alert.id(), contacts(plans)))
                .with((held, done) -> held)
                .flatMap(held ->
                        make(alert, plans, held, now)
                                .flatMap(made -> begin(alert, made, held, now)));
    }

    private static Set<ContactId> contacts(List<Plan> plans) {
        return plans.stream()
                .map(Plan::contactId)
                .filter(Objects::nonNull)
                .map(ContactId::new)
                .collect(Collectors.toSet());
    }

    private Uni<List<Plan>> make(LockedAlert alert, List<Plan> plans, Set<UUID> held, Instant now) {
        return Sql.rows(
                        MAKE,
                        alert.id().value(),
                        now,
                        topics.notifications(""),
                        alert.person().toString(),
                        AddressLimit.PROVIDER,
                        limit.why(),
                        Sql.column(plans, UUID[]::new, Plan::id),
                        Sql.column(plans, UUID[]::new, Plan::contactId),
                        Sql.column(plans, UUID[]::new, Plan::channelId),
                        Sql.column(plans, String[]::new, Plan::contactName),
                        Sql.column(plans, String[]::new, Plan::channel),
                        Sql.column(plans, String[]::new, Plan::address),
                        Sql.column(plans, String[]::new, Plan::purpose),
                        Sql.column(plans, Integer[]::new, Plan::round),
                        Sql.column(plans, Integer[]::new, Plan::step),
                        Sql.column(plans, Boolean[]::new, plan -> held.contains(plan.id())))
                .map(rows -> rows.stream().map(row -> row[0]).collect(Collectors.toSet()))
                .map(made -> plans.stream().filter(plan -> made.contains(plan.id())).toList());
    }

    private Uni<Void> begin(LockedAlert alert, List<Plan> made, Set<UUID> held, Instant now) {
        var rows =
                made.stream()
                        .map(plan ->
                                plan.row(
                                        now,
                                        held.contains(plan.id())
                                                ? List.of(limit.attempt(now))
                                                : List.of(),
                                        alert.ownerEndedAt()))
                        .toList();
        return events.append(alert, rows)
                .flatMap(done ->
                        held.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : timers.plan(
                                        Timer.ofAlert(HeldBack.KIND, alert.id().value(), 0, now)));
    }

    /** Never before the end that the owner was shown, whichever node's clock says so. */
    private Instant now(LockedAlert alert) {
        var now = clock.now();
        var end = alert.ownerEndedAt();
        return end != null && now.isBefore(end) ? end : now;
    }
}
