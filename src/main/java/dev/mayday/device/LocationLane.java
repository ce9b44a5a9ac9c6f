package dev.mayday.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.clock.MaydayClock;
import dev.mayday.live.Socket;
import dev.mayday.location.Fix;
import dev.mayday.location.LocationLog;
import dev.mayday.problem.Problem;
import dev.mayday.problem.Refused;
import dev.mayday.wire.PersonId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The locations of one connection, in their order and never in the way of anything else: a bounded
 * queue of messages, which go to Kafka one batch after another.
 */
final class LocationLane {
    private static final int MOST_MESSAGES = 64;
    private static final int MOST_TOGETHER = 500;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Socket socket;
    private final PersonId person;
    private final String installation;
    private final LocationLog log;
    private final MaydayClock clock;
    private final PlaceRequests requests;
    private final Queue<Message> waiting = new ArrayDeque<>();
    private final Outstanding outstanding = new Outstanding();
    private boolean busy;

    LocationLane(
            Socket socket,
            PersonId person,
            String installation,
            LocationLog log,
            MaydayClock clock,
            PlaceRequests requests) {
        this.socket = socket;
        this.person = person;
        this.installation = installation;
        this.log = log;
        this.clock = clock;
        this.requests = requests;
    }

    /** A message of which the readable fixes go to the log, and the rest is rejected one by one. */
    private record Message(
            @Nullable String ref, List<Fix> fixes, List<Integer> indexes, ArrayNode rejected) {}

    /** Takes a message, or says try-later. Returns at once. */
    void accept(@Nullable String ref, List<JsonNode> nodes) {
        var message = read(ref, nodes);
        message.fixes.stream().max(Comparator.comparing(Fix::at)).ifPresent(requests::reported);
        synchronized (this) {
            message.fixes.forEach(outstanding::sent);
            if (waiting.size() >= MOST_MESSAGES) {
                message.fixes.forEach(outstanding::failed);
                socket.refuse(
                        ref,
                        Problem.tryLater("more locations wait than are kept; send these again"));
                return;
            }
            waiting.add(message);
            if (busy) {
                return;
            }
            busy = true;
        }
        next();
    }

    /** Whether each message has its answer. */
    synchronized boolean isIdle() {
        return !busy;
    }

    private Message read(@Nullable String ref, List<JsonNode> nodes) {
        var message = new Message(ref, new ArrayList<>(), new ArrayList<>(), JSON.arrayNode());
        var now = clock.now();
        for (int i = 0; i < nodes.size(); i++) {
            try {
                var fix = Fix.read(nodes.get(i));
                log.check(fix, now);
                message.fixes.add(fix);
                message.indexes.add(i);
            } catch (Refused e) {
                var seq = seqOf(nodes.get(i));
                reject(message, seq, i, e.problem());
                if (seq != null) {
                    synchronized (this) {
                        outstanding.rejected(seq);
                    }
                }
            }
        }
        return message;
    }

    /** What has come while the last was stored is stored together. */
    private void next() {
        var together = new ArrayList<Message>();
        var fixes = new ArrayList<Fix>();
        synchronized (this) {
            for (var message : waiting) {
                if (!together.isEmpty() && fixes.size() + message.fixes.size() > MOST_TOGETHER) {
                    break;
                }
                together.add(message);
                fixes.addAll(message.fixes);
            }
            if (together.isEmpty()) {
                busy = false;
                return;
            }
        }
        log.append(person, installation, fixes)
                .subscribe()
                .with(stored -> done(together, stored), failure -> failed());
    }

    private void done(List<Message> together, List<Boolean> stored) {
        int from = 0;
        for (var message : together) {
            int to = from + message.fixes.size();
            done(message, stored.subList(from, to));
            from = to;
        }
        next();
    }

    private void done(Message message, List<Boolean> stored) {
        var answer = JSON.objectNode().put("type", "locations.stored");
        if (message.ref != null) {
            answer.put("ref", message.ref);
        }
        for (int i = 0; i < stored.size(); i++) {
            if (!stored.get(i)) {
                reject(
                        message,
                        message.fixes.get(i).seq(),
                        message.indexes.get(i),
                        new Problem(400, "not-sharing", "nothing was shared at that time"));
            }
        }
        synchronized (this) {
            waiting.remove();
            message.fixes.forEach(outstanding::ended);
            outstanding.upTo().ifPresent(seq -> answer.put("upTo", seq));
        }
        if (!message.rejected.isEmpty()) {
            answer.set("rejected", message.rejected);
        }
        socket.send(answer.toString());
    }

    /** What waits behind them is sent again too: it would fail as late once more, one by one. */
    private void failed() {
        List<Message> all;
        synchronized (this) {
            all = List.copyOf(waiting);
            waiting.clear();
            all.forEach(message -> message.fixes.forEach(outstanding::failed));
        }
        for (var message : all) {
            socket.refuse(
                    message.ref,
                    Problem.tryLater("the locations could not be stored; send them again"));
        }
        next();
    }

    private static void reject(Message message, @Nullable Long seq, int index, Problem problem) {
        ObjectNode rejected = message.rejected.addObject();
        if (seq == null) {
            rejected.put("index", index);
        } else {
            rejected.put("seq", seq);
        }
        rejected.put("code", problem.code()).put("detail", problem.detail());
    }

    private static @Nullable Long seqOf(JsonNode node) {
        var seq = node.get("seq");
        return seq != null && seq.isIntegralNumber() && seq.canConvertToLong()
                ? seq.longValue()
                : null;
    }
}
