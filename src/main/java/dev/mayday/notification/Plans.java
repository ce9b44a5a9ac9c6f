package dev.mayday.notification;

import dev.mayday.alert.Links;
import dev.mayday.alert.Links.OfContact;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Timer;
import dev.mayday.clock.Timers;
import dev.mayday.notification.Planned.Each;
import dev.mayday.outbox.Topics;
import dev.mayday.wire.ContactId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
            WITH planned AS (
                SELECT * FROM unnest(CAST($5 AS uuid[]), CAST($6 AS uuid[]), CAST($7 AS text[]), CAST($8 AS timestamptz[]),
                                     CAST($9 AS uuid[]), CAST($10 AS uuid[]), CAST($11 AS text[]), CAST($12 AS text[]),
                                     CAST($13 AS text[]), CAST($14 AS text[]), CAST($15 AS integer[]), CAST($16 AS integer[]),
                                     CAST($17 AS boolean[]))
                     AS p(id, alert_id, key, at, contact_id, channel_id, contact_name, channel, address, purpose, round, step, held)
            ), made AS (
                INSERT INTO delivery (alert_id, created_at, id, contact_id, channel_id, contact_name, channel, address, purpose,
                                      round, step, state, tries)
                SELECT p.alert_id, p.at, p.id, p.contact_id, p.channel_id, p.contact_name, p.channel, p.address, p.purpose, p.round,
                       p.step, CASE WHEN p.held THEN $1 ELSE $2 END, CASE WHEN p.held THEN 1 ELSE 0 END
                FROM planned p ON CONFLICT DO NOTHING RETURNING id
            ), held AS (
                INSERT INTO attempt (delivery_id, number, at, provider, outcome, detail)
                SELECT id, 1, p.at, CAST($18 AS text), 'rejected', CAST($4 AS text) FROM made JOIN planned p USING (id) WHERE p.held
            ), queued AS (
                INSERT INTO outbox (topic, key, event_id, type, subject, sequence, data)
                SELECT CAST($3 AS text) || p.channel, p.key, gen_random_uuid(), 'dev.mayday.delivery.queued', id, 1,
                       '{"deliveryId":"' || id || '"}' FROM made JOIN planned p USING (id) WHERE NOT p.held
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
        return make(Map.of(alert, plans));
    }

    /** As {@link #make(LockedAlert, List)}, of several alerts. */
    Uni<Void> make(Map<LockedAlert, List<Plan>> plans) {
        var now = clock.now();
        var planned =
                plans.entrySet().stream()
                        .map(of -> new Planned(of.getKey(), now, of.getValue()))
                        .toList();
        var all = Planned.each(planned);
        return all.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.combine()
                        .all()
                        .unis(limit.held(planned), links.makeFor(contacts(all)))
                        .with((held, done) -> held)
                        .flatMap(held -> make(all, held).flatMap(made -> begin(made, held)));
    }

    private static Set<OfContact> contacts(List<Each> all) {
        var contacts = new LinkedHashSet<OfContact>();
        for (var each : all) {
            var contact = each.plan().contactId();
            if (contact != null) {
                contacts.add(new OfContact(each.of().alert().id(), new ContactId(contact)));
            }
        }
        return contacts;
    }

    private Uni<List<Each>> make(List<Each> all, Set<UUID> held) {
        var plans = all.stream().map(Each::plan).toList();
        return Sql.rows(
                        MAKE,
                        Delivery.SUPPRESSED,
                        Delivery.QUEUED,
                        topics.notifications(""),
                        limit.why(),
                        Sql.column(plans, UUID[]::new, Plan::id),
                        Sql.column(all, UUID[]::new, Each::alert),
                        Sql.column(
                                all, String[]::new, each -> each.of().alert().person().toString()),
                        Sql.column(all, Instant[]::new, each -> each.of().at()),
                        Sql.column(plans, UUID[]::new, Plan::contactId),
                        Sql.column(plans, UUID[]::new, Plan::channelId),
                        Sql.column(plans, String[]::new, Plan::contactName),
                        Sql.column(plans, String[]::new, Plan::channel),
                        Sql.column(plans, String[]::new, Plan::address),
                        Sql.column(plans, String[]::new, Plan::purpose),
                        Sql.column(plans, Integer[]::new, Plan::round),
                        Sql.column(plans, Integer[]::new, Plan::step),
                        Sql.column(plans, Boolean[]::new, plan -> held.contains(plan.id())),
                        AddressLimit.PROVIDER)
                .map(rows -> rows.stream().map(row -> row[0]).collect(Collectors.toSet()))
                .map(made -> all.stream().filter(each -> made.contains(each.plan().id())).toList());
    }

    private Uni<Void> begin(List<Each> made, Set<UUID> held) {
        var rows = made.stream().map(each -> row(each, held)).toList();
        var alerts =
                made.stream()
                        .collect(
                                Collectors.toMap(
                                        each -> each.plan().id(), each -> each.of().alert()));
        var heldBack =
                made.stream()
                        .filter(each -> held.contains(each.plan().id()))
                        .map(each -> Timer.ofAlert(HeldBack.KIND, each.alert(), 0, each.of().at()))
                        .distinct()
                        .toList();
        return events.append(alerts, rows)
                .flatMap(done -> timers.change(null, List.of(), heldBack));
    }

    private DeliveryRow row(Each each, Set<UUID> held) {
        var at = each.of().at();
        return each.plan()
                .row(
                        at,
                        held.contains(each.plan().id()) ? List.of(limit.attempt(at)) : List.of(),
                        each.of().alert().ownerEndedAt());
    }
}
