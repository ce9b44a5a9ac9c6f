package dev.mayday.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mayday.identity.Caller;
import dev.mayday.problem.Problem;
import dev.mayday.problem.Problems;
import io.netty.handler.codec.CorruptedFrameException;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.UserData;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One open socket, or a stream of events in its place, and what waits to be written to it. Answers
 * and state changes are never dropped; of places that a slow reader does not take, only the newest
 * of each alert or sharing is kept, with the number that was skipped. A reader that takes nothing
 * at all is closed: it can resume.
 */
public final class Socket {
    public static final UserData.TypedKey<Socket> KEY = new UserData.TypedKey<>("mayday.socket");
    private static final Logger LOG = Logger.getLogger(Socket.class);
    private static final int MOST_MESSAGES = 20_000;
    private static final int MOST_PLACES = 500;

    /** Who has much to tell goes on while fewer than so many messages wait. */
    private static final int FEW_MESSAGES = 8;

    private static final int MOST_BAD = 100;
    private static final int MOST_BYTES = 256 * 1024;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final Line line;
    private final Caller caller;
    private final Queue<String> messages = new ArrayDeque<>();
    private final Map<UUID, Place> latest = new LinkedHashMap<>();
    private int places;

    /** Given to the line, and not yet taken by the reader. */
    private int underway;

    private boolean handing;
    private boolean closing;

    /** What came in and is not begun is left undone. */
    private boolean beginsNoMore;

    private int bad;
    private long badSince = System.nanoTime();
    private @Nullable CloseReason closeWith;
    private @Nullable CompletableFuture<Void> calm;
    private volatile Runnable farewell = () -> {};
    private volatile BooleanSupplier owesNothing = () -> true;

    Socket(Line line, Caller caller) {
        this.line = line;
        this.caller = caller;
    }

    /**
     * The latest place of one alert or sharing, while the reader is slow: how to write it, knowing
     * how many were left out.
     */
    private record Place(IntFunction<String> text, int skipped) {}

    public Caller caller() {
        return caller;
    }

    public boolean open() {
        return line.isOpen() && !closing;
    }

    /** Writes an answer or a state change, after whatever waits. */
    public void send(String text) {
        synchronized (this) {
            if (closing) {
                return;
            }
            flushPlaces();
            messages.add(text);
            if (messages.size() > MOST_MESSAGES) {
                close(1013, "too slow");
                return;
            }
        }
        write();
    }

    /**
     * Writes a place, unless a newer one of the same alert or sharing comes before the reader takes
     * it.
     *
     * @param text of the message, given how many places were skipped before it
     */
    public void sendPlace(UUID subject, IntFunction<String> text) {
        synchronized (this) {
            if (closing) {
                return;
            }
            if (places < MOST_PLACES && latest.isEmpty()) {
                places++;
                messages.add(text.apply(0));
            } else {
                // the last to come is the last: its cursor knows of those before
                var old = latest.remove(subject);
                latest.put(subject, new Place(text, old == null ? 0 : old.skipped + 1));
            }
        }
        write();
    }

    /**
     * Done once little waits to be written, or nobody is there any more. Who has much to tell (a
     * snapshot of each of thousands) reads the next only then: however slow the reader, what waits
     * for it stays small.
     */
    public Uni<Void> calm() {
        synchronized (this) {
            if (isCalm()) {
                return Uni.createFrom().voidItem();
            }
            var waited = calm == null ? new CompletableFuture<Void>() : calm;
            calm = waited;
            return Uni.createFrom().completionStage(waited);
        }
    }

    private boolean isCalm() {
        return closing || messages.size() < FEW_MESSAGES;
    }

    private void tellCalm() {
        CompletableFuture<Void> waited;
        synchronized (this) {
            waited = isCalm() ? calm : null;
            if (waited != null) {
                calm = null;
            }
        }
        if (waited != null) {
            waited.complete(null);
        }
    }

    /**
     * Does what one message that came in asks for; once this has been closed here, it is left
     * undone. It counts as answered once its answer does not wait behind others: of who sends and
     * does not read, no more is taken then.
     */
    public Uni<Void> answer(Supplier<Uni<Void>> asked) {
        return hears(asked)
                .onTermination()
                .invoke(() -> calm().subscribe().with(calm -> line.answered()));
    }

    /** Answers a message that is no text. */
    public Uni<Void> answerBinary() {
        return answer(() -> {
            refuse(null, Problem.malformed("send text messages"));
            return Uni.createFrom().voidItem();
        });
    }

    private synchronized Uni<Void> hears(Supplier<Uni<Void>> asked) {
        return beginsNoMore ? Uni.createFrom().voidItem() : Uni.createFrom().deferred(asked::get);
    }

    /** Whoever answers later, beside the messages' own answers, says whether all is answered. */
    public void alsoAnswers(BooleanSupplier owesNothing) {
        this.owesNothing = owesNothing;
    }

    /** Takes no more messages. */
    void hearNoMore() {
        line.hearNoMore();
    }

    /** Leaves undone what it has taken and not begun. */
    synchronized void beginNoMore() {
        beginsNoMore = true;
    }

    /** Whether all that was taken is answered. */
    boolean isAnswered() {
        return line.isAnswered() && owesNothing.getAsBoolean();
    }

    /** What is to be said if the session behind this socket ends. */
    public void onExpiry(Runnable farewell) {
        this.farewell = farewell;
    }

    /** The session behind it has ended. */
    public void expire() {
        farewell.run();
        close(1008, "Authentication expired");
    }

    /** Answers what could not be done; too much that can't be read closes the socket. */
    public void refuse(@Nullable String ref, Throwable failure) {
        refuse(ref, Problems.of(failure));
    }

    /** The socket itself has failed, or something that answers no message. */
    public void failed(Throwable failure) {
        if (!isBroken(failure)) {
            refuse(null, failure);
        }
    }

    /**
     * Whether the message is larger than is taken (256 KiB); the socket is then closed. What is
     * larger still never comes this far.
     */
    public boolean isTooLarge(String message) {
        if (message.length() <= MOST_BYTES / 3
                || message.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
            return false;
        }
        close(1009, "too large");
        return true;
    }

    /** A connection that broke is nobody's mistake, and nobody is there to be told. */
    private static boolean isBroken(Throwable failure) {
        return failure instanceof HttpClosedException
                || failure instanceof CorruptedFrameException
                || failure instanceof IOException && !(failure instanceof JsonProcessingException);
    }

    public void refuse(@Nullable String ref, Problem problem) {
        var error = JsonNodeFactory.instance.objectNode().put("type", "error");
        if (ref != null) {
            error.put("ref", ref);
        }
        send(error.put("code", problem.code()).put("detail", problem.detail()).toString());
        if (problem.status() == 400 && tooManyBad()) {
            LOG.warnf("event=socket-abuse connection=%s", line.id());
            close(1008, "abuse");
        }
    }

    private synchronized boolean tooManyBad() {
        if (System.nanoTime() - badSince > MINUTE_NANOS) {
            badSince = System.nanoTime();
            bad = 0;
        }
        return ++bad == MOST_BAD + 1;
    }

    /** Closes after what waits has been written. */
    public void close(int code, String reason) {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
            beginsNoMore = true;
            line.hearNoMore();
            flushPlaces();
            if (messages.size() > MOST_MESSAGES) {
                messages.clear();
            }
            if (underway > 0 || handing) {
                closeWith = new CloseReason(code, reason);
                return;
            }
        }
        end(new CloseReason(code, reason));
        tellCalm();
    }

    private void end(CloseReason reason) {
        line.close(reason)
                .subscribe()
                .with(done -> {}, failure -> LOG.debugf("event=socket-close-failed"));
    }

    private void flushPlaces() {
        latest.values().forEach(place -> messages.add(place.text.apply(place.skipped)));
        latest.clear();
    }

    /**
     * Gives the line what waits, as much as it takes at once. One thread at a time, so that nothing
     * is overtaken: what others add meanwhile is seen by the one that is at it.
     */
    private void write() {
        for (var next = next(); next != null; next = next()) {
            line.send(next).subscribe().with(done -> written(), failure -> lost());
            synchronized (this) {
                handing = false;
            }
        }
    }

    private synchronized @Nullable String next() {
        if (handing || underway >= line.atOnce()) {
            return null;
        }
        if (messages.isEmpty() && underway == 0) {
            flushPlaces();
        }
        var next = messages.poll();
        if (next != null) {
            handing = true;
            underway++;
        } else if (underway == 0) {
            places = 0;
            if (closeWith != null) {
                end(closeWith);
                closeWith = null;
            }
        }
        return next;
    }

    private void written() {
        synchronized (this) {
            underway--;
        }
        write();
        tellCalm();
    }

    private void lost() {
        synchronized (this) {
            underway--;
            closing = true;
            messages.clear();
            latest.clear();
        }
        tellCalm();
    }
}
