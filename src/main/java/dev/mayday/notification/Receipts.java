package dev.mayday.notification;

import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.LockedAlert;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Transactions;
import dev.mayday.notification.Outcome.Accepted;
import dev.mayday.wire.AlertId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records what providers say of messages after they took them. A receipt may come twice, late, out
 * of order, and before the answer to the message itself is on record: then it is kept until it is.
 */
@ApplicationScoped
public class Receipts {
    /** Channels whose providers send receipts. */
    private static final Set<String> RECEIPTED = Set.of("sms", "voice");

    /** Whoever writes a reference or looks for one does so one after the other. */
    private static final String ALONE =
            "SELECT CAST(pg_advisory_xact_lock(hashtextextended(:provider || ' ' || :reference, 0)) AS text)";

    private static final String FIND =
            """
            SELECT t.delivery_id, t.number, d.alert_id
            FROM attempt t JOIN delivery d ON d.id = t.delivery_id
            WHERE t.provider = :provider AND t.reference = :reference ORDER BY t.at DESC LIMIT 1
            """;

    /** One whose answer did not come in a day is nobody's. */
    private static final String KEEP =
            """
            WITH old AS (
                DELETE FROM receipt WHERE ctid IN (SELECT ctid FROM receipt WHERE at < mayday_now() - interval '1 day'
                                                   LIMIT 100 FOR UPDATE SKIP LOCKED)
            )
            INSERT INTO receipt (provider, reference, outcome, detail, at)
            VALUES (:provider, :reference, :outcome, :detail, mayday_now()) ON CONFLICT DO NOTHING
            """;

    private static final String TAKE_KEPT =
            """
            DELETE FROM receipt WHERE provider = :provider AND reference = :reference
            RETURNING outcome, detail
            """;

    /** What has arrived stays so, whatever comes later. */
    private static final String NOTE =
            """
            UPDATE attempt SET receipt = :outcome, receipt_at = mayday_now(), receipt_detail = :detail
            WHERE delivery_id = :id AND number = :number AND receipt IS DISTINCT FROM 'delivered'
              AND receipt IS DISTINCT FROM :outcome
            """;

    private static final String OTHERS =
            """
            SELECT EXISTS (SELECT FROM unnest(string_to_array(:providers, ',')) p
                           WHERE NOT EXISTS (SELECT FROM attempt t WHERE t.delivery_id = :id AND t.provider = p
                                             AND 'rejected' IN (t.outcome, t.receipt)))
            """;

    private final Transactions transactions;
    private final AlertDesk desk;
    private final DeliveryEvents events;
    private final FailedDeliveries failed;
    private final Senders senders;
    private final Providers providers;
    private final MaydayClock clock;

    Receipts(
            Transactions transactions,
            AlertDesk desk,
            DeliveryEvents events,
            FailedDeliveries failed,
            Senders senders,
            Providers providers,
            MaydayClock clock) {
        this.transactions = transactions;
        this.desk = desk;
        this.events = events;
        this.failed = failed;
        this.senders = senders;
        this.providers = providers;
        this.clock = clock;
    }

    private record Found(UUID delivery, int number, @Nullable UUID alert) {
        static Found of(Object[] row) {
            return new Found((UUID) row[0], (Integer) row[1], (UUID) row[2]);
        }
    }

    /**
     * On record once it is done; only then may the provider be told that its word was taken.
     *
     * @param reference the provider's own name for the message, as {@link Accepted} had it
     */
    public Uni<Void> arrived(String provider, String reference, Receipt receipt) {
        return transactions
                .quietly(() -> findOrKeep(provider, reference, receipt))
                .flatMap(found ->
                        found == null
                                ? Uni.createFrom().voidItem()
                                : transactions.write(() -> record(found, receipt)));
    }

    private Uni<@Nullable Found> findOrKeep(String provider, String reference, Receipt receipt) {
        return alone(provider, reference)
                .flatMap(done -> Panache.getSession())
                .flatMap(session ->
                        session.createNativeQuery(FIND, Object[].class)
                                .setParameter("provider", provider)
                                .setParameter("reference", reference)
                                .getSingleResultOrNull())
                .flatMap(row ->
                        row != null
                                ? Uni.createFrom().item(Found.of(row))
                                : keep(provider, reference, receipt).replaceWith((Found) null));
    }

    private Uni<Void> record(Found found, Receipt receipt) {
        return lock(found.alert)
                .flatMap(alert ->
                        LockedDeliveries.lock(Set.of(found.delivery))
                                .map(held -> held.get(found.delivery))
                                .flatMap(delivery ->
                                        delivery == null
                                                ? Uni.createFrom().voidItem()
                                                : record(found, receipt, delivery, alert)));
    }

    private Uni<Void> record(
            Found found, Receipt receipt, Delivery delivery, @Nullable LockedAlert alert) {
        boolean settled = delivery.ownerState != null;
        return apply(delivery, found.number, receipt)
                .flatMap(news -> {
                    if (!news) {
                        return Uni.createFrom().voidItem();
                    }
                    if (alert == null) {
                        return LockedDeliveries.save(Set.of(delivery));
                    }
                    delivery.fit(alert);
                    return LockedDeliveries.save(Set.of(delivery))
                            .flatMap(done ->
                                    events.tell(
                                            Map.of(delivery.id, alert),
                                            settled ? Set.of(delivery.id) : Set.of()))
                            .flatMap(done -> failed.follow(alert, delivery));
                });
    }

    /**
     * A receipt that was here before the answer that it belongs to, in the ambient transaction: it
     * is noted, and the delivery, which the caller saves, takes it.
     */
    Uni<Void> early(Delivery delivery, Claimed claimed, Outcome outcome) {
        if (!(outcome instanceof Accepted(String reference))
                || reference == null
                || !RECEIPTED.contains(claimed.channel())) {
            return Uni.createFrom().voidItem();
        }
        return alone(claimed.provider(), reference)
                .flatMap(done -> Panache.getSession())
                .flatMap(session ->
                        session.createNativeQuery(TAKE_KEPT, Object[].class)
                                .setParameter("provider", claimed.provider())
                                .setParameter("reference", reference)
                                .getResultList())
                .flatMap(kept ->
                        kept.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : apply(delivery, claimed.tries(), best(kept)).replaceWithVoid());
    }

    /**
     * @return whether it says something new
     */
    private Uni<Boolean> apply(Delivery delivery, int number, Receipt receipt) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(NOTE)
                                .setParameter("outcome", outcome(receipt))
                                .setParameter("detail", detail(receipt))
                                .setParameter("id", delivery.id)
                                .setParameter("number", number)
                                .executeUpdate())
                .flatMap(rows ->
                        rows == 0
                                ? Uni.createFrom().item(false)
                                : others(delivery)
                                        .invoke(others ->
                                                delivery.take(receipt, others, clock.now()))
                                        .replaceWith(true));
    }

    private Uni<Boolean> others(Delivery delivery) {
        var names =
                senders.of(delivery.channel).stream()
                        .map(Sender::provider)
                        .filter(providers::on)
                        .toList();
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(OTHERS, Boolean.class)
                                .setParameter("providers", String.join(",", names))
                                .setParameter("id", delivery.id)
                                .getSingleResult());
    }

    private static Uni<Void> keep(String provider, String reference, Receipt receipt) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(KEEP)
                                .setParameter("provider", provider)
                                .setParameter("reference", reference)
                                .setParameter("outcome", outcome(receipt))
                                .setParameter("detail", detail(receipt))
                                .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Void> alone(String provider, String reference) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(ALONE, String.class)
                                .setParameter("provider", provider)
                                .setParameter("reference", reference)
                                .getSingleResult())
                .replaceWithVoid();
    }

    private Uni<@Nullable LockedAlert> lock(@Nullable UUID alert) {
        return alert == null ? Uni.createFrom().nullItem() : desk.lock(new AlertId(alert));
    }

    private static String outcome(Receipt receipt) {
        return switch (receipt) {
            case Receipt.Arrived a -> "delivered";
            case Receipt.Lost l -> "rejected";
        };
    }

    private static @Nullable String detail(Receipt receipt) {
        return switch (receipt) {
            case Receipt.Arrived a -> null;
            case Receipt.Lost lost -> Verdict.cut(lost.why());
        };
    }

    /** Of all that was said of a message, that it arrived. */
    private static Receipt best(List<Object[]> kept) {
        return kept.stream().anyMatch(row -> "delivered".equals(row[0]))
                ? new Receipt.Arrived()
                : new Receipt.Lost(String.valueOf(kept.getFirst()[1]));
    }
}
