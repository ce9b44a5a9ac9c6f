package dev.mayday.guardian;

import dev.mayday.alert.Access;
import dev.mayday.alert.AlertReads;
import dev.mayday.alert.Watching;
import dev.mayday.alert.Watching.Standing;
import dev.mayday.alert.Watching.Visible;
import dev.mayday.clock.MaydayClock;
import dev.mayday.identity.Caller;
import dev.mayday.live.AlertEvent;
import dev.mayday.live.Follower;
import dev.mayday.live.LiveFeed;
import dev.mayday.live.Socket;
import dev.mayday.location.LoggedFix;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What one guardian's socket follows. Each alert is read once from the database, at one moment, and
 * followed from just there: its events by their own sequence, its places by their offset in the
 * log. Whatever may have been missed is read again.
 */
final class Subscription implements Follower {
    private static final Logger LOG = Logger.getLogger(Subscription.class);

    private final Socket socket;
    private final LiveFeed feed;
    private final StreamMessages messages;
    private final Telling telling;
    private final Access access;
    private final AlertReads reads;
    private final Watching watching;
    private final MaydayClock clock;

    /** In the order of what last happened: a cursor holds the latest. */
    private final Map<UUID, Watched> watched = new LinkedHashMap<>(16, 0.75f, true);

    private final Set<UUID> beginning = new HashSet<>();
    private final Set<UUID> persons = new HashSet<>();
    private boolean everything;
    private boolean closed;

    Subscription(
            Socket socket,
            LiveFeed feed,
            Readings readings,
            StreamMessages messages,
            Access access,
            AlertReads reads,
            Watching watching,
            MaydayClock clock) {
        this.socket = socket;
        this.feed = feed;
        this.telling =
                new Telling(this, socket, feed, readings, messages, this::isCurrent, this::cursor);
        this.messages = messages;
        this.access = access;
        this.reads = reads;
        this.watching = watching;
        this.clock = clock;
    }

    Caller caller() {
        return socket.caller();
    }

    /** Follows one alert: a snapshot, or what was missed since the cursor. */
    Uni<Void> one(@Nullable String ref, UUID alert, @Nullable String after) {
        return access.of(caller(), alert)
                .flatMap(role -> {
                    var next = Watched.of(role);
                    var from =
                            Optional.ofNullable(after)
                                    .flatMap(Cursor::read)
                                    .map(cursor -> cursor.positions().get(next.alert))
                                    .filter(position -> position.owner() == next.owner);
                    return register(next)
                            .flatMap(done ->
                                    from.isPresent()
                                            ? telling.resume(ref, next, from.get())
                                            : telling.begin(ref, next))
                            .call(() -> reads.looked(role));
                });
    }

    /** Follows every alert that this identity may see, now and later. */
    Uni<Void> everything(@Nullable String ref, @Nullable String after) {
        if (!(caller() instanceof Caller.Account account)) {
            var holder = (Caller.LinkHolder) caller();
            return one(null, holder.alert().value(), after)
                    .invoke(() -> socket.send(messages.ok(ref)));
        }
        var cursor = Optional.ofNullable(after).flatMap(Cursor::read);
        synchronized (this) {
            everything = true;
        }
        return watching.standing(List.of(account))
                .flatMap(standing ->
                        Telling.inTurn(List.copyOf(standing.persons(account)), this::follow))
                .flatMap(done -> watching.visible(account))
                .flatMap(visible -> {
                    if (cursor.isPresent()) {
                        socket.send(messages.ok(ref));
                    }
                    return Telling.inTurn(visible, alert -> each(alert, cursor))
                            .invoke(() -> {
                                if (cursor.isEmpty()) {
                                    socket.send(messages.ok(ref));
                                }
                            });
                });
    }

    private Uni<Void> each(Visible alert, Optional<Cursor> cursor) {
        var next = new Watched(alert.alert(), alert.person(), alert.owner(), false);
        var from = cursor.map(given -> given.positions().get(next.alert)).orElse(null);
        return register(next)
                .flatMap(done -> {
                    if (from != null && from.owner() == next.owner) {
                        return telling.missed(next, from);
                    }
                    boolean asBefore =
                            cursor.isPresent() && !alert.activeAt().isAfter(cursor.get().at());
                    return asBefore
                            ? telling.quietly(next)
                            : telling.begin(null, next).call(() -> looked(next.alert));
                });
    }

    /** From here on it is noticed what happens in it, though it has yet to be read. */
    private Uni<Void> register(Watched next) {
        synchronized (this) {
            if (closed) {
                return Uni.createFrom().voidItem();
            }
            watched.put(next.alert, next);
            beginning.remove(next.alert);
            persons.add(next.person);
        }
        return feed.follow(next.person, this);
    }

    synchronized void leave(@Nullable UUID alert) {
        if (alert == null) {
            everything = false;
            watched.clear();
        } else {
            watched.remove(alert);
        }
    }

    void close() {
        Set<UUID> followed;
        synchronized (this) {
            closed = true;
            watched.clear();
            followed = Set.copyOf(persons);
            persons.clear();
        }
        followed.forEach(person ->
                feed.unfollow(person, this)); // outside the lock: the feed calls us under its own
    }

    @Override
    public void event(AlertEvent event) {
        Watched one;
        boolean unknown;
        synchronized (this) {
            one = watched.get(event.alertId());
            unknown =
                    one == null
                            && everything
                            && !closed
                            && event.messageFor(isOwn(event.personId())) != null
                            && beginning.add(event.alertId());
            if (one != null) {
                var number = event.seqFor(one.owner);
                if (number == null) {
                    return;
                }
                one.seen = Math.max(one.seen, number);
                if (!one.reading && number == one.seq + 1) {
                    telling.event(one, number, event.messageFor(one.owner));
                    return;
                }
                if (one.reading || number <= one.seq) {
                    return;
                }
            }
        }
        if (unknown) {
            discovered(event.alertId());
        } else if (one != null) {
            telling.again(one);
        }
    }

    private void discovered(UUID alert) {
        one(null, alert, null)
                .subscribe()
                .with(
                        done -> {},
                        failure -> {
                            synchronized (this) {
                                beginning.remove(alert);
                            }
                        });
    }

    @Override
    public synchronized void fix(LoggedFix fix, long offset) {
        for (var subject : fix.subjects()) {
            var one = watched.get(subject.id());
            if (one != null && !one.reading && offset >= one.offset) {
                telling.place(one, fix, offset);
            }
        }
    }

    @Override
    public void lookAgain() {
        List<Watched> all;
        synchronized (this) {
            all = List.copyOf(watched.values());
        }
        all.forEach(telling::again);
        if (everythingHere() && caller() instanceof Caller.Account account) {
            background(unknown(account)); // one may have been raised while nothing could be heard
        }
    }

    /**
     * Ends what no longer may be seen, and begins what now may.
     *
     * @param since when the rights were asked for, in {@link System#nanoTime()}
     * @return whether something began since then that these rights know nothing of: to be asked
     *     again
     */
    boolean rights(Standing standing, long since) {
        var ended = new ArrayList<Watched>();
        var lost = new HashSet<UUID>();
        boolean widen;
        boolean newcomers;
        synchronized (this) {
            watched.values().stream()
                    .filter(one -> !standing.holds(caller(), one.person))
                    .forEach(ended::add);
            newcomers = ended.removeIf(one -> one.begun - since > 0);
            ended.forEach(one -> watched.remove(one.alert));
            ended.forEach(one -> socket.send(messages.ended(one.alert, "not-allowed")));
            widen =
                    everything
                            && caller() instanceof Caller.Account account
                            && !persons.containsAll(standing.persons(account));
            persons.stream().filter(person -> !standing.holds(caller(), person)).forEach(lost::add);
            watched.values().forEach(one -> lost.remove(one.person));
            persons.removeAll(lost);
        }
        lost.forEach(person -> feed.unfollow(person, this));
        if (widen && caller() instanceof Caller.Account account) {
            background(
                    Telling.inTurn(List.copyOf(standing.persons(account)), this::follow)
                            .flatMap(done -> unknown(account)));
        }
        return newcomers;
    }

    /** Begins each alert that may be seen and is not watched yet. */
    private Uni<Void> unknown(Caller.Account account) {
        return watching.visible(account)
                .flatMap(visible ->
                        Telling.inTurn(
                                visible,
                                alert ->
                                        isWatched(alert.alert())
                                                ? Uni.createFrom().voidItem()
                                                : each(alert, Optional.empty())));
    }

    private static void background(Uni<Void> work) {
        work.subscribe().with(done -> {}, failure -> LOG.warnf("event=stream-widening-failed"));
    }

    /** The session itself has ended. */
    synchronized void endAll() {
        watched.values().forEach(one -> socket.send(messages.ended(one.alert, "not-signed-in")));
        watched.clear();
    }

    private synchronized boolean isCurrent(Watched one) {
        return watched.get(one.alert) == one;
    }

    private synchronized boolean everythingHere() {
        return everything && !closed;
    }

    private synchronized boolean isWatched(UUID alert) {
        return watched.containsKey(alert);
    }

    private boolean isOwn(UUID person) {
        return caller() instanceof Caller.Account account
                && account.person().value().equals(person);
    }

    private Uni<Void> follow(UUID person) {
        synchronized (this) {
            persons.add(person);
        }
        return feed.follow(person, this);
    }

    private Uni<Void> looked(UUID alert) {
        return access.of(caller(), alert).flatMap(reads::looked);
    }

    /**
     * Of one alert its place; of everything those in which something last happened, this one first.
     */
    private String cursor(Watched latest) {
        if (!everything) {
            return new Cursor(Instant.EPOCH, Map.of(latest.alert, latest.position())).encode();
        }
        watched.get(latest.alert); // makes it the latest
        var positions = new LinkedHashMap<UUID, Cursor.Position>();
        List.copyOf(watched.values()).reversed().stream()
                .filter(Watched::known)
                .limit(Cursor.MOST_ALERTS)
                .forEach(one -> positions.put(one.alert, one.position()));
        return new Cursor(clock.now(), positions).encode();
    }
}
