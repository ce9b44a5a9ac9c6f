package dev.mayday.guardian;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.clock.MaydayClock;
import dev.mayday.live.LiveFeed;
import dev.mayday.live.Socket;
import dev.mayday.location.LoggedFix;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How each alert or sharing of one subscription is told: read from the database at one moment, then
 * fed from just there, and read again where something may have been missed. Its state is guarded by
 * the subscription's lock, which the feed's own lock is taken before, never after.
 */
final class Telling {
    private static final Logger LOG = Logger.getLogger(Telling.class);

    private final Object lock;
    private final Socket socket;
    private final LiveFeed feed;
    private final Readings readings;
    private final StreamMessages messages;
    private final MaydayClock clock;
    private final Predicate<Watched> current;
    private final Function<Watched, String> cursor;

    /**
     * @param current whether the subscription still watches it
     * @param cursor of the subscription, after a message about it
     */
    Telling(
            Object lock,
            Socket socket,
            Sources from,
            Predicate<Watched> current,
            Function<Watched, String> cursor) {
        this.lock = lock;
        this.socket = socket;
        this.feed = from.feed();
        this.readings = from.readings();
        this.messages = from.messages();
        this.clock = from.clock();
        this.current = current;
        this.cursor = cursor;
    }

    /** Sends a snapshot, and feeds from there. */
    Uni<Void> begin(@Nullable String ref, Watched next) {
        return socket.calm()
                .flatMap(calm ->
                        current.test(next)
                                ? readings.snapshot(next)
                                        .invoke(snapshot -> begun(next, snapshot, ref))
                                        .replaceWithVoid()
                                : Uni.createFrom().voidItem());
    }

    private void begun(Watched next, Readings.Snapshot snapshot, @Nullable String ref) {
        synchronized (lock) {
            if (!current.test(next)) {
                return;
            }
            next.at(snapshot.seq(), snapshot.offset());
            next.endedAt = snapshot.endedAt();
            socket.send(messages.snapshot(ref, snapshot, cursor.apply(next)));
        }
        live(next);
    }

    Uni<Void> resume(@Nullable String ref, Watched next, Cursor.Position from) {
        socket.send(messages.ok(ref));
        return missed(next, from);
    }

    /** Sends what happened since, however much, and feeds from there. */
    Uni<Void> missed(Watched next, Cursor.Position from) {
        synchronized (lock) {
            next.at(from.seq(), from.offset());
        }
        return Multi.createBy()
                .repeating()
                .uni(() -> piece(next))
                .until(Readings.Missed::whole)
                .collect()
                .last()
                .invoke(() -> {
                    if (current.test(next)) {
                        live(next);
                    }
                })
                .replaceWithVoid();
    }

    /** So much of it as is read at once, when its reader has taken what came before. */
    private Uni<Readings.Missed> piece(Watched next) {
        return socket.calm()
                .flatMap(calm -> readings.since(next, next.seq, next.offset))
                .map(missed -> {
                    synchronized (lock) {
                        if (!current.test(next)) {
                            return Readings.Missed.NOTHING;
                        }
                        catchUp(next, missed);
                        return missed;
                    }
                });
    }

    /** Sends what was read, in the order of each log; under the lock. */
    private void catchUp(Watched one, Readings.Missed missed) {
        missed.events().forEach(event -> event(one, event.seq(), event.message()));
        missed.fixes().stream()
                .filter(recorded -> recorded.offset() >= one.offset)
                .filter(recorded ->
                        !(one.owner
                                && missed.endedAt() != null
                                && recorded.fix().at().isAfter(missed.endedAt())))
                .forEach(recorded -> {
                    one.offset = recorded.offset() + 1;
                    socket.send(
                            messages.location(
                                    one,
                                    recorded.fix(),
                                    recorded.receivedAt(),
                                    0,
                                    cursor.apply(one)));
                });
        one.offset = Math.max(one.offset, missed.offset());
        one.endedAt = missed.endedAt();
    }

    /**
     * From where it was read on, it is fed: the tail of the log that is at hand, then what comes.
     */
    private void live(Watched one) {
        feed.replay(
                one.person,
                one.offset,
                (fix, offset) -> replayed(one, fix, offset),
                () -> {
                    synchronized (lock) {
                        one.reading = false;
                    }
                });
        if (one.seen > one.seq) {
            again(one);
        }
    }

    private void replayed(Watched one, LoggedFix fix, long offset) {
        synchronized (lock) {
            if (fix.subjects().stream().anyMatch(subject -> subject.id().equals(one.id))
                    && offset >= one.offset) {
                place(one, fix, offset);
            }
        }
    }

    /** Reads what there is beyond what was sent. */
    void again(Watched one) {
        reading(one).subscribe().with(done -> {});
    }

    /** The same of each, one after the other: the database has others to answer. */
    void again(List<Watched> all) {
        inTurn(all, this::reading).subscribe().with(done -> {});
    }

    private Uni<Void> reading(Watched one) {
        Cursor.Position position;
        synchronized (lock) {
            if (one.reading || !current.test(one)) {
                return Uni.createFrom().voidItem();
            }
            one.reading = true;
            position = one.position();
        }
        return missed(one, position)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf(
                            "event=stream-reading-failed subject=%s reason=%s",
                            one.id, failure.getClass().getSimpleName());
                    synchronized (lock) {
                        one.reading = false;
                    }
                    return null;
                });
    }

    /** Sends an event, unless it was sent; under the lock. */
    void event(Watched one, long seq, @Nullable JsonNode message) {
        if (seq <= one.seq) {
            return;
        }
        one.seq = seq;
        if (message == null) {
            return;
        }
        var text = messages.event(message, one.guest, cursor.apply(one));
        if (text != null) {
            socket.send(text);
        }
        if (message.path("type").asText().equals("alert") && one.endedAt == null) {
            one.endedAt = messages.endedAt(message, clock.now());
        }
    }

    /** Says that it may be seen no more. */
    void ended(Watched.Kind kind, UUID subject, String code) {
        socket.send(messages.ended(kind, subject, code));
    }

    /** Sends a place, if it may be seen; under the lock. */
    void place(Watched one, LoggedFix logged, long offset) {
        boolean afterEnd = one.isAfterEnd(logged);
        boolean afterShownEnd = !one.isSharing() && Boolean.TRUE.equals(logged.ended());
        if (one.owner && afterShownEnd || afterEnd && !one.isSharing()) {
            one.offset = offset + 1;
        } else if (!one.held.isEmpty() || afterEnd || afterShownEnd && !one.goesOn) {
            one.held.add(new Watched.Held(logged, offset));
            if (one.held.size() == 1) {
                askWhetherItEnded(one);
            }
        } else {
            show(one, logged, offset);
        }
    }

    private void show(Watched one, LoggedFix logged, long offset) {
        one.offset = offset + 1;
        var standing = cursor.apply(one);
        socket.sendPlace(
                one.id,
                skipped ->
                        messages.location(
                                one, logged.location(), logged.receivedAt(), skipped, standing));
    }

    /**
     * Its person was shown an end: places go on only if that was not the truth. Or a place belongs
     * to a sharing, by its time, after the end that is known here: then it was extended.
     */
    private void askWhetherItEnded(Watched one) {
        readings.since(one, Long.MAX_VALUE, Long.MAX_VALUE)
                .subscribe()
                .with(
                        missed -> {
                            synchronized (lock) {
                                one.endedAt = missed.endedAt();
                                one.goesOn = missed.endedAt() == null;
                                var held = List.copyOf(one.held);
                                one.held.clear();
                                held.forEach(kept -> decided(one, kept));
                            }
                        },
                        failure -> {
                            synchronized (lock) {
                                one.held.clear(); // they are in the database, if they are to be
                                // seen at all
                            }
                        });
    }

    private void decided(Watched one, Watched.Held kept) {
        if (one.isAfterEnd(kept.fix())) {
            one.offset = kept.offset() + 1;
        } else {
            place(one, kept.fix(), kept.offset());
        }
    }

    /** Does it to one after the other, each once the one before is done. */
    static <T> Uni<Void> inTurn(List<T> items, Function<T, Uni<Void>> each) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> each.apply(item).replaceWith(true))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
