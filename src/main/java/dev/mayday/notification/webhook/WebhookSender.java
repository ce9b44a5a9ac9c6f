package dev.mayday.notification.webhook;

import dev.mayday.notification.Message;
import dev.mayday.notification.NotificationSettings;
import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.Sender;
import dev.mayday.notification.webhook.Target.Unfit;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Posts messages to other systems. It connects to the very address that was checked, follows no
 * redirect, and reads no answer but its head.
 */
@ApplicationScoped
class WebhookSender implements Sender {
    private static final long MAX_ANSWER = 64 * 1024;

    private final Vertx vertx;
    private final HttpClient client;
    private final WebhookBody bodies;
    private final Duration timeout;
    private final boolean anywhere;

    WebhookSender(
            Vertx vertx,
            WebhookBody bodies,
            NotificationSettings settings,
            @ConfigProperty(name = "mayday.local") boolean local) {
        this.vertx = vertx;
        this.bodies = bodies;
        this.timeout = settings.sendTimeout();
        this.anywhere = local;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setMaxPoolSize(4)
                                .setMaxWaitQueueSize(64)
                                .setConnectTimeout((int) timeout.toMillis() / 2)
                                .setIdleTimeout((int) timeout.toMillis())
                                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                                .setKeepAliveTimeout(5));
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
        try {
            var secret = message.secret();
            if (secret == null) {
                return new Rejected("there is no secret to sign it with");
            }
            var target = Target.of(message.address(), anywhere || message.toOperator());
            var body = bodies.write(message);
            var id = message.delivery().toString();
            return post(
                    target, id, message.now(), Signature.of(secret, id, message.now(), body), body);
        } catch (Unfit unfit) {
            return unfit.forGood()
                    ? new Rejected(reason(unfit))
                    : new RetryLater(null, reason(unfit));
        }
    }

    private Outcome post(Target target, String id, Instant at, String signature, String body) {
        var sent =
                client.request(options(target))
                        .compose(request ->
                                request.putHeader("content-type", "application/json")
                                        .putHeader("user-agent", "Mayday")
                                        .putHeader("webhook-id", id)
                                        .putHeader(
                                                "webhook-timestamp",
                                                String.valueOf(at.getEpochSecond()))
                                        .putHeader("webhook-signature", signature)
                                        .send(body)
                                        .onSuccess(answer -> drain(request, answer)));
        try {
            var answer =
                    sent.toCompletionStage()
                            .toCompletableFuture()
                            .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return Answers.of(answer.statusCode(), answer.getHeader("retry-after"), at);
        } catch (ExecutionException e) {
            return new RetryLater(null, "no connection to the webhook");
        } catch (TimeoutException e) {
            return new RetryLater(null, "the webhook did not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RetryLater(null, "interrupted");
        }
    }

    private RequestOptions options(Target target) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(
                        SocketAddress.inetSocketAddress(
                                target.port(), target.address().getHostAddress()))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.secure())
                .setURI(target.path())
                .setFollowRedirects(false)
                .setTimeout(timeout.toMillis());
    }

    /**
     * Its body says nothing to us. It is let pass so that the connection can be kept, but not for
     * ever.
     */
    private void drain(HttpClientRequest request, HttpClientResponse answer) {
        var seen = new AtomicLong();
        answer.handler(chunk -> {
            if (seen.addAndGet(chunk.length()) > MAX_ANSWER) {
                request.reset();
            }
        });
        long timer = vertx.setTimer(timeout.toMillis(), late -> request.reset());
        answer.end().onComplete(ended -> vertx.cancelTimer(timer));
    }

    private static String reason(Unfit unfit) {
        return Objects.requireNonNullElse(unfit.getMessage(), "unfit");
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
