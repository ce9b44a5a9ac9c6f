package dev.mayday.notification;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Posts to addresses that somebody has given us. It connects to the very address that was checked,
 * follows no redirect, reads no answer but its head, and blocks for a bounded time. Each sender has
 * one of its own, so that none waits for another's connections.
 */
public final class Courier implements AutoCloseable {
    private static final long MAX_ANSWER = 64 * 1024;

    private final Vertx vertx;
    private final HttpClient client;
    private final Duration timeout;

    /**
     * @param timeout of one post, from the connection to the head of the answer
     * @param connections to one server
     */
    public Courier(Vertx vertx, Duration timeout, int connections) {
        this.vertx = vertx;
        this.timeout = timeout;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setMaxPoolSize(connections)
                                .setMaxWaitQueueSize(64)
                                .setConnectTimeout((int) timeout.toMillis() / 2)
                                .setIdleTimeout((int) timeout.toMillis())
                                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                                .setKeepAliveTimeout(5));
    }

    /** What came back. */
    public sealed interface Reply {
        /**
         * The head of an answer.
         *
         * @param status of HTTP
         */
        record Answered(int status, MultiMap headers) implements Reply {}

        /**
         * None came.
         *
         * @param why for people; holds no address
         */
        record Unanswered(String why) implements Reply {}
    }

    public Reply post(Target target, Map<String, String> headers, byte[] body) {
        var connected = new AtomicBoolean();
        var sent =
                client.request(options(target))
                        .compose(request -> {
                            connected.set(true);
                            request.headers().addAll(headers);
                            return request.send(Buffer.buffer(body))
                                    .onSuccess(answer -> drain(request, answer));
                        });
        try {
            var answer =
                    sent.toCompletionStage()
                            .toCompletableFuture()
                            .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply.Answered(answer.statusCode(), answer.headers());
        } catch (ExecutionException e) {
            var lost = connected.get() ? "the connection was lost" : "no connection";
            return new Reply.Unanswered(TlsTrouble.of(e).orElse(lost));
        } catch (TimeoutException e) {
            return new Reply.Unanswered("no answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Unanswered("interrupted");
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

    @Override
    public void close() {
        client.close();
    }
}
