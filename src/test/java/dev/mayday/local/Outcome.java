package dev.mayday.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * What came of a press, as its owner may read it: who was told by what, who looked, who answered.
 * Says each thing once, with the time since the press.
 */
final class Outcome implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final AlertFile file;
    private final Instant pressed;
    private final Screen screen;
    private final Map<String, Duration> known = new LinkedHashMap<>();
    private final Thread watch;
    private volatile boolean over;

    Outcome(AlertFile file, Instant pressed, Screen screen) {
        this.file = file;
        this.pressed = pressed;
        this.screen = screen;
        this.watch = Thread.ofVirtual().start(this::watch);
    }

    /** What has come of it, and how long after the press; the earliest first. */
    synchronized Map<String, Duration> known() {
        var inOrder = new LinkedHashMap<String, Duration>();
        known.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(one -> inOrder.put(one.getKey(), one.getValue()));
        return inOrder;
    }

    /** Whether somebody has answered, waiting so long for it. */
    boolean acknowledged(Duration within) {
        var until = Instant.now().plus(within);
        while (!acknowledged() && Instant.now().isBefore(until)) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return acknowledged();
    }

    private boolean acknowledged() {
        return known().keySet().stream().anyMatch(what -> what.startsWith("acknowledged"));
    }

    /** Looks a last time. */
    @Override
    public void close() {
        over = true;
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        look();
    }

    private void watch() {
        while (!over) {
            look();
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private void look() {
        try {
            var alert = file.alert();
            var owner = alert.path("person").path("id").asText();
            file.deliveries().forEach(this::delivery);
            file.views().stream()
                    .filter(view -> !view.path("by").path("userId").asText().equals(owner))
                    .forEach(view -> learn("seen by " + name(view.path("by")), view, "at"));
            alert.path("acknowledgements").forEach(this::acknowledgement);
            alert.path("declined")
                    .forEach(no -> learn("declined by " + no.path("name").asText(), no, "at"));
        } catch (UncheckedIOException | IllegalStateException away) {
            // the service is restarting: the next look will do
        }
    }

    private void delivery(JsonNode delivery) {
        var to = delivery.path("contactName").asText() + " by " + delivery.path("channel").asText();
        learn("told " + to, delivery, "sentAt");
        if (delivery.path("state").asText().equals("FAILED")) {
            learn("could not tell " + to, delivery, "createdAt");
        }
    }

    private void acknowledgement(JsonNode answer) {
        var eta = answer.has("etaMinutes") ? ", there in " + answer.get("etaMinutes") + " min" : "";
        var note = answer.has("note") ? ": \"" + answer.get("note").asText() + "\"" : "";
        learn("acknowledged by " + answer.path("name").asText() + note + eta, answer, "at");
    }

    private synchronized void learn(String what, JsonNode from, String timeField) {
        if (from.hasNonNull(timeField) && !known.containsKey(what)) {
            var at = Instant.parse(from.get(timeField).asText());
            known.put(what, Duration.between(pressed, at));
            screen.say("  %s  %s".formatted(Demo.after(known.get(what)), what));
        }
    }

    private static String name(JsonNode by) {
        return by.isTextual() ? by.asText() : by.path("name").asText("somebody");
    }
}
