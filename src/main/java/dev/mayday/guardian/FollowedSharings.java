package dev.mayday.guardian;

import dev.mayday.guardian.Watched.Kind;
import dev.mayday.identity.Caller;
import dev.mayday.sharing.RunningSharings;
import dev.mayday.sharing.RunningSharings.Running;
import dev.mayday.sharing.SharingReads;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The sharings of one account's subscription: which of them begin and end for it. Their truth is
 * read for many subscriptions at a time, whenever somebody's have changed or one may be over.
 */
final class FollowedSharings {
    private static final Logger LOG = Logger.getLogger(FollowedSharings.class);
    private static final String OVER = "sharing-over";
    static final String NOT_ALLOWED = "not-allowed";

    /** In this time an end has been told on every node, whatever their clocks. */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(10);

    private final Object lock;
    private final Watchlist watched;
    private final Telling telling;
    private final SharingReads reads;
    private final Beginning beginning;

    /** Whether there ever was one: most subscriptions are to alerts alone. */
    private volatile boolean any;

    FollowedSharings(SharingReads reads, Beginning beginning) {
        this.lock = beginning.lock();
        this.watched = beginning.watched();
        this.telling = beginning.telling();
        this.reads = reads;
        this.beginning = beginning;
    }

    /** One that this account may see. @throws dev.mayday.problem.Refused not-found */
    Uni<Watched> find(Caller.Account account, UUID sharing) {
        var me = account.person().value();
        return reads.visible(me, sharing).map(running -> watched(running, me));
    }

    /**
     * Begins each of these persons' that may be seen, or goes on with it where the cursor was, and
     * says which have ended since.
     */
    Uni<Void> all(Caller.Account account, Set<UUID> persons, Optional<Cursor> cursor) {
        return each(account, persons, sharing -> begin(sharing, cursor))
                .flatMap(done ->
                        cursor.isPresent()
                                ? over(account, persons, cursor.get())
                                : Uni.createFrom().voidItem());
    }

    /**
     * Those that have ended since, and those that may be seen no more. An end carries no cursor, so
     * that its reader may be told of it twice.
     */
    private Uni<Void> over(Caller.Account account, Set<UUID> persons, Cursor cursor) {
        var me = account.person().value();
        return reads.over(persons, cursor.at().minus(TOLD_WITHIN))
                .invoke(over -> {
                    var ended = over.inOrder(me).stream().map(Running::id).toList();
                    ended.forEach(one -> telling.ended(Kind.SHARING, one, OVER));
                    cursor.positions()
                            .forEach((subject, position) -> {
                                if (position.kind() == Kind.SHARING
                                        && !ended.contains(subject)
                                        && !beginning.isWatched(subject)) {
                                    telling.ended(Kind.SHARING, subject, NOT_ALLOWED);
                                }
                            });
                })
                .replaceWithVoid();
    }

    /** Begins each of these persons' that may be seen and is not watched yet. */
    Uni<Void> unknown(Caller.Account account, Set<UUID> persons) {
        return each(
                account,
                persons,
                sharing ->
                        claim(sharing)
                                ? begin(sharing, Optional.empty())
                                : Uni.createFrom().voidItem());
    }

    private Uni<Void> each(
            Caller.Account account, Set<UUID> persons, Function<Watched, Uni<Void>> then) {
        var me = account.person().value();
        return reads.running(persons)
                .flatMap(running ->
                        Telling.inTurn(
                                running.inOrder(me), sharing -> then.apply(watched(sharing, me))));
    }

    private Watched watched(Running sharing, UUID account) {
        any = true;
        return Watched.of(sharing, account);
    }

    private Uni<Void> begin(Watched sharing, Optional<Cursor> cursor) {
        var from = cursor.map(given -> given.positions().get(sharing.id)).orElse(null);
        return beginning.begin(sharing, from);
    }

    /** Whoever comes first begins it. */
    private boolean claim(Watched sharing) {
        synchronized (lock) {
            if (watched.has(sharing.id) || !beginning.wanted().test(sharing.id)) {
                return false;
            }
            watched.add(sharing);
            return true;
        }
    }

    /** The persons of those whose time may be over. */
    Set<UUID> due(Instant now) {
        if (!any) {
            return Set.of();
        }
        synchronized (lock) {
            return watched.persons(one -> one.isDue(now));
        }
    }

    /**
     * Brings the sharings of these persons in line with the truth.
     *
     * @param begins whether those that are not watched yet are to be begun
     * @param since when the truth was asked for, in {@link System#nanoTime()}
     * @return whether something began since then that this truth knows nothing of: to be asked
     *     again
     */
    boolean look(
            Caller.Account account,
            RunningSharings running,
            Set<UUID> persons,
            boolean begins,
            long since) {
        var me = account.person().value();
        var fresh = new ArrayList<Watched>();
        List<Watched> known;
        boolean again = false;
        synchronized (lock) {
            known = watched.all(one -> one.isSharing() && persons.contains(one.person));
            for (var one : known) {
                var truth = running.of(me).get(one.id);
                if (truth != null) {
                    one.endedAt = truth.version() < one.seen ? one.endedAt : truth.endsAt();
                    one.seen = Math.max(one.seen, truth.version());
                } else if (one.begun - since > 0) {
                    again = true;
                } else {
                    watched.remove(one.id);
                    telling.ended(one.kind, one.id, running.has(one.id) ? NOT_ALLOWED : OVER);
                }
            }
            if (begins) {
                running.of(me).values().stream()
                        .filter(one -> !watched.has(one.id()) && beginning.wanted().test(one.id()))
                        .forEach(one -> fresh.add(watched(one, me)));
                fresh.forEach(watched::add);
            }
        }
        known.stream().filter(one -> one.seen > one.seq).forEach(telling::again);
        fresh.forEach(one ->
                begin(one, Optional.empty())
                        .subscribe()
                        .with(done -> {}, failure -> LOG.warn("event=stream-widening-failed")));
        return again;
    }
}
