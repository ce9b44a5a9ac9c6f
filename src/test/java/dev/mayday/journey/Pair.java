package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Fix;
import dev.mayday.local.Following;
import dev.mayday.local.Guardian;
import dev.mayday.local.Message;
import dev.mayday.local.Phone;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** Anna, and Ben whom she has as a contact; her phone goes by the time that it is there. */
record Pair(Trial trial, Phone anna, Guardian ben) {

    static Pair meet(Trial trial) {
        var anna = trial.people().phone("Anna");
        return new Pair(trial, anna, trial.people().guardian("Ben").of(anna));
    }

    /**
     * @return the sharing's id
     */
    String shares(int minutes) {
        return anna.bearer().post("/v1/sharings", "minutes", minutes).ok().path("id").asText();
    }

    /** The contact that Anna has by this name. */
    JsonNode contact(String name) {
        return anna.bearer().list("/v1/contacts").stream()
                .filter(one -> one.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Ben follows it on one of the servers. */
    Following follows(String sharing, int server) {
        return Following.sharing(ben.bearer().via(trial.server(server)), sharing);
    }

    /** So many steps, each reported. @return the number of the last */
    long walks(int steps) {
        long last = 0;
        for (int i = 0; i < steps; i++) {
            last = step(trial.now());
            anna.reports();
        }
        return last;
    }

    /** A step at that time, to be reported. @return its number */
    long step(Instant at) {
        return step(at, 81);
    }

    long step(Instant at, int battery) {
        return anna.moves(
                        new Fix(
                                0,
                                at,
                                46.05,
                                14.5,
                                8.5,
                                Optional.empty(),
                                Optional.empty(),
                                battery))
                .seq();
    }

    /**
     * Until the service has answered for every place. @return the numbers of those that it holds
     */
    List<Long> arrives() {
        anna.catchesUp();
        return anna.stored().stream().sorted().toList();
    }

    void isRecorded(String subject, long fixes) {
        Awaitility.await("recorded of " + subject)
                .atMost(PATIENCE)
                .until(
                        () ->
                                trial.database()
                                        .number(
                                                "SELECT count(*) FROM fix WHERE subject_id = '"
                                                        + subject
                                                        + "'"),
                        count -> count == fixes);
    }

    static List<Long> numbers(Following following) {
        return following.numbers().stream().sorted().toList();
    }

    static long count(Following following, String type) {
        return following.messages().stream().filter(one -> one.type().equals(type)).count();
    }

    static boolean isEnd(Message message) {
        return message.type().equals("ended");
    }

    static boolean isSnapshotOf(Message message, String sharing) {
        JsonNode shown = message.body().path("sharing");
        return message.type().equals("snapshot") && shown.path("id").asText().equals(sharing);
    }

    static boolean isPlaceOf(Message message, String field, String id, long seq) {
        return message.type().equals("location")
                && message.text(field).equals(id)
                && message.body().path("location").path("seq").asLong() == seq;
    }
}
