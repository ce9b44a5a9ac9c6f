package dev.mayday.guardian;

import dev.mayday.live.Line;
import io.quarkus.websockets.next.CloseReason;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import java.util.UUID;

/**
 * Server-sent events in place of a socket: each message is the data of an event, and its cursor, if
 * it has one, is the event's id.
 */
final class EventStream implements Line {
    /** Nothing is written after its cursor. */
    private static final String CURSOR = "\"cursor\":\"";

    private static final String END = "{\"type\":\"ended\"";

    private final String id = UUID.randomUUID().toString();
    private final HttpServerResponse response;
    private final Runnable onEnd;
    private boolean ended;

    /**
     * @param onEnd what is to be done once it is over, for whatever reason
     */
    EventStream(HttpServerResponse response, Runnable onEnd) {
        this.response = response;
        this.onEnd = onEnd;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean isOpen() {
        return !response.closed() && !response.ended();
    }

    /** Whether anything has been written: from then on it can't be refused. */
    boolean isBegun() {
        return response.headWritten();
    }

    @Override
    public Uni<Void> send(String text) {
        var written = write(event(text));
        return text.startsWith(END) ? written.invoke(this::over) : written;
    }

    /** A comment, which readers leave out: a sign of life. */
    void beat() {
        if (isOpen() && !response.writeQueueFull()) {
            write(":\n\n").subscribe().with(done -> {}, failure -> over());
        }
    }

    @Override
    public Uni<Void> close(CloseReason reason) {
        over();
        return Uni.createFrom().voidItem();
    }

    /** It is over: by us, or because nobody is there any more. */
    void over() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        if (isOpen() && isBegun()) {
            response.end();
        }
        onEnd.run();
    }

    private Uni<Void> write(String text) {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream;charset=UTF-8")
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("X-Accel-Buffering", "no"); // else a proxy gathers events
        }
        return Uni.createFrom().completionStage(() -> response.write(text).toCompletionStage());
    }

    private static String event(String text) {
        int cursor = text.lastIndexOf(CURSOR);
        return cursor < 0 || !text.endsWith("\"}")
                ? "data: " + text + "\n\n"
                : "id: "
                        + text.substring(cursor + CURSOR.length(), text.length() - 2)
                        + "\ndata: "
                        + text
                        + "\n\n";
    }
}
