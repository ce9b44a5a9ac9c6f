package dev.mayday.local;

import static dev.mayday.local.Patience.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Somebody following one alert or sharing on the guardian socket, or everything, and the book of
 * it: what came, and up to which cursor. Cut off, it can go on where it was, on any server.
 */
public final class Following implements AutoCloseable {

    private final Bearer who;
    private final String field;
    private final String subject;
    private final List<Message> before;
    private final Socket socket;

    private Following(Bearer who, String field, String subject, List<Message> before) {
        this.who = who;
        this.field = field;
        this.subject = subject;
        this.before = before;
        this.socket = who.socket("/v1/guardian");
    }

    /** Follows from now: the first that comes is a snapshot. */
    public static Following start(Bearer who, String alertId) {
        return start(who, "alertId", alertId);
    }

    /** The same for a sharing. */
    public static Following sharing(Bearer who, String sharingId) {
        return start(who, "sharingId", sharingId);
    }

    private static Following start(Bearer who, String field, String subject) {
        var following = new Following(who, field, subject, List.of());
        following.subscribe(null);
        following.hears("a snapshot", message -> message.type().equals("snapshot"));
        return following;
    }

    /** Follows whatever there is to see, now and later. */
    public static Following everything(Bearer who) {
        return everything(who, null);
    }

    /** The same after this cursor. */
    public static Following everything(Bearer who, String after) {
        var following = new Following(who, "alertId", null, List.of());
        following.subscribe(after);
        return following;
    }

    /** Goes on, on a new connection to that server, after the last that came. */
    public Following resume(Wire server) {
        var next = new Following(who.via(server), field, subject, messages());
        next.subscribe(cursor());
        return next;
    }

    private void subscribe(String after) {
        var ask = Json.object("type", "subscribe", field, subject, "after", after);
        socket.ask(ask, PATIENCE).ok();
    }

    /** Follows it no longer. */
    public void leaves() {
        leaves(subject);
    }

    /** Follows this alert no longer. */
    public void leaves(String alertId) {
        socket.ask(Json.object("type", "unsubscribe", field, alertId), PATIENCE).ok();
    }

    /** Follows this alert by itself, too: the answer is its snapshot. */
    public void follows(String alertId) {
        socket.ask(Json.object("type", "subscribe", field, alertId), PATIENCE).ok();
    }

    /** All that came for the alert, on this connection and those before. */
    public List<Message> messages() {
        var all = new ArrayList<>(before);
        socket.heard().all().stream()
                .filter(message -> message.body().hasNonNull("cursor"))
                .forEach(all::add);
        return all;
    }

    public String cursor() {
        return messages().getLast().text("cursor");
    }

    /** The alert as it was told last. */
    public JsonNode alert() {
        return messages().stream()
                .filter(message -> message.body().has("alert"))
                .toList()
                .getLast()
                .body()
                .get("alert");
    }

    /** The versions of the alert, in the order in which they were told. */
    public List<Integer> versions() {
        return messages().stream()
                .filter(message -> message.body().has("alert"))
                .map(message -> message.body().get("alert").get("version").asInt())
                .toList();
    }

    /** The fixes in the order in which they came: the snapshot's, then each as it happened. */
    public List<JsonNode> fixes() {
        var fixes = new ArrayList<JsonNode>();
        for (var message : messages()) {
            switch (message.type()) {
                case "snapshot" -> message.body().path("track").forEach(fixes::add);
                case "location" -> fixes.add(message.body().get("location"));
                default -> {}
            }
        }
        return fixes;
    }

    /** Their numbers. A trigger's own place has none and is not among them. */
    public List<Long> numbers() {
        return fixes().stream()
                .filter(fix -> fix.has("seq"))
                .map(fix -> fix.get("seq").asLong())
                .toList();
    }

    /** Hears of the fix with this number, now or before. @throws TooLate if it does not in time */
    public Following seesFix(long seq) {
        if (!numbers().contains(seq)) {
            hears(
                    "the fix " + seq,
                    message -> message.body().path("location").path("seq").asLong() == seq);
        }
        return this;
    }

    /** Has heard of all these fixes. @throws TooLate if it has not in time */
    public Following seesAll(Collection<Long> numbers) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> new HashSet<>(numbers()).containsAll(numbers));
            return this;
        } catch (ConditionTimeoutException e) {
            var missing = new TreeSet<>(numbers);
            numbers().forEach(missing::remove);
            throw new TooLate("the fixes " + missing, PATIENCE, List.of());
        }
    }

    /** Hears that the alert stands so, now or before. @throws TooLate if it does not in time */
    public JsonNode sees(String state) {
        return hears(
                        "the alert " + state,
                        message ->
                                message.body().path("alert").path("state").asText().equals(state))
                .body()
                .get("alert");
    }

    /** Hears such a message on this connection. @throws TooLate if it does not in time */
    public Message hears(String what, Predicate<Message> wanted) {
        return hears(what, wanted, PATIENCE);
    }

    /** Hears such a message on this connection. @throws TooLate if it does not in time */
    public Message hears(String what, Predicate<Message> wanted, Duration within) {
        return socket.heard().await(what, wanted, within);
    }

    /** The answer may be an error. */
    public Message acknowledges(String note, int etaMinutes) {
        return socket.ask(
                Json.object(
                        "type", "acknowledge",
                        "alertId", subject,
                        "note", note,
                        "etaMinutes", etaMinutes),
                PATIENCE);
    }

    /** The answer may be an error. */
    public Message declines(String note) {
        return socket.ask(
                Json.object("type", "decline", "alertId", subject, "note", note), PATIENCE);
    }

    /** Breaks the connection without a word, as a tunnel does. */
    public Following cut() {
        socket.cut();
        return this;
    }

    @Override
    public void close() {
        socket.close();
    }
}
