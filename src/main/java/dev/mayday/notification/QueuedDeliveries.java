package dev.mayday.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Hears from Kafka what is queued. A record is only the word that there is something: the claim in
 * the database decides, so a record may come twice or late, and is done with once it is handed on.
 * One that can't be read goes to the dead letters.
 */
@ApplicationScoped
class QueuedDeliveries {
    private final Workers workers;
    private final ObjectMapper json;

    QueuedDeliveries(Workers workers, ObjectMapper json) {
        this.workers = workers;
        this.json = json;
    }

    @Incoming("email")
    Uni<Void> email(String record) {
        return queued("email", record);
    }

    @Incoming("webhook")
    Uni<Void> webhook(String record) {
        return queued("webhook", record);
    }

    @Incoming("sms")
    Uni<Void> sms(String record) {
        return queued("sms", record);
    }

    @Incoming("voice")
    Uni<Void> voice(String record) {
        return queued("voice", record);
    }

    @Incoming("push")
    Uni<Void> push(String record) {
        return queued("push", record);
    }

    @Incoming("heartbeat")
    Uni<Void> heartbeat(String record) {
        return queued("heartbeat", record);
    }

    private Uni<Void> queued(String channel, String record) {
        try {
            var id = json.readTree(record).path("deliveryId").textValue();
            if (id == null) {
                return Uni.createFrom().failure(new IllegalArgumentException("no deliveryId"));
            }
            workers.queued(channel, UUID.fromString(id));
            return Uni.createFrom().voidItem();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Uni.createFrom().failure(new IllegalArgumentException("not a queued delivery"));
        }
    }
}
