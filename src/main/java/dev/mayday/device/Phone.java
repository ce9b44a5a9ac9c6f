package dev.mayday.device;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.alert.Accepted;
import dev.mayday.alert.AlertView;
import dev.mayday.alert.AlertView.Answer;
import dev.mayday.checkin.Reminder;
import dev.mayday.live.Socket;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.PersonId;
import dev.mayday.wire.WireJson;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A phone on its socket: whose it is, its locations, and what it has been shown of its alerts. */
final class Phone {
    private static final Set<String> OPEN = Set.of("PENDING", "ACTIVE", "ACKNOWLEDGED");

    private final Socket socket;
    private final PersonId person;
    private final String installation;
    private final LocationLane lane;
    private final PlaceRequests requests;
    private final ObjectMapper json;
    private final Map<UUID, Integer> shown = new HashMap<>();
    private final Set<UUID> open = new HashSet<>();

    Phone(
            Socket socket,
            PersonId person,
            String installation,
            LocationLane lane,
            PlaceRequests requests,
            ObjectMapper json) {
        this.socket = socket;
        this.person = person;
        this.installation = installation;
        this.lane = lane;
        this.requests = requests;
        this.json = json;
    }

    static boolean isOpen(String state) {
        return OPEN.contains(state);
    }

    Socket socket() {
        return socket;
    }

    PersonId person() {
        return person;
    }

    String installation() {
        return installation;
    }

    LocationLane lane() {
        return lane;
    }

    PlaceRequests requests() {
        return requests;
    }

    /**
     * This phone has been told that an alert of its own is open: an end of it must reach it,
     * however it is heard.
     */
    synchronized void pressed(Accepted accepted) {
        if (isOpen(accepted.state())) {
            open.add(accepted.alertId().value());
        }
    }

    /** Its places are wanted from now on, if the alert is open. */
    void isAskedForPlaces(Accepted accepted) {
        if (isOpen(accepted.state())) {
            requests.pressed(accepted.alertId().value());
        }
    }

    /** Says how an alert stands, unless this phone has been told of this version or a later one. */
    void show(AlertView alert) {
        show(alert, lastAnswer(alert));
    }

    /** The same of what has just become so. */
    void show(AlertView alert, Instant since) {
        if (isNews(alert)) {
            socket.send(state(null, alert, since));
            if (isOpen(alert.state())) {
                requests.pressed(alert.id().value());
            }
        }
    }

    /** Answers a cancel or a resolve. */
    void answer(@Nullable String ref, AlertView alert) {
        isNews(alert);
        socket.send(state(ref, alert, lastAnswer(alert)));
    }

    /** Answers what has no more to say. */
    void done(@Nullable String ref) {
        var message = json.createObjectNode().put("type", "ok");
        socket.send((ref == null ? message : message.put("ref", ref)).toString());
    }

    /** Says that a check-in is about to be due. */
    void remind(Reminder reminder) {
        socket.send(
                json.createObjectNode()
                        .put("type", "checkin.reminder")
                        .put("checkinId", reminder.checkinId().toString())
                        .put("dueAt", WireJson.format(reminder.dueAt()))
                        .put("missesAt", WireJson.format(reminder.missesAt()))
                        .toString());
    }

    Function<Throwable, Void> refusal(@Nullable String ref) {
        return failure -> {
            socket.refuse(ref, failure);
            return null;
        };
    }

    private synchronized boolean isNews(AlertView alert) {
        var before = shown.get(alert.id().value());
        if (before != null && before >= alert.version()) {
            return false;
        }
        shown.put(alert.id().value(), alert.version());
        if (isOpen(alert.state())) {
            open.add(alert.id().value());
        } else {
            open.remove(alert.id().value());
        }
        return true;
    }

    /** Alerts that this phone believes open, and that are not among these. */
    synchronized List<AlertId> unheard(List<AlertView> stillOpen) {
        var ended = new HashSet<>(open);
        stillOpen.forEach(alert -> ended.remove(alert.id().value()));
        return ended.stream().map(AlertId::new).toList();
    }

    /**
     * @param since when it came to stand so, where nobody's answer says it
     */
    private String state(@Nullable String ref, AlertView alert, Instant since) {
        ObjectNode message = json.createObjectNode().put("type", "alert.state");
        if (ref != null) {
            message.put("ref", ref);
        }
        message.put("alertId", alert.id().toString())
                .put("clientAlertId", alert.clientAlertId().toString())
                .put("version", alert.version())
                .put("state", alert.state());
        var going = alert.acknowledgements().stream().max(Comparator.comparing(Answer::at));
        var ended = alert.resolution();
        if (ended != null) {
            message.set("by", json.valueToTree(ended.by()));
            return at(message, ended.at()).put("reason", ended.reason()).toString();
        }
        if (going.isPresent() && alert.state().equals("ACKNOWLEDGED")) {
            message.putObject("by")
                    .put("contactId", String.valueOf(going.get().contactId()))
                    .put("name", going.get().name());
            message.put("note", going.get().note()).put("etaMinutes", going.get().etaMinutes());
            return at(message, going.get().at()).toString();
        }
        return at(message, isOpen(alert.state()) ? since : alert.receivedAt()).toString();
    }

    private static Instant lastAnswer(AlertView alert) {
        return Stream.concat(alert.acknowledgements().stream(), alert.declined().stream())
                .map(Answer::at)
                .max(Comparator.naturalOrder())
                .orElse(alert.receivedAt());
    }

    private static ObjectNode at(ObjectNode message, Instant at) {
        message.put("at", WireJson.format(at));
        message.properties().removeIf(entry -> entry.getValue().isNull());
        return message;
    }
}
