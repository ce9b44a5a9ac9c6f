package dev.mayday.notification.webhook;

import dev.mayday.notification.Courier;
import dev.mayday.notification.Courier.Reply;
import dev.mayday.notification.Message;
import dev.mayday.notification.NotificationSettings;
import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.Sender;
import dev.mayday.notification.Target;
import dev.mayday.notification.Target.Unfit;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Posts messages to other systems. */
@ApplicationScoped
class WebhookSender implements Sender {
    private static final int CONNECTIONS = 4;

    private final Courier courier;
    private final WebhookBody bodies;
    private final boolean anywhere;

    WebhookSender(
            Vertx vertx,
            WebhookBody bodies,
            NotificationSettings settings,
            @ConfigProperty(name = "mayday.local") boolean local) {
        this.courier = new Courier(vertx, settings.sendTimeout(), CONNECTIONS);
        this.bodies = bodies;
        this.anywhere = local;
    }

    @Override
    public String channel() {
        return "webhook";
    }

    @Override
    public String provider() {
        return "webhook";
    }

    @Override
    public Outcome send(Message message) {
        var secret = message.secret();
        if (secret == null) {
            return new Rejected("there is no secret to sign it with");
        }
        try {
            var target = Target.of(message.address(), anywhere || message.toOperator());
            return post(target, message, secret);
        } catch (Unfit unfit) {
            return unfit.forGood() ? new Rejected(unfit.why()) : new RetryLater(null, unfit.why());
        }
    }

    private Outcome post(Target target, Message message, String secret) {
        var body = bodies.write(message);
        var reply =
                courier.post(
                        target,
                        headers(message.delivery().toString(), message.now(), secret, body),
                        body.getBytes(StandardCharsets.UTF_8));
        return switch (reply) {
            case Reply.Answered answer ->
                    Answers.of(answer.status(), answer.headers().get("retry-after"), message.now());
            case Reply.Unanswered silence -> new RetryLater(null, "the webhook: " + silence.why());
        };
    }

    private static Map<String, String> headers(String id, Instant at, String secret, String body) {
        return Map.of(
                "content-type",
                "application/json",
                "user-agent",
                "Mayday",
                "webhook-id",
                id,
                "webhook-timestamp",
                String.valueOf(at.getEpochSecond()),
                "webhook-signature",
                Signature.of(secret, id, at, body));
    }

    @PreDestroy
    void close() {
        courier.close();
    }
}
