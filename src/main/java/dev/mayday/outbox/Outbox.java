package dev.mayday.outbox;

import dev.mayday.wire.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Rows for Kafka, in the transaction of whoever adds them. */
@ApplicationScoped
public class Outbox {

    /**
     * @param topic a name from {@link Topics}
     * @param key the person: one person's records stay in order
     * @param type the CloudEvents type
     * @param subject what it is about: an alert, a delivery
     * @param sequence of the subject; consumers ignore what is not above the last they applied
     * @param data JSON
     */
    public Uni<Void> add(
            String topic, String key, String type, String subject, long sequence, String data) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        """
                                        INSERT INTO outbox (topic, key, event_id, type, subject, sequence, data)
                                        VALUES (:topic, :key, :event, :type, :subject, :sequence, :data)
                                        """)
                                .setParameter("topic", topic)
                                .setParameter("key", key)
                                .setParameter("event", Ids.next())
                                .setParameter("type", type)
                                .setParameter("subject", subject)
                                .setParameter("sequence", sequence)
                                .setParameter("data", data)
                                .executeUpdate())
                .replaceWithVoid();
    }
}
