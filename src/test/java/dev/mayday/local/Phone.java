package dev.mayday.local;

import static dev.mayday.local.Patience.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/**
 * A person's phone: presses the button, says where it is, calls the alert off, and hears what
 * becomes of it. Keeps each place until the service has said that it holds it.
 */
public final class Phone implements AutoCloseable {

    private static final int AT_ONCE = 100; // places in a message

    private final Account account;
    private final String path = "/v1/device?installation=" + UUID.randomUUID();
    private final Backlog backlog = new Backlog();
    private Bearer bearer;
    private Socket socket;

    private Phone(Account account) {
        this.account = account;
        this.bearer = account.bearer();
    }

    public static Phone of(Account account) {
        return new Phone(account);
    }

    public Account account() {
        return account;
    }

    /** Goes on by way of another server. */
    public Phone via(Wire server) {
        close();
        bearer = account.bearer().via(server);
        return this;
    }

    /** Opens the socket, or opens it again if it has ended. */
    public Phone connect() {
        if (socket == null || !socket.isOpen()) {
            socket = bearer.socket(path);
        }
        return this;
    }

    /** One more socket of the same person's, such as a second device has. */
    public Socket another() {
        return bearer.socket("/v1/device?installation=" + UUID.randomUUID());
    }

    public Accepted presses(Press press) {
        return Accepted.of(connect().socket.ask(trigger(press), PATIENCE));
    }

    /** As {@link #presses}, without waiting. */
    public CompletableFuture<Accepted> pressing(Press press) {
        return connect().socket.ask(trigger(press)).thenApply(Accepted::of);
    }

    /** What the answer to this call-off was: a state, or an error. */
    public Message cancels(String alertId, String pin) {
        return connect()
                .socket
                .ask(Json.object("type", "alert.cancel", "alertId", alertId, "pin", pin), PATIENCE);
    }

    /** What the answer to this end was: a state, or an error. */
    public Message resolves(String alertId, String pin) {
        var end =
                Json.object(
                        "type", "alert.resolve", "alertId", alertId, "pin", pin, "reason", "safe");
        return connect().socket.ask(end, PATIENCE);
    }

    /** Hears that the alert stands so. @throws TooLate if it does not in time */
    public Message sees(String alertId, String state) {
        return sees(alertId, state, PATIENCE);
    }

    /** Hears that the alert stands so. @throws TooLate if it does not in time */
    public Message sees(String alertId, String state, Duration within) {
        return hears(
                "alert.state " + state,
                message ->
                        message.type().equals("alert.state")
                                && message.text("alertId").equals(alertId)
                                && message.text("state").equals(state),
                within);
    }

    /** Hears such a message on its present socket. @throws TooLate if it does not in time */
    public Message hears(String what, Predicate<Message> wanted) {
        return hears(what, wanted, PATIENCE);
    }

    /** Hears such a message on its present socket. @throws TooLate if it does not in time */
    public Message hears(String what, Predicate<Message> wanted, Duration within) {
        return connect().socket.heard().await(what, wanted, within);
    }

    /** Notes where it is, to be sent with the next {@link #reports}. */
    public Fix moves(Fix fix) {
        return backlog.add(fix);
    }

    /** Sends what it holds and has not sent on its way; true if there is nothing left to hold. */
    public CompletableFuture<Void> reports() {
        connect();
        var answers = new ArrayList<CompletableFuture<Void>>();
        for (var fixes = backlog.take(AT_ONCE); !fixes.isEmpty(); fixes = backlog.take(AT_ONCE)) {
            answers.add(report(fixes));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
    }

    /** Reports, again and again as a phone does, until the service holds all. */
    public void catchesUp() {
        Awaitility.await("the service holds every place")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> {
                    reports();
                    return backlog.size() == 0;
                });
    }

    /** The numbers of the places that the service has said it holds. */
    public Set<Long> stored() {
        return backlog.stored();
    }

    /** How many places the service has not said it holds. */
    public int unreported() {
        return backlog.size();
    }

    /** What its owner may read of the alert. */
    public AlertFile reads(String alertId) {
        return new AlertFile(bearer, alertId);
    }

    public Bearer bearer() {
        return bearer;
    }

    public boolean isConnected() {
        return socket != null && socket.isOpen();
    }

    /** Breaks the connection without a word, as a tunnel does. */
    public void cut() {
        if (socket != null) {
            socket.cut();
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    private CompletableFuture<Void> report(List<Fix> fixes) {
        var message = Json.object("type", "locations");
        var places = message.putArray("locations");
        fixes.forEach(fix -> places.add(fix.json()));
        return socket.ask(message)
                .handle((answer, lost) -> {
                    if (lost == null && answer.type().equals("locations.stored")) {
                        backlog.forget(fixes, rejected(answer.body().path("rejected")));
                    } else {
                        backlog.restore(fixes);
                    }
                    return null;
                });
    }

    static ObjectNode trigger(Press press) {
        return press.json().put("type", "alert.trigger");
    }

    private static Set<Long> rejected(JsonNode rejected) {
        return StreamSupport.stream(rejected.spliterator(), false)
                .map(one -> one.path("seq").asLong())
                .collect(Collectors.toSet());
    }
}
