package dev.mayday.notification;

import dev.mayday.clock.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Who wants no text messages any more. A stop is the number's, not the contact's: it holds for
 * everybody who has named it, and for whoever will.
 */
@ApplicationScoped
class SmsStops {
    private static final Logger LOG = Logger.getLogger(SmsStops.class);

    /** A number that we could never have written to has nothing to stop. */
    private static final String REMEMBER =
            """
            INSERT INTO sms_stop (number, at) SELECT :number, mayday_now()
            WHERE EXISTS (SELECT FROM channel WHERE type = 'sms' AND address = :number)
               OR EXISTS (SELECT FROM person WHERE phone = :number)
            ON CONFLICT DO NOTHING
            """;

    private static final String STOP =
            """
            UPDATE channel SET verified_before = (state = 'verified'), state = 'opted-out'
            WHERE type = 'sms' AND address = :number AND state <> 'opted-out'
            """;

    /** What waits to be tried again is looked at now, and seen to be wanted no more. */
    private static final String HASTEN =
            """
            UPDATE delivery SET retry_at = mayday_now()
            WHERE state = 'QUEUED' AND channel = 'sms' AND leased_by IS NULL AND retry_at > mayday_now()
              AND (address = :number OR channel_id IN (SELECT id FROM channel WHERE type = 'sms' AND address = :number))
            """;

    private static final String FORGET = "DELETE FROM sms_stop WHERE number = :number";
    private static final String START =
            """
            UPDATE channel SET state = CASE WHEN verified_before THEN 'verified' ELSE 'unverified' END, verified_before = false
            WHERE type = 'sms' AND address = :number AND state = 'opted-out'
            """;

    private final Transactions transactions;

    SmsStops(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<Void> stop(String number) {
        return change("sms-stopped", number, REMEMBER, HASTEN, STOP);
    }

    Uni<Void> start(String number) {
        return change("sms-started", number, FORGET, START);
    }

    /**
     * @param statements of which the last changes the channels
     */
    private Uni<Void> change(String event, String number, String... statements) {
        return transactions
                .quietly(() ->
                        Multi.createFrom()
                                .items(statements)
                                .onItem()
                                .transformToUniAndConcatenate(sql -> run(sql, number))
                                .collect()
                                .last())
                .invoke(changed -> LOG.infof("event=%s channels=%d", event, changed))
                .replaceWithVoid();
    }

    private static Uni<Integer> run(String sql, String number) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(sql)
                                .setParameter("number", number)
                                .executeUpdate());
    }
}
