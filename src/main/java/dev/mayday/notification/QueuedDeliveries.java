package dev.mayday.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Hears from Kafka what is queued. A record is only the word that there is something: the claim in
 * the database decides, so a record may come twice or late, and is done with once it is handed on:
 * one consumer does for all channels, and none of them can hold it up. One that can't be read goes
 * to the dead letters.
 */
@ApplicationScoped
class QueuedDeliveries {
    private final Workers workers;
    private final ObjectMapper json;

    QueuedDeliveries(Workers workers, ObjectMapper json) {
        this.workers = workers;
        this.json = json;
    }

    @Incoming("notifications")
    Uni<Void> queued(ConsumerRecord<String, String> record) {
        try {
            var id = json.readTree(record.value()).path("deliveryId").textValue();
            if (id == null) {
                return Uni.createFrom().failure(new IllegalArgumentException("no deliveryId"));
            }
            workers.queued(channel(record.topic()), UUID.fromString(id));
            return Uni.createFrom().voidItem();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Uni.createFrom().failure(new IllegalArgumentException("not a queued delivery"));
        }
    }

    private static String channel(String topic) {
        return topic.substring(topic.lastIndexOf('.') + 1);
    }
}
