package dev.mayday.guardian;

import dev.mayday.alert.Access.Role;
import dev.mayday.alert.Watching.Standing;
import dev.mayday.identity.Caller;
import dev.mayday.live.AlertEvent;
import dev.mayday.live.Follower;
import dev.mayday.live.Socket;
import dev.mayday.location.LoggedFix;
import dev.mayday.problem.Problem;
import dev.mayday.sharing.RunningSharings;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.HashSet;
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
    private final Sources from;
    private final Telling telling;
    private final FollowedAlerts alerts;
    private final FollowedSharings sharings;

    private final Watchlist watched = new Watchlist();
    private final Set<UUID> persons = new HashSet<>();
    private final Everything everything = new Everything();
    private boolean closed;

    Subscription(Socket socket, Sources from) {
        this.socket = socket;
        this.from = from;
        this.telling = new Telling(this, socket, from, this::isCurrent, this::cursor);
        var beginning = new Beginning(this, watched, telling, this::register, everything::wants);
        this.alerts = new FollowedAlerts(socket.caller(), from, beginning);
        this.sharings = new FollowedSharings(from.sharings(), beginning);
    }

    Caller caller() {
        return socket.caller();
    }

    /** Follows one alert: a snapshot, or what was missed since the cursor. */
    Uni<Void> alert(@Nullable String ref, UUID alert, @Nullable String after) {
        return from.access()
                .of(caller(), alert)
                .invoke(role -> everything.asks(role.alert().value()))
                .flatMap(role -> alert(ref, role, after));
    }

    private Uni<Void> alert(@Nullable String ref, Role role, @Nullable String after) {
        return one(ref, Watched.of(role), after).call(() -> from.alerts().looked(role));
    }

    /** The same for a sharing. A link is good for its alert alone. */
    Uni<Void> sharing(@Nullable String ref, UUID sharing, @Nullable String after) {
        if (!(caller() instanceof Caller.Account account)) {
            return Uni.createFrom().failure(Problem.notFound().refused());
        }
        return sharings.find(account, sharing)
                .invoke(next -> everything.asks(next.id))
                .flatMap(next -> one(ref, next, after));
    }

    private Uni<Void> one(@Nullable String ref, Watched next, @Nullable String after) {
        var begin =
                Optional.ofNullable(after)
                        .flatMap(Cursor::read)
                        .map(cursor -> cursor.positions().get(next.id))
                        .filter(position -> position.owner() == next.owner);
        return register(next)
                .flatMap(done ->
                        begin.isPresent()
                                ? telling.resume(ref, next, begin.get())
                                : telling.begin(ref, next));
    }

    /** Follows every alert and sharing that this identity may see, now and later. */
    Uni<Void> everything(@Nullable String ref, @Nullable String after) {
        if (!(caller() instanceof Caller.Account account)) {
            var holder = (Caller.LinkHolder) caller();
            return from.access()
                    .of(holder, holder.alert().value())
                    .flatMap(role -> alert(null, role, after))
                    .invoke(() -> socket.send(from.messages().ok(ref)));
        }
        var cursor = Optional.ofNullable(after).flatMap(Cursor::read);
        synchronized (this) {
            everything.begin();
            watched.resuming(cursor.map(Cursor::positions).orElse(Map.of()));
        }
        return from.watching()
                .standing(List.of(account))
                .map(standing -> standing.persons(account))
                .call(all -> Telling.inTurn(List.copyOf(all), this::follow))
                .invoke(() -> {
                    if (cursor.isPresent()) {
                        socket.send(from.messages().ok(ref));
                    }
                })
                .flatMap(all ->
                        alerts.all(account, cursor)
                                .flatMap(done -> sharings.all(account, all, cursor)))
                .onTermination()
                .invoke(() -> told(account))
                .invoke(() -> {
                    if (cursor.isEmpty()) {
                        socket.send(from.messages().ok(ref));
                    }
                });
    }

    private void told(Caller.Account account) {
        synchronized (this) {
            watched.resuming(Map.of());
        }
        if (everything.told()) {
            background(unknown(account));
        }
    }

    /** From here on it is noticed what happens in it, though it has yet to be read. */
    private Uni<Void> register(Watched next) {
        synchronized (this) {
            if (closed) {
                return Uni.createFrom().voidItem();
            }
            watched.add(next);
            alerts.isBegun(next.id);
            persons.add(next.person);
        }
        return from.feed().follow(next.person, this);
    }

    synchronized void leave(@Nullable UUID subject) {
        if (subject == null) {
            everything.leave();
            watched.all(one -> !everything.wants(one.id)).forEach(one -> watched.remove(one.id));
        } else {
            everything.leave(subject);
            if (!everything.wants(subject)) {
                watched.remove(subject);
            }
        }
    }

    void close() {
        Set<UUID> followed;
        synchronized (this) {
            closed = true;
            everything.leave();
            watched.clear();
            followed = Set.copyOf(persons);
            persons.clear();
        }
        // outside the lock: the feed calls us under its own
        followed.forEach(person -> from.feed().unfollow(person, this));
    }

    @Override
    public void event(AlertEvent event) {
        Watched one;
        boolean unknown;
        synchronized (this) {
            one = watched.get(event.alertId());
            unknown =
                    one == null
                            && event.messageFor(isOwn(event.personId())) != null
                            && everything.mayBegin()
                            && alerts.begins(event.alertId());
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
            alerts.discovered(event.alertId());
        } else if (one != null) {
            telling.again(one);
        }
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
            all = watched.all();
        }
        telling.again(all);
        if (everything.mayBegin() && caller() instanceof Caller.Account account) {
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
        var lost = new HashSet<UUID>();
        boolean widen;
        boolean newcomers;
        synchronized (this) {
            var gone = watched.all(one -> !standing.holds(caller(), one.person));
            var ended = gone.stream().filter(one -> one.begun - since <= 0).toList();
            newcomers = ended.size() < gone.size();
            ended.forEach(one -> {
                watched.remove(one.id);
                telling.ended(one.kind, one.id, FollowedSharings.NOT_ALLOWED);
            });
            widen =
                    caller() instanceof Caller.Account account
                            && !persons.containsAll(standing.persons(account))
                            && everything.mayBegin();
            persons.stream().filter(person -> !standing.holds(caller(), person)).forEach(lost::add);
            lost.removeAll(watched.persons(one -> true));
            persons.removeAll(lost);
        }
        lost.forEach(person -> from.feed().unfollow(person, this));
        if (widen && caller() instanceof Caller.Account account) {
            background(
                    Telling.inTurn(List.copyOf(standing.persons(account)), this::follow)
                            .flatMap(done -> unknown(account)));
        }
        return newcomers;
    }

    /** The persons whose sharings matter here. */
    synchronized Set<UUID> sharers() {
        return everything.isWanted() ? Set.copyOf(persons) : watched.persons(Watched::isSharing);
    }

    /** Of those, whose time may be over by now. */
    Set<UUID> due(Instant now) {
        return sharings.due(now);
    }

    /**
     * Brings the sharings of these persons in line with the truth.
     *
     * @param since as of {@link #rights}, with the same answer
     */
    boolean sharings(RunningSharings running, Set<UUID> asked, long since) {
        return caller() instanceof Caller.Account account
                && sharings.look(account, running, asked, everything.mayBegin(), since);
    }

    /** Begins each alert and sharing that may be seen and is not watched yet. */
    private Uni<Void> unknown(Caller.Account account) {
        return alerts.unknown(account).flatMap(done -> sharings.unknown(account, sharers()));
    }

    private static void background(Uni<Void> work) {
        work.subscribe().with(done -> {}, failure -> LOG.warnf("event=stream-widening-failed"));
    }

    /** The session itself has ended. */
    synchronized void endAll() {
        watched.all().forEach(one -> telling.ended(one.kind, one.id, "not-signed-in"));
        watched.clear();
    }

    private synchronized boolean isCurrent(Watched one) {
        return watched.has(one);
    }

    private boolean isOwn(UUID person) {
        return caller() instanceof Caller.Account account
                && account.person().value().equals(person);
    }

    private Uni<Void> follow(UUID person) {
        synchronized (this) {
            persons.add(person);
        }
        return from.feed().follow(person, this);
    }

    private String cursor(Watched latest) {
        return everything.isWanted()
                ? watched.cursor(latest, from.clock().now())
                : Watchlist.cursor(latest);
    }
}
