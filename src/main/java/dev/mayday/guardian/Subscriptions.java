package dev.mayday.guardian;

import dev.mayday.alert.Access;
import dev.mayday.alert.AlertReads;
import dev.mayday.alert.Watching;
import dev.mayday.clock.Listening;
import dev.mayday.clock.MaydayClock;
import dev.mayday.live.LiveFeed;
import dev.mayday.live.Socket;
import dev.mayday.outbox.Rights;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** All subscriptions of this node. When rights may have changed, those of all are read at once. */
@ApplicationScoped
class Subscriptions {
    private static final Logger LOG = Logger.getLogger(Subscriptions.class);
    private static final long LOOK_MILLIS = 30_000;
    private static final long COALESCE_MILLIS = 20;

    private final Vertx vertx;
    private final Listening listening;
    private final LiveFeed feed;
    private final Readings readings;
    private final StreamMessages messages;
    private final Access access;
    private final AlertReads reads;
    private final Watching watching;
    private final MaydayClock clock;
    private final Set<Subscription> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean soon = new AtomicBoolean();

    Subscriptions(
            Vertx vertx,
            Listening listening,
            LiveFeed feed,
            Readings readings,
            StreamMessages messages,
            Access access,
            AlertReads reads,
            Watching watching,
            MaydayClock clock) {
        this.vertx = vertx;
        this.listening = listening;
        this.feed = feed;
        this.readings = readings;
        this.messages = messages;
        this.access = access;
        this.reads = reads;
        this.watching = watching;
        this.clock = clock;
    }

    void start(@Observes @Priority(50) StartupEvent event) {
        listening.on(Rights.CHANNEL, person -> lookSoon());
        listening.onReturn(this::lookSoon);
        vertx.setPeriodic(LOOK_MILLIS, timer -> lookSoon());
    }

    Subscription opened(Socket socket) {
        var subscription =
                new Subscription(socket, feed, readings, messages, access, reads, watching, clock);
        socket.onExpiry(subscription::endAll);
        open.add(subscription);
        return subscription;
    }

    void closed(Subscription subscription) {
        open.remove(subscription);
        subscription.close();
    }

    private void lookSoon() {
        if (!open.isEmpty() && soon.compareAndSet(false, true)) {
            vertx.setTimer(
                    COALESCE_MILLIS,
                    timer -> {
                        soon.set(false);
                        look();
                    });
        }
    }

    private void look() {
        var asked = List.copyOf(open);
        long since = System.nanoTime();
        watching.standing(asked.stream().map(Subscription::caller).distinct().toList())
                .subscribe()
                .with(
                        standing -> {
                            // what began while the database answered may be missing in its answer
                            boolean newcomers = false;
                            for (var subscription : asked) {
                                newcomers |= subscription.rights(standing, since);
                            }
                            if (newcomers) {
                                lookSoon();
                            }
                        },
                        failure -> LOG.warn("event=rights-look-failed"));
    }
}
