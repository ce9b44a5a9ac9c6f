package dev.mayday.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** A socket of the contract: JSON messages, answers by their {@code ref}, everything kept. */
public final class Socket implements AutoCloseable {

    /** How the connection ended; code 1006 if it broke. */
    public record Ended(int code, String reason) {}

    private static final int BROKEN = 1006;

    private final Heard<Message> heard = new Heard<>();
    private final Map<String, CompletableFuture<Message>> asked = new ConcurrentHashMap<>();
    private final AtomicLong refs = new AtomicLong();
    private final CompletableFuture<Ended> ended = new CompletableFuture<>();
    private final Object sending = new Object();
    private volatile WebSocket line;

    private Socket() {}

    static Socket open(URI address, String token) {
        var socket = new Socket();
        try {
            socket.line =
                    Wire.CLIENT
                            .newWebSocketBuilder()
                            .connectTimeout(Duration.ofSeconds(5))
                            .header("Authorization", "Bearer " + token)
                            .buildAsync(address, socket.new Ear())
                            .join();
            return socket;
        } catch (CompletionException e) {
            throw new UncheckedIOException(
                    "no socket at " + address.getPath(), new IOException(e.getCause()));
        }
    }

    public Heard<Message> heard() {
        return heard;
    }

    /** Sends the message as it is. A connection that is gone swallows it, as the air does. */
    public void send(String text) {
        synchronized (sending) {
            try {
                line.sendText(text, true).join();
            } catch (CompletionException gone) {
                end(new Ended(BROKEN, "could not send"));
            }
        }
    }

    /** Sends it with a {@code ref} of its own. The answer fails if the connection ends before. */
    public CompletableFuture<Message> ask(ObjectNode message) {
        var ref = String.valueOf(refs.incrementAndGet());
        var answer = new CompletableFuture<Message>();
        asked.put(ref, answer);
        send(message.put("ref", ref).toString());
        ended.thenAccept(any -> answer.completeExceptionally(new IOException("cut off: " + any)));
        return answer;
    }

    /** Sends it and waits for its answer. @throws TooLate if there is none in time */
    public Message ask(ObjectNode message, Duration within) {
        return await(ask(message), "an answer to " + message.path("type").asText(), within);
    }

    /** How the connection ended. @throws TooLate if it does not end in time */
    public Ended ended(Duration within) {
        return await(ended, "the end of the connection", within);
    }

    public boolean isOpen() {
        return !ended.isDone();
    }

    /** Breaks the connection without a word, as a tunnel does. */
    public void cut() {
        line.abort();
        end(new Ended(BROKEN, "cut"));
    }

    @Override
    public void close() {
        synchronized (sending) {
            if (isOpen()) {
                line.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(gone -> line);
            }
        }
    }

    private <T> T await(CompletableFuture<T> future, String what, Duration within) {
        try {
            return future.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TooLate(what, within, heard.all().stream().map(Object::toString).toList());
        } catch (ExecutionException e) {
            throw new UncheckedIOException(what, new IOException(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void hear(String text) {
        var message = new Message(Json.read(text), Instant.now());
        heard.add(message);
        var answer = asked.remove(message.text("ref"));
        if (answer != null) {
            answer.complete(message);
        }
    }

    private void end(Ended how) {
        ended.complete(how);
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                hear(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end(new Ended(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end(new Ended(BROKEN, String.valueOf(error.getMessage())));
        }
    }
}
