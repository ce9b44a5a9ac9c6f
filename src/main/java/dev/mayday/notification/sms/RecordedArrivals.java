package dev.mayday.notification.sms;

import dev.mayday.notification.Receipt;
import dev.mayday.notification.Receipts;
import dev.mayday.notification.Replies;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts what the SMSC brings on record, and finds out what it is about. */
@ApplicationScoped
class RecordedArrivals implements Arrivals {
    private static final Logger LOG = Logger.getLogger(RecordedArrivals.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Another spelling of a name might be another message's: it counts only where the number is the
     * same.
     */
    private static final String FIND =
            """
            SELECT t.reference FROM attempt t
            JOIN delivery d ON d.id = t.delivery_id LEFT JOIN channel ch ON ch.id = d.channel_id
            WHERE t.provider = $1 AND t.reference = ANY($2) AND (t.reference = $3 OR coalesce(d.address, ch.address) = $4)
            ORDER BY coalesce(d.address, ch.address) = $4 DESC, t.reference = $3 DESC, t.at DESC LIMIT 1
            """;

    private final Pool pool;
    private final Receipts receipts;
    private final Replies replies;
    private final TakenMessages taken = new TakenMessages();

    RecordedArrivals(Pool pool, Receipts receipts, Replies replies) {
        this.pool = pool;
        this.receipts = receipts;
        this.replies = replies;
    }

    @Override
    public void taken(String id, String to) {
        var early = taken.add(id, to);
        if (early == null) {
            return;
        }
        try {
            record(id, early);
        } catch (RuntimeException e) {
            LOG.warnf("event=smpp-receipt-lost cause=%s", e.getClass().getSimpleName());
        }
    }

    @Override
    public void receipt(String id, String from, Receipt receipt) {
        var reference = onRecord(id, from);
        if (reference == null) {
            reference = taken.find(id, from, receipt);
        }
        // what belongs to nothing yet may be about a message whose answer is still under way
        record(reference == null ? id : reference, receipt);
    }

    @Override
    public void text(String from, String to, String text) {
        await(replies.text(from, to, text, null));
    }

    private void record(String reference, Receipt receipt) {
        await(receipts.arrived(SmppSender.PROVIDER, reference, receipt));
    }

    private @Nullable String onRecord(String id, String from) {
        var spellings = MessageIds.spellings(id).toArray(String[]::new);
        return first(
                await(
                        pool.preparedQuery(FIND)
                                .execute(Tuple.of(SmppSender.PROVIDER, spellings, id, from))));
    }

    private static @Nullable String first(RowSet<Row> rows) {
        return rows.size() == 0 ? null : rows.iterator().next().getString(0);
    }

    private static <T extends @Nullable Object> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
