package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.AlertFile;
import dev.mayday.local.Answer;
import dev.mayday.local.Bearer;
import dev.mayday.local.Guardian;
import dev.mayday.local.Json;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import dev.mayday.local.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * Anna, and three whom she has named: Ben is told first, then Carl, then Dora. They know of her
 * alerts by mail alone, and answer by the link in it, so that hours may pass.
 */
record Circle(Trial trial, Phone anna, Guardian ben, Guardian carl, Guardian dora) {
    static final String HELP = "needs help";
    static final String GOING = "is going to";
    static final String STILL = "Are you still going";
    static final String CLOSED_SOON = "is about to be closed";
    static final String OVER = "alert is over";

    static Circle of(Trial trial) {
        var anna = trial.people().phone("Anna");
        return new Circle(
                trial,
                anna,
                named(trial, anna, "Ben", 1),
                named(trial, anna, "Carl", 2),
                named(trial, anna, "Dora", 3));
    }

    private static Guardian named(Trial trial, Phone anna, String name, int tier) {
        var guardian = trial.people().guardian(name);
        guardian.contactOf(anna, tier);
        return guardian;
    }

    /** From now on this contact has a telephone for text messages, beside the mail. */
    void hasTelephone(Guardian guardian, String number) {
        var contact =
                anna.bearer().list("/v1/contacts").stream()
                        .filter(one -> one.path("name").asText().equals(guardian.name()))
                        .findFirst()
                        .orElseThrow();
        var channels =
                List.of(
                        Map.of("type", "email", "address", guardian.email()),
                        Map.of("type", "sms", "address", number));
        anna.bearer()
                .wire()
                .call(
                        "PATCH",
                        "/v1/contacts/" + contact.path("id").asText(),
                        Optional.of(Json.object("channels", channels)),
                        Optional.of(anna.bearer().token().get()))
                .ok();
    }

    /** From now on one tier a minute, and all again so often. */
    Circle byTheMinute(int repeat) {
        return by(List.of(step(0, 1), step(60, 2), step(120, 3)), repeat);
    }

    /** From now on everybody at once. */
    Circle allAtOnce() {
        return by(List.of(step(0, 1, 2, 3)), 0);
    }

    Circle by(List<Map<String, Object>> steps, int repeat) {
        anna.bearer().put("/v1/me/escalation", "steps", steps, "repeat", repeat).ok();
        return this;
    }

    static Map<String, Object> step(int afterSeconds, Integer... tiers) {
        return Map.of("afterSeconds", afterSeconds, "tiers", List.of(tiers));
    }

    /**
     * @return the alert's id
     */
    String press() {
        return anna.presses(Press.sos()).alertId();
    }

    /** Says by the newest link that this contact was sent: I am going. */
    Answer goes(Guardian guardian, String alert) {
        return link(guardian).post("/v1/alerts/" + alert + "/acknowledge");
    }

    Answer cannot(Guardian guardian, String alert) {
        return link(guardian).post("/v1/alerts/" + alert + "/decline");
    }

    private static Bearer link(Guardian guardian) {
        return guardian.opens(guardian.mails().getLast());
    }

    /** As this contact reads it. */
    AlertFile file(Guardian guardian, String alert) {
        return new AlertFile(link(guardian), alert);
    }

    void becomes(Guardian reader, String alert, String state) {
        var file = file(reader, alert);
        Awaitility.await(state).atMost(PATIENCE).until(() -> file.state().equals(state));
    }

    /** Who was told at which step, in the order of the steps. */
    List<String> told(Guardian reader, String alert) {
        return file(reader, alert).deliveries().stream()
                .filter(one -> one.path("purpose").asText().equals("alert-raised"))
                .sorted(
                        Comparator.comparing((JsonNode one) -> one.path("createdAt").asText())
                                .thenComparing(one -> one.path("step").asInt()))
                .map(one -> one.path("contactName").asText() + " " + one.path("step").asInt())
                .toList();
    }

    /** When the first message to this contact was made. */
    Instant toldAt(Guardian reader, String alert, String name) {
        var file = file(reader, alert);
        return Awaitility.await(name + " is told")
                .atMost(PATIENCE)
                .until(
                        () ->
                                file.deliveries().stream()
                                        .filter(one ->
                                                one.path("contactName").asText().equals(name))
                                        .map(one -> Instant.parse(one.path("createdAt").asText()))
                                        .toList(),
                        times -> !times.isEmpty())
                .getFirst();
    }

    /** This contact says that it is over. */
    Answer ends(Guardian guardian, String alert) {
        return link(guardian).post("/v1/alerts/" + alert + "/resolve", "reason", "helped");
    }

    /** All of them go on by way of this server. */
    void via(Wire server) {
        anna.via(server);
        List.of(ben, carl, dora).forEach(each -> each.via(server));
    }

    void passes(Duration time) {
        trial.passes(time);
    }
}
