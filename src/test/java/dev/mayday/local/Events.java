package dev.mayday.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Somebody reads a stream of server-sent events. The id of each must be the cursor of its message.
 */
public final class Events implements AutoCloseable {
    private final int status;
    private final String type;
    private final InputStream bytes;
    private final Heard<Message> heard = new Heard<>();
    private final AtomicLong signs = new AtomicLong();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private Events(int status, String type, InputStream bytes) {
        this.status = status;
        this.type = type;
        this.bytes = bytes;
    }

    /**
     * @param after the id to go on after; null to begin
     */
    public static Events open(Bearer who, String path, String after) {
        var request =
                HttpRequest.newBuilder(who.wire().base().resolve(path))
                        .header("Accept", "text/event-stream")
                        .header("Authorization", "Bearer " + who.token().get());
        if (after != null) {
            request.header("Last-Event-ID", after);
        }
        try {
            var answer = Wire.CLIENT.send(request.build(), BodyHandlers.ofInputStream());
            var events =
                    new Events(
                            answer.statusCode(),
                            answer.headers().firstValue("Content-Type").orElse(""),
                            answer.body());
            Thread.startVirtualThread(events::read);
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            var id = "";
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) {
                    signs.incrementAndGet();
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    hear(new Message(Json.read(line.substring(6)), Instant.now()), id);
                    id = "";
                }
            }
            end.complete(null);
        } catch (IOException e) {
            end.completeExceptionally(e);
        }
    }

    private void hear(Message message, String id) {
        if (!message.text("cursor").equals(id)) {
            throw new IllegalStateException("the id " + id + " of " + message);
        }
        heard.add(message);
    }

    public int status() {
        return status;
    }

    /** The media type of the answer. */
    public String type() {
        return type;
    }

    public Heard<Message> heard() {
        return heard;
    }

    /** How many signs of life there were. */
    public long signs() {
        return signs.get();
    }

    /** The numbers of the fixes that came, those of a snapshot first. */
    public List<Long> numbers() {
        var fixes = new ArrayList<JsonNode>();
        for (var message : heard.all()) {
            message.body().path("track").forEach(fixes::add);
            fixes.add(message.body().path("location"));
        }
        return fixes.stream()
                .filter(fix -> fix.has("seq"))
                .map(fix -> fix.get("seq").asLong())
                .toList();
    }

    /** The id to go on after. */
    public String last() {
        return heard.all().stream()
                .map(message -> message.text("cursor"))
                .filter(cursor -> !cursor.isEmpty())
                .toList()
                .getLast();
    }

    /** Whether the server ends it in time. */
    public boolean isEnded(Duration within) {
        try {
            end.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
