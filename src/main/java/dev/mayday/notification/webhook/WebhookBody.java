package dev.mayday.notification.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.notification.Message;
import dev.mayday.notification.Message.Acknowledged;
import dev.mayday.notification.Message.Ended;
import dev.mayday.notification.Message.Expiring;
import dev.mayday.notification.Message.Letter;
import dev.mayday.notification.Message.Raised;
import dev.mayday.notification.Message.StillGoing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a webhook: PROTOCOL.md "Messages to contacts". */
@ApplicationScoped
class WebhookBody {
    private final ObjectMapper json;

    WebhookBody(ObjectMapper json) {
        this.json = json;
    }

    private record Body(String type, Instant timestamp, Map<String, Object> data) {}

    String write(Message message) {
        var body =
                switch (message.content()) {
                    case Raised raised ->
                            new Body(
                                    "alert.raised",
                                    message.now(),
                                    data(raised.alert(), raised.link(), raised.where()));
                    case Acknowledged going ->
                            new Body(
                                    "alert.acknowledged",
                                    message.now(),
                                    data(going.alert(), going.link(), null));
                    case StillGoing reminder ->
                            new Body(
                                    "alert.acknowledged",
                                    message.now(),
                                    data(reminder.alert(), reminder.link(), null));
                    case Expiring expiring ->
                            new Body(
                                    "alert.raised",
                                    message.now(),
                                    data(expiring.alert(), expiring.link(), null));
                    case Ended ended ->
                            new Body(
                                    "alert.ended",
                                    message.now(),
                                    data(ended.alert(), ended.link(), null));
                    case Letter letter -> new Body(type(letter), message.now(), Map.of());
                };
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * {@code channel-verification} is {@code channel.verification}: no other letter goes by
     * webhook.
     */
    private static String type(Letter letter) {
        return letter.purpose().replaceFirst("-", ".");
    }

    private static Map<String, Object> data(
            Object alert, @Nullable String link, @Nullable Object location) {
        var data = new LinkedHashMap<String, Object>();
        data.put("alert", alert);
        if (link != null) {
            data.put("link", link);
        }
        if (location != null) {
            data.put("location", location);
        }
        return data;
    }
}
