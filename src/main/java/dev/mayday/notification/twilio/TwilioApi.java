package dev.mayday.notification.twilio;

import dev.mayday.notification.Message;
import dev.mayday.notification.NotificationSettings;
import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.Outcome.Silent;
import dev.mayday.notification.Outcome.Unavailable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One POST to the provider, on the caller's virtual thread and for a bounded time. */
@ApplicationScoped
class TwilioApi {
    /** As an attempt names it, and a receipt with it. */
    static final String NAME = "twilio";

    private static final long LONGEST = 64 * 1024;

    /** So late an answer still counts. */
    private static final Duration LATEST = Duration.ofMinutes(2);

    private final TwilioSettings settings;
    private final Duration timeout;

    /** Made beside the start: to read the certificates that it trusts takes a while. */
    private final CompletableFuture<HttpClient> client = new CompletableFuture<>();

    TwilioApi(TwilioSettings settings, NotificationSettings notification) {
        if (settings.account().isPresent()
                && (settings.token().isEmpty() || settings.from().isEmpty())) {
            throw new IllegalStateException(
                    "mayday.twilio.account is set: mayday.twilio.token and mayday.twilio.from must be, too");
        }
        this.settings = settings;
        this.timeout = notification.sendTimeout();
        if (configured()) {
            client.completeAsync(() -> client(timeout.dividedBy(2)), Thread::startVirtualThread);
        }
    }

    private static HttpClient client(Duration connect) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    boolean configured() {
        return settings.account().isPresent();
    }

    /** The number that we send and call from. */
    String from() {
        return settings.from().orElseThrow();
    }

    Duration ring() {
        return settings.ring();
    }

    /**
     * @param resource {@code Messages} or {@code Calls}
     */
    Outcome post(String resource, Form form, Message message) {
        var answer =
                client.join()
                        .sendAsync(request(resource, form), limited())
                        .handle((there, failure) ->
                                failure == null
                                        ? outcome(there, message)
                                        : new Unavailable("no connection to the provider"));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            return new Silent("the provider did not answer in time", answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RetryLater(null, "interrupted");
        }
    }

    private static Outcome outcome(HttpResponse<String> there, Message message) {
        return new ApiAnswer(
                        there.statusCode(),
                        there.headers().firstValue("retry-after").orElse(null),
                        there.body())
                .outcome(message.now());
    }

    private HttpRequest request(String resource, Form form) {
        var account = settings.account().orElseThrow();
        var credentials = account + ":" + settings.token().orElseThrow();
        var base = settings.url().toString().replaceAll("/+$", "");
        return HttpRequest.newBuilder(
                        URI.create(
                                base
                                        + "/2010-04-01/Accounts/"
                                        + account
                                        + "/"
                                        + resource
                                        + ".json"))
                .timeout(LATEST)
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .header("Accept", "application/json")
                .header("User-Agent", "Mayday")
                .POST(BodyPublishers.ofString(form.encoded()))
                .build();
    }

    private static HttpResponse.BodyHandler<String> limited() {
        return BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LONGEST);
    }

    @PreDestroy
    void close() {
        client.thenAccept(HttpClient::shutdownNow);
    }
}
