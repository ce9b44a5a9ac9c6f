package dev.mayday.live;

import dev.mayday.clock.Listening;
import dev.mayday.identity.Authenticate;
import dev.mayday.identity.Caller;
import dev.mayday.outbox.Rights;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The sockets that are open on this node. One whose session, device or link has ended is closed.
 */
@ApplicationScoped
public class Sockets {
    private static final Logger LOG = Logger.getLogger(Sockets.class);
    private static final long LOOK_MILLIS = 30_000;
    private static final long COALESCE_MILLIS = 20;

    /** A commit takes far less, and an orchestrator waits longer than all this together. */
    private static final Duration ANSWERS = Duration.ofSeconds(10);

    /** For what was begun by then. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final Vertx vertx;
    private final Listening listening;
    private final Authenticate authenticate;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean soon = new AtomicBoolean();
    private volatile boolean stopping;

    Sockets(Vertx vertx, Listening listening, Authenticate authenticate, MeterRegistry metrics) {
        this.vertx = vertx;
        this.listening = listening;
        this.authenticate = authenticate;
        metrics.gauge("mayday.sockets.open", open, Set::size);
    }

    void start(@Observes @Priority(50) StartupEvent event) {
        listening.on(Rights.CHANNEL, person -> lookSoon());
        listening.onReturn(this::lookSoon);
        vertx.setPeriodic(LOOK_MILLIS, timer -> lookSoon());
    }

    /**
     * Whoever is here is told to come back, to another node or after the restart, once they have
     * been answered. This comes before anything else is stopped: the server itself would just end
     * the connections.
     */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        open.forEach(Socket::hearNoMore);
        waitFor(ANSWERS, this::allAreTold);
        open.forEach(Socket::beginNoMore);
        waitFor(LAST_ANSWERS, this::allAreTold);
        open.forEach(this::tell);
        waitFor(FAREWELL, open::isEmpty);
    }

    /** Tells those that have all their answers. */
    private boolean allAreTold() {
        var answered = open.stream().collect(Collectors.partitioningBy(Socket::isAnswered));
        answered.getOrDefault(true, List.of()).forEach(this::tell);
        return answered.getOrDefault(false, List.of()).isEmpty();
    }

    private void tell(Socket socket) {
        socket.close(1012, "service restart");
    }

    private static void waitFor(Duration most, BooleanSupplier done) {
        long end = System.nanoTime() + most.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    public Socket opened(WebSocketConnection connection, SecurityIdentity identity) {
        var intake = connection.userData().remove(Intake.KEY);
        var socket = opened(new WebSocketLine(connection, intake), Caller.of(identity));
        connection.userData().put(Socket.KEY, socket);
        return socket;
    }

    /** Whatever else stands for a socket; to be {@linkplain #closed closed} by whoever opens it. */
    public Socket opened(Line line, Caller caller) {
        var socket = new Socket(line, caller);
        open.add(socket);
        if (stopping) {
            tell(socket);
        }
        return socket;
    }

    public void closed(Socket socket) {
        open.remove(socket);
    }

    public static Socket of(WebSocketConnection connection) {
        var socket = connection.userData().get(Socket.KEY);
        if (socket == null) {
            throw new IllegalStateException("a message before the socket was opened");
        }
        return socket;
    }

    private void lookSoon() {
        if (soon.compareAndSet(false, true)) {
            vertx.setTimer(
                    COALESCE_MILLIS,
                    timer -> {
                        soon.set(false);
                        look(Set.of());
                    });
        }
    }

    /**
     * Closes those whose right has ended. One that was opened while the database answered is not in
     * its answer, and may have been let in just before its end: it is looked at by itself.
     *
     * @param before who has been looked at
     */
    private void look(Set<Socket> before) {
        var now = Set.copyOf(open);
        var asked = new HashSet<>(now);
        asked.removeAll(before);
        if (asked.isEmpty()) {
            return;
        }
        authenticate
                .stillGood(asked.stream().map(Socket::caller).collect(Collectors.toSet()))
                .subscribe()
                .with(
                        good -> {
                            asked.stream()
                                    .filter(socket -> !good.contains(socket.caller()))
                                    .forEach(Socket::expire);
                            look(now);
                        },
                        failure -> LOG.warnf("event=rights-look-failed"));
    }
}
