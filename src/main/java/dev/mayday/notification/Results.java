package dev.mayday.notification;

import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Together;
import dev.mayday.clock.Transactions;
import dev.mayday.notification.Outcome.Accepted;
import dev.mayday.notification.Outcome.Delivered;
import dev.mayday.notification.Outcome.Gone;
import dev.mayday.wire.AlertId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Records what became of an attempt, and all that follows from it, in one transaction. */
@ApplicationScoped
class Results {
    private static final String ATTEMPT =
            """
            UPDATE attempt t SET outcome = o.outcome, detail = o.detail, reference = o.reference
            FROM unnest(CAST($1 AS uuid[]), CAST($2 AS integer[]), CAST($3 AS text[]), CAST($4 AS text[]), CAST($5 AS text[]))
                 AS o(id, number, outcome, detail, reference)
            WHERE t.delivery_id = o.id AND t.number = o.number
            """;
    private static final String CHANNEL =
            """
            UPDATE channel SET state = :state
            WHERE id = :id AND (state = 'unverified' OR state = 'verified' AND :state = 'failing'
                                OR state = 'failing' AND :state = 'verified')
            """;

    /** Nobody wants it any more, or its owner is to believe so: then whether it is wanted yet. */
    private static final String UNWANTED =
            """
            SELECT alert_id, wanted FROM (
                SELECT d.alert_id, EXISTS (SELECT FROM wanted_delivery w WHERE w.id = d.id) AS wanted,
                       d.owner_state IS NULL AND d.purpose <> 'alert-ended' AND a.ended_at IS NULL
                       AND d.created_at < a.owner_ended_at AS to_look
                FROM delivery d LEFT JOIN alert a ON a.id = d.alert_id
                WHERE d.id = $1 AND d.state = 'QUEUED') d
            WHERE NOT wanted OR to_look
            """;

    private static final String LOST =
            "UPDATE attempt SET outcome = 'retry', detail = $2 WHERE delivery_id = $1 AND outcome IS NULL";

    /** Transactions at once, and outcomes in each. */
    private static final int LANES = 3;

    private static final int MOST = 32;

    /** Nobody waits for it: the message is out. But what a crash forgets is sent again. */
    private static final Duration EVERY = Duration.ofMillis(60);

    private final Transactions transactions;
    private final MaydayClock clock;
    private final AlertDesk desk;
    private final DeliveryEvents events;
    private final ClosingNotices closing;
    private final GoingNotices going;
    private final FailedDeliveries failed;
    private final Receipts receipts;
    private final WorkerLease lease;
    private final NotificationSettings settings;
    private final Together<Ended, Ended> outcomes;

    Results(
            Transactions transactions,
            MaydayClock clock,
            AlertDesk desk,
            DeliveryEvents events,
            ClosingNotices closing,
            GoingNotices going,
            FailedDeliveries failed,
            Receipts receipts,
            WorkerLease lease,
            NotificationSettings settings,
            Vertx vertx) {
        this.transactions = transactions;
        this.clock = clock;
        this.desk = desk;
        this.events = events;
        this.closing = closing;
        this.going = going;
        this.failed = failed;
        this.receipts = receipts;
        this.lease = lease;
        this.settings = settings;
        this.outcomes = new Together<>(LANES, MOST, vertx, EVERY, this::record);
    }

    /** An attempt that is over. */
    private record Ended(Claimed claimed, Outcome outcome, Verdict verdict) {
        UUID id() {
            return claimed.id();
        }

        @Nullable String reference() {
            return outcome instanceof Accepted accepted ? accepted.reference() : null;
        }
    }

    /** The same with what it is about, each under its row's lock. */
    private record Found(Ended ended, Delivery delivery, @Nullable LockedAlert alert) {}

    /**
     * @param others whether another provider may be tried where this one can't
     */
    Uni<Void> record(Claimed claimed, Outcome outcome, boolean others) {
        var verdict =
                Verdict.of(
                        outcome,
                        claimed.tries(),
                        clock.now(),
                        claimed.createdAt().plus(settings.giveUpAfter()),
                        others,
                        ThreadLocalRandom.current());
        return outcomes.add(new Ended(claimed, outcome, verdict)).replaceWithVoid();
    }

    /** Those that wait together, in one transaction. */
    private Uni<List<Ended>> record(List<Ended> ended) {
        return transactions
                .write(() ->
                        lock(ended)
                                .flatMap(alerts ->
                                        Uni.combine()
                                                .all()
                                                .unis(
                                                        LockedDeliveries.lock(
                                                                ended.stream()
                                                                        .map(Ended::id)
                                                                        .toList()),
                                                        attempts(ended))
                                                .with((found, done) -> found(ended, found, alerts)))
                                .flatMap(this::take)
                                .flatMap(done -> Sql.each(ended, Results::judgeChannel)))
                .replaceWith(ended);
    }

    private static List<Found> found(
            List<Ended> ended, Map<UUID, Delivery> deliveries, Map<AlertId, LockedAlert> alerts) {
        var found = new ArrayList<Found>();
        for (var one : ended) {
            var delivery = deliveries.get(one.id());
            if (delivery != null) {
                var alert = one.claimed.alertId();
                found.add(
                        new Found(
                                one,
                                delivery,
                                alert == null ? null : alerts.get(new AlertId(alert))));
            }
        }
        return found;
    }

    private Uni<Void> take(List<Found> found) {
        var ofAlerts = new ArrayList<Found>();
        var alerts = new HashMap<UUID, LockedAlert>();
        var settled = new HashSet<UUID>();
        for (var one : found) {
            if (one.delivery.ownerState != null) {
                settled.add(one.delivery.id);
            }
            one.delivery.take(one.ended.verdict, one.ended.claimed.tries(), clock.now());
            var alert = one.alert;
            if (alert != null) {
                one.delivery.fit(alert);
                ofAlerts.add(one);
                alerts.put(one.delivery.id, alert);
            }
        }
        return Sql.each(
                        found,
                        one -> receipts.early(one.delivery, one.ended.claimed, one.ended.outcome))
                .flatMap(done ->
                        LockedDeliveries.save(
                                found.stream().map(Found::delivery).distinct().toList()))
                .flatMap(done -> events.tell(alerts, settled))
                .flatMap(done -> Sql.each(ofAlerts, this::follow));
    }

    private Uni<Void> follow(Found found) {
        var alert = Objects.requireNonNull(found.alert);
        return found.delivery.reached()
                ? afterwards(found.ended.claimed, alert)
                : failed.follow(alert, found.delivery);
    }

    /** Who is reached only now hears now what the others have heard before. */
    private Uni<Void> afterwards(Claimed claimed, LockedAlert alert) {
        if (!Purpose.tells(claimed.purpose())) {
            return Uni.createFrom().voidItem();
        }
        if (alert.ended()) {
            return closing.notices(alert);
        }
        return alert.acknowledged() ? going.notices(alert) : Uni.createFrom().voidItem();
    }

    /**
     * Ends a delivery that nobody wants any more: the alert was answered or is over, or the contact
     * wants no messages. Where its owner gave a duress PIN it only looks so to them, by the same
     * way, and may then be claimed. Does nothing for any other.
     *
     * @return whether it is to be claimed once more
     */
    Uni<Boolean> suppressUnwanted(UUID id) {
        return transactions.write(() ->
                Sql.row(UNWANTED, id)
                        .flatMap(row ->
                                row == null
                                        ? Uni.createFrom().item(false)
                                        : lock((UUID) row[0])
                                                .flatMap(alert ->
                                                        suppress(alert, id, (boolean) row[1]))));
    }

    private Uni<Boolean> suppress(@Nullable LockedAlert alert, UUID id, boolean wanted) {
        return LockedDeliveries.lock(Set.of(id))
                .flatMap(held -> {
                    var delivery = held.get(id);
                    if (delivery == null
                            || !delivery.state.equals(Delivery.QUEUED)
                            || taken(delivery)) {
                        return Uni.createFrom().item(false);
                    }
                    boolean settled = delivery.ownerState != null;
                    if (wanted && settled) {
                        return Uni.createFrom().item(true); // it looks so meanwhile
                    }
                    if (wanted) {
                        delivery.lookSuppressed();
                    } else {
                        delivery.suppress();
                    }
                    return LockedDeliveries.save(Set.of(delivery))
                            .flatMap(done -> Sql.change(LOST, id, Claims.LOST))
                            .flatMap(done -> suppressed(alert, delivery, settled, wanted))
                            .replaceWith(wanted);
                });
    }

    private Uni<Void> suppressed(
            @Nullable LockedAlert alert, Delivery delivery, boolean settled, boolean wanted) {
        if (alert == null) {
            return Uni.createFrom().voidItem();
        }
        var id = delivery.id;
        return wanted
                ? events.tellOwner(alert, id)
                : events.tell(Map.of(id, alert), settled ? Set.of(id) : Set.of())
                        .flatMap(done -> failed.follow(alert, delivery));
    }

    private boolean taken(Delivery delivery) {
        return delivery.leasedBy != null
                && !lease.gone().contains(delivery.leasedBy)
                && delivery.leasedUntil != null
                && delivery.leasedUntil.isAfter(clock.now());
    }

    /** Always before the delivery's own row: two that need both never wait for each other. */
    private Uni<@Nullable LockedAlert> lock(@Nullable UUID alert) {
        return alert == null ? Uni.createFrom().nullItem() : desk.lock(new AlertId(alert));
    }

    private Uni<Map<AlertId, LockedAlert>> lock(List<Ended> ended) {
        return desk.lock(
                ended.stream()
                        .map(one -> one.claimed.alertId())
                        .filter(Objects::nonNull)
                        .distinct()
                        .map(AlertId::new)
                        .toList());
    }

    private static Uni<Void> attempts(List<Ended> ended) {
        return Sql.change(
                        ATTEMPT,
                        Sql.column(ended, UUID[]::new, Ended::id),
                        Sql.column(ended, Integer[]::new, one -> one.claimed.tries()),
                        Sql.column(ended, String[]::new, one -> one.verdict.attempt()),
                        Sql.column(ended, String[]::new, one -> one.verdict.detail()),
                        Sql.column(ended, String[]::new, Ended::reference))
                .replaceWithVoid();
    }

    /** A webhook that answers a challenge is its owner's; an address that is gone is failing. */
    private static Uni<Void> judgeChannel(Ended ended) {
        var claimed = ended.claimed;
        boolean proven =
                ended.outcome instanceof Delivered
                        && claimed.purpose().equals(Purpose.VERIFICATION);
        var channel = claimed.channelId();
        if (channel == null || !proven && !(ended.outcome instanceof Gone)) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(CHANNEL)
                                .setParameter("state", proven ? "verified" : "failing")
                                .setParameter("id", channel)
                                .executeUpdate())
                .replaceWithVoid();
    }
}
