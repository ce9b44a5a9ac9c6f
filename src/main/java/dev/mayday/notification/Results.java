package dev.mayday.notification;

import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Transactions;
import dev.mayday.notification.Outcome.Accepted;
import dev.mayday.notification.Outcome.Delivered;
import dev.mayday.notification.Outcome.Gone;
import dev.mayday.wire.AlertId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.hibernate.LockMode;
import org.jspecify.annotations.Nullable;

/** Records what became of an attempt, and all that follows from it, in one transaction. */
@ApplicationScoped
class Results {
    private static final String ATTEMPT =
            """
            UPDATE attempt SET outcome = $3, detail = $4, reference = $5 WHERE delivery_id = $1 AND number = $2
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
            NotificationSettings settings) {
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
    }

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
        return transactions.write(() ->
                lock(claimed.alertId())
                        .flatMap(alert -> record(claimed, outcome, verdict, alert))
                        .flatMap(done -> judgeChannel(claimed, outcome)));
    }

    private Uni<Void> record(
            Claimed claimed, Outcome outcome, Verdict verdict, @Nullable LockedAlert alert) {
        return Uni.combine()
                .all()
                .unis(find(claimed.id()), attempt(claimed, verdict, reference(outcome)))
                .with((delivery, done) -> delivery)
                .flatMap(delivery -> {
                    if (delivery == null) {
                        return Uni.createFrom().voidItem();
                    }
                    boolean settled = delivery.ownerState != null;
                    delivery.take(verdict, claimed.tries(), clock.now());
                    if (alert != null) {
                        delivery.fit(alert);
                    }
                    return receipts.early(delivery, claimed, outcome)
                            .flatMap(done -> follow(claimed, delivery, alert, settled));
                });
    }

    private Uni<Void> follow(
            Claimed claimed,
            DeliveryEntity delivery,
            @Nullable LockedAlert alert,
            boolean settled) {
        if (alert == null) {
            return Uni.createFrom().voidItem();
        }
        return events.tell(alert, claimed.id(), settled)
                .flatMap(done ->
                        delivery.reached()
                                ? afterwards(claimed, alert)
                                : failed.follow(alert, delivery));
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
        return find(id).flatMap(delivery -> {
            if (delivery == null
                    || !delivery.state.equals(DeliveryEntity.QUEUED)
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
            return Sql.change(LOST, id, Claims.LOST)
                    .flatMap(done -> suppressed(alert, id, settled, wanted))
                    .replaceWith(wanted);
        });
    }

    private Uni<Void> suppressed(
            @Nullable LockedAlert alert, UUID id, boolean settled, boolean wanted) {
        if (alert == null) {
            return Uni.createFrom().voidItem();
        }
        return wanted ? events.tellOwner(alert, id) : events.tell(alert, id, settled);
    }

    private boolean taken(DeliveryEntity delivery) {
        return delivery.leasedBy != null
                && !lease.gone().contains(delivery.leasedBy)
                && delivery.leasedUntil != null
                && delivery.leasedUntil.isAfter(clock.now());
    }

    /** Always before the delivery's own row: two that need both never wait for each other. */
    private Uni<@Nullable LockedAlert> lock(@Nullable UUID alert) {
        return alert == null ? Uni.createFrom().nullItem() : desk.lock(new AlertId(alert));
    }

    private static Uni<@Nullable DeliveryEntity> find(UUID id) {
        return Panache.getSession()
                .flatMap(session ->
                        session.find(DeliveryEntity.class, id, LockMode.PESSIMISTIC_WRITE));
    }

    private static @Nullable String reference(Outcome outcome) {
        return outcome instanceof Accepted accepted ? accepted.reference() : null;
    }

    private static Uni<Void> attempt(Claimed claimed, Verdict verdict, @Nullable String reference) {
        return Sql.change(
                        ATTEMPT,
                        claimed.id(),
                        claimed.tries(),
                        verdict.attempt(),
                        verdict.detail(),
                        reference)
                .replaceWithVoid();
    }

    /** A webhook that answers a challenge is its owner's; an address that is gone is failing. */
    private static Uni<Void> judgeChannel(Claimed claimed, Outcome outcome) {
        boolean proven =
                outcome instanceof Delivered && claimed.purpose().equals(Purpose.VERIFICATION);
        var channel = claimed.channelId();
        if (channel == null || !proven && !(outcome instanceof Gone)) {
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
