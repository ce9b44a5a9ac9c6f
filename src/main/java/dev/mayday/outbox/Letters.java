package dev.mayday.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.wire.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Messages to people that belong to no alert: a code, an invitation, a reset. They take the same
 * way as an alert's: a delivery on record, claimed before it is sent.
 */
@ApplicationScoped
public class Letters {
    private final Outbox outbox;
    private final Topics topics;
    private final ObjectMapper json;

    Letters(Outbox outbox, Topics topics, ObjectMapper json) {
        this.outbox = outbox;
        this.topics = topics;
        this.json = json;
    }

    /**
     * Puts a letter on its way, in the transaction of whoever writes it.
     *
     * @param channel email, sms, …
     * @param address where to
     * @param name of the receiver, for the salutation
     * @param purpose which template: {@code templates/<purpose>…}
     * @param parameters what the template needs; forgotten once it is sent
     */
    public Uni<Void> write(
            String channel,
            String address,
            String name,
            String purpose,
            Map<String, String> parameters) {
        return write(null, channel, address, name, purpose, parameters);
    }

    /**
     * The same to a contact's channel that is on record: the worker finds its secret and its state
     * by the id, and marks it verified if this was its challenge.
     *
     * @param channelId the row of {@code channel}
     */
    public Uni<Void> write(
            @Nullable UUID channelId,
            String channel,
            String address,
            String name,
            String purpose,
            Map<String, String> parameters) {
        UUID id = Ids.next();
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        """
                                        INSERT INTO delivery (id, channel_id, contact_name, channel, address, purpose, parameters)
                                        VALUES (:id, CAST(:channelId AS uuid), :name, :channel, :address, :purpose, :parameters)
                                        """)
                                .setParameter("id", id)
                                .setParameter(
                                        "channelId",
                                        channelId == null ? null : channelId.toString())
                                .setParameter("name", name)
                                .setParameter("channel", channel)
                                .setParameter("address", address)
                                .setParameter("purpose", purpose)
                                .setParameter("parameters", text(parameters))
                                .executeUpdate())
                .flatMap(rows ->
                        outbox.add(
                                topics.notifications(channel),
                                id.toString(),
                                "dev.mayday.delivery.queued",
                                id.toString(),
                                1,
                                "{\"deliveryId\":\"" + id + "\"}"));
    }

    private String text(Map<String, String> parameters) {
        try {
            return json.writeValueAsString(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
