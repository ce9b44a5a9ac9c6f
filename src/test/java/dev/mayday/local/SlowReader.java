package dev.mayday.local;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** A guardian whose browser, or whose line, takes nothing for a while: what comes then waits. */
public final class SlowReader implements WebSocket.Listener, AutoCloseable {
    private final Heard<Message> heard = new Heard<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket line;
    private boolean stopped;
    private boolean owes;

    private SlowReader(Bearer who) {
        var base = who.wire().base();
        line =
                Wire.CLIENT
                        .newWebSocketBuilder()
                        .header("Authorization", "Bearer " + who.token().get())
                        .buildAsync(
                                URI.create("ws://" + base.getAuthority() + "/v1/guardian"), this)
                        .join();
    }

    /** Follows whatever there is to see, now and later. */
    public static SlowReader everything(Bearer who) {
        var reader = new SlowReader(who);
        reader.line.sendText("{\"type\":\"subscribe\",\"ref\":\"all\"}", true).join();
        return reader;
    }

    public Heard<Message> heard() {
        return heard;
    }

    public synchronized void stops() {
        stopped = true;
    }

    public synchronized void goesOn() {
        stopped = false;
        if (owes) {
            owes = false;
            line.request(1);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            heard.add(new Message(Json.read(text.toString()), Instant.now()));
            text.setLength(0);
        }
        synchronized (this) {
            if (stopped) {
                owes = true;
            } else {
                from.request(1);
            }
        }
        return null;
    }

    @Override
    public void close() {
        line.abort();
    }
}
