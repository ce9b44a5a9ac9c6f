package dev.mayday.notification.push;

import com.zerodeplibs.webpush.MessageEncryption;
import com.zerodeplibs.webpush.MessageEncryptions;
import com.zerodeplibs.webpush.PushMessage;
import com.zerodeplibs.webpush.UserAgentMessageEncryptionKeyInfo;
import dev.mayday.notification.Courier;
import dev.mayday.notification.Message;
import dev.mayday.notification.Message.Ended;
import dev.mayday.notification.Message.Raised;
import dev.mayday.notification.NotificationSettings;
import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.Sender;
import dev.mayday.notification.Target;
import dev.mayday.notification.Target.Unfit;
import dev.mayday.notification.push.PushAnswer.Gone;
import dev.mayday.notification.push.PushAnswer.Later;
import dev.mayday.notification.push.PushAnswer.Refused;
import dev.mayday.notification.push.PushSubscriptions.Browser;
import dev.mayday.wire.Ids;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells a contact in every browser of its account at once. Browsers that are no more are forgotten
 * on the way.
 */
@ApplicationScoped
class PushSender implements Sender {
    private static final Logger LOG = Logger.getLogger(PushSender.class);
    private static final Duration DATABASE = Duration.ofSeconds(10);

    /** Most browsers are at one of three push services. */
    private static final int CONNECTIONS = 32;

    private final PushSubscriptions subscriptions;
    private final PushPayload payloads;
    private final Vapid vapid;
    private final PushSettings push;
    private final Courier courier;
    private final boolean anywhere;
    private final MessageEncryption encryption = MessageEncryptions.of();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    PushSender(
            Vertx vertx,
            PushSubscriptions subscriptions,
            PushPayload payloads,
            Vapid vapid,
            PushSettings push,
            NotificationSettings settings,
            @ConfigProperty(name = "mayday.local") boolean local) {
        this.subscriptions = subscriptions;
        this.payloads = payloads;
        this.vapid = vapid;
        this.push = push;
        this.courier = new Courier(vertx, settings.sendTimeout(), CONNECTIONS);
        this.anywhere = local;
    }

    @Override
    public String channel() {
        return "push";
    }

    @Override
    public String provider() {
        return "webpush";
    }

    @Override
    public Outcome send(Message message) {
        var browsers = subscriptions.of(message.delivery()).await().atMost(DATABASE);
        if (browsers.isEmpty()) {
            return new Rejected(PushAnswer.NOBODY);
        }
        var topic = topic(message, browsers.getFirst().contact());
        var payload = payloads.write(message, topic);
        var answers =
                atOnce(
                        browsers.stream()
                                .map(browser ->
                                        (Callable<PushAnswer>)
                                                () -> tell(browser, message, topic, payload))
                                .toList());
        if (answers.isEmpty()) {
            return new RetryLater(null, "interrupted");
        }
        forgetGone(browsers, answers);
        return PushAnswer.together(answers);
    }

    private PushAnswer tell(
            Browser browser, Message message, @Nullable String topic, byte[] payload) {
        try {
            var target = Target.of(browser.endpoint(), anywhere);
            var encrypted =
                    encryption.encrypt(
                            UserAgentMessageEncryptionKeyInfo.of(browser.p256dh(), browser.auth()),
                            PushMessage.of(payload));
            return PushAnswer.of(
                    courier.post(target, headers(browser, message, topic), encrypted.toBytes()),
                    message.now());
        } catch (Unfit unfit) {
            return unfit.forGood() ? new Refused(unfit.why()) : new Later(null, unfit.why());
        }
    }

    private Map<String, String> headers(Browser browser, Message message, @Nullable String topic) {
        var headers =
                new HashMap<>(
                        Map.of(
                                "authorization",
                                vapid.authorization(browser.endpoint(), message.now()),
                                "content-encoding",
                                "aes128gcm",
                                "content-type",
                                "application/octet-stream",
                                "ttl",
                                String.valueOf(keep(message).toSeconds()),
                                "urgency",
                                "high"));
        if (topic != null) {
            headers.put("topic", topic);
        }
        return headers;
    }

    /** Whoever has heard of an alert must hear of its end, so that is kept as long. */
    private Duration keep(Message message) {
        return message.content() instanceof Raised || message.content() instanceof Ended
                ? push.keepAlerts()
                : push.keepNotices();
    }

    /**
     * What is still waiting for the browser is replaced by what comes after it (RFC 8030, 5.4): of
     * the same alert, to the same contact. 32 characters of base64url are allowed; a UUID has as
     * many digits, and tells the push service nothing.
     */
    static @Nullable String topic(Message message, UUID contact) {
        var alert = PushPayload.alert(message);
        return alert == null
                ? null
                : Ids.named("push-topic", alert.id(), contact).toString().replace("-", "");
    }

    private void forgetGone(List<Browser> browsers, List<PushAnswer> answers) {
        var gone = new ArrayList<Browser>();
        for (int i = 0; i < browsers.size(); i++) {
            if (answers.get(i) instanceof Gone) {
                gone.add(browsers.get(i));
            }
        }
        if (!gone.isEmpty()) {
            subscriptions.forget(gone).await().atMost(DATABASE);
        }
    }

    private List<PushAnswer> atOnce(List<Callable<PushAnswer>> posts) {
        try {
            var answers = new ArrayList<PushAnswer>();
            for (Future<PushAnswer> post : threads.invokeAll(posts)) {
                answers.add(answer(post));
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /**
     * A bug that one browser meets keeps no other from being told, nor from being counted as told.
     */
    private static PushAnswer answer(Future<PushAnswer> post) throws InterruptedException {
        try {
            return post.get();
        } catch (ExecutionException e) {
            LOG.warn("event=push-failed", e.getCause());
            return new Refused("failed unexpectedly");
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
        courier.close();
    }
}
