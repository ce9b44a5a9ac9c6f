package dev.mayday.clock;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Hears what other processes say by NOTIFY, on one connection of its own that comes back by itself.
 * What was said while it was away is lost, so whoever listens is told of each return too.
 */
@ApplicationScoped
public class Listening {
    private static final Logger LOG = Logger.getLogger(Listening.class);
    private static final long RETRY_MILLIS = 500;

    private final Vertx vertx;
    private final Wakeups wakeups;
    private final PgConnectOptions options;
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private final List<Runnable> returns = new CopyOnWriteArrayList<>();
    private volatile long deafSince = System.nanoTime();
    private volatile boolean hearing;

    Listening(
            Vertx vertx,
            Wakeups wakeups,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.vertx = vertx;
        this.wakeups = wakeups;
        this.options = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
    }

    /** Hears a channel from now on. To be called before or while the application starts. */
    public void on(String channel, Consumer<String> listener) {
        listeners.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>()).add(listener);
    }

    /**
     * Runs the given each time that the connection is there (again): something may have been
     * missed.
     */
    public void onReturn(Runnable look) {
        returns.add(look);
    }

    /** For how long nothing could be heard; zero while it can. */
    public Duration deafFor() {
        return hearing ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - deafSince);
    }

    void start(
            @Observes
                    @jakarta.annotation.Priority(
                            jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER)
                    StartupEvent event) {
        on(Wakeups.CHANNEL, ignored -> wakeups.heard());
        var subscriber = PgSubscriber.subscriber(vertx, options);
        subscriber.reconnectPolicy(retries -> RETRY_MILLIS);
        subscriber.closeHandler(closed -> {
            if (hearing) {
                hearing = false;
                deafSince = System.nanoTime();
                LOG.warn("event=listening-lost");
            }
        });
        listeners.forEach((name, heard) -> {
            var channel = subscriber.channel(name);
            channel.handler(payload -> heard.forEach(listener -> listener.accept(payload)));
            channel.subscribeHandler(subscribed -> {
                hearing = true;
                wakeups.heard();
                returns.forEach(Runnable::run);
            });
        });
        subscriber.connect();
    }
}
