package dev.mayday.guardian;

import dev.mayday.alert.Access;
import dev.mayday.alert.AlertReads;
import dev.mayday.alert.Watching;
import dev.mayday.clock.Listening;
import dev.mayday.clock.MaydayClock;
import dev.mayday.identity.Caller;
import dev.mayday.live.LiveFeed;
import dev.mayday.live.Socket;
import dev.mayday.location.OpenWindows;
import dev.mayday.outbox.Rights;
import dev.mayday.sharing.SharingReads;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** All subscriptions of this node. When rights may have changed, those of all are read at once. */
@ApplicationScoped
class Subscriptions {
    private static final Logger LOG = Logger.getLogger(Subscriptions.class);
    private static final long LOOK_MILLIS = 30_000;
    private static final long COALESCE_MILLIS = 20;
    private static final long ENDS_MILLIS = 250;

    private final Vertx vertx;
    private final Listening listening;
    private final Sources from;
    private static final long NEVER = -1;

    /** Each with the timer of its token's end. */
    private final Map<Subscription, Long> open = new ConcurrentHashMap<>();

    private final AtomicBoolean soon = new AtomicBoolean();

    /** Whose sharings are to be looked at. */
    private final Set<UUID> sharers = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean sharersSoon = new AtomicBoolean();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** How often it was said that something has changed. */
    private final AtomicLong heard = new AtomicLong();

    Subscriptions(
            Vertx vertx,
            Listening listening,
            LiveFeed feed,
            Readings readings,
            StreamMessages messages,
            Access access,
            AlertReads alerts,
            Watching watching,
            SharingReads sharings,
            MaydayClock clock) {
        this.vertx = vertx;
        this.listening = listening;
        this.from =
                new Sources(feed, readings, messages, access, alerts, watching, sharings, clock);
    }

    void start(@Observes @Priority(50) StartupEvent event) {
        listening.on(
                Rights.CHANNEL,
                person -> {
                    heard.incrementAndGet();
                    lookSoon();
                });
        listening.on(
                OpenWindows.CHANGED,
                person -> {
                    heard.incrementAndGet();
                    lookSoonAt(Set.of(UUID.fromString(person)));
                });
        listening.onReturn(this::lookSoon);
        vertx.setPeriodic(LOOK_MILLIS, timer -> lookSoon());
        vertx.setPeriodic(
                ENDS_MILLIS,
                timer -> {
                    var now = from.clock().now();
                    open.keySet().forEach(subscription -> lookSoonAt(subscription.due(now)));
                });
    }

    Subscription opened(Socket socket, SecurityIdentity identity) {
        var subscription = new Subscription(socket, from);
        socket.onExpiry(subscription::endAll);
        Instant expires = identity.getAttribute(Caller.EXPIRES);
        open.put(subscription, expires == null ? NEVER : expiry(socket, expires));
        return subscription;
    }

    private long expiry(Socket socket, Instant at) {
        var left = Duration.between(from.clock().now(), at);
        return vertx.setTimer(Math.max(1, left.toMillis()), timer -> socket.expire());
    }

    /**
     * What changes while somebody begins to follow may lie between their right's being read and
     * their being known to have it: it is looked at again.
     */
    Uni<Void> beginning(Uni<Void> work) {
        return Uni.createFrom()
                .deferred(() -> {
                    long before = heard.get();
                    return work.onTermination()
                            .invoke(() -> {
                                if (heard.get() != before) {
                                    lookSoon();
                                }
                            });
                });
    }

    void closed(Subscription subscription) {
        var expiry = open.remove(subscription);
        if (expiry != null) {
            vertx.cancelTimer(expiry);
        }
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
        var asked = List.copyOf(open.keySet());
        asked.forEach(subscription -> lookSoonAt(subscription.sharers()));
        long since = System.nanoTime();
        from.watching()
                .standing(asked.stream().map(Subscription::caller).distinct().toList())
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

    private void lookSoonAt(Set<UUID> persons) {
        if (open.isEmpty() || persons.isEmpty()) {
            return;
        }
        sharers.addAll(persons);
        if (sharersSoon.compareAndSet(false, true)) {
            vertx.setTimer(
                    COALESCE_MILLIS,
                    timer -> {
                        sharersSoon.set(false);
                        lookAtSharings();
                    });
        }
    }

    /**
     * The sharings of those of whom something was heard, in one statement; one after the other, so
     * that no answer comes after a newer one.
     */
    private void lookAtSharings() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        var persons = Set.copyOf(sharers);
        sharers.removeAll(persons);
        var asked = List.copyOf(open.keySet());
        long since = System.nanoTime();
        from.sharings()
                .running(persons)
                .onTermination()
                .invoke(() -> {
                    looking.set(false);
                    lookSoonAt(Set.copyOf(sharers));
                })
                .subscribe()
                .with(
                        running -> {
                            boolean newcomers = false;
                            for (var subscription : asked) {
                                newcomers |= subscription.sharings(running, persons, since);
                            }
                            if (newcomers) {
                                lookSoonAt(persons);
                            }
                        },
                        failure -> LOG.warn("event=sharings-look-failed"));
    }
}
