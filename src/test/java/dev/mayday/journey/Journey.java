package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Answer;
import dev.mayday.local.Fix;
import dev.mayday.local.Guardian;
import dev.mayday.local.Mayday;
import dev.mayday.local.Phone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Somebody on the way who has promised to be heard of, and who would be told. */
record Journey(Phone owner, Guardian guardian, String id, Instant startedAt) {

    static Journey of(Mayday people, Object... asked) {
        var owner = people.phone("Anna");
        return with(owner, people.guardian("Ben").of(owner), asked);
    }

    static Journey with(Phone owner, Guardian guardian, Object... asked) {
        var made = owner.bearer().post("/v1/checkins", asked).ok();
        return new Journey(
                owner,
                guardian,
                made.get("id").asText(),
                Instant.parse(made.get("startedAt").asText()));
    }

    Answer ok() {
        return owner.bearer().post(path() + "/ok");
    }

    Answer extended(int minutes) {
        return owner.bearer().post(path() + "/extend", "minutes", minutes);
    }

    Answer cancelled(String pin) {
        return owner.bearer().post(path() + "/cancel", "pin", pin);
    }

    JsonNode reads() {
        return owner.bearer().get(path()).ok();
    }

    String state() {
        return reads().get("state").asText();
    }

    void becomes(String state) {
        Awaitility.await(state).atMost(PATIENCE).until(() -> state().equals(state));
    }

    /** Was there, so long after it began, and says so now. */
    long wasAt(Duration after, double lat, double lon) {
        var fix =
                owner.moves(
                        new Fix(
                                0,
                                startedAt.plus(after),
                                lat,
                                lon,
                                8.5,
                                Optional.empty(),
                                Optional.empty(),
                                81));
        owner.catchesUp();
        return fix.seq();
    }

    /** Waits until so many fixes are on record under its id. */
    void keeps(Trial trial, int fixes) {
        var count = "SELECT count(*) FROM fix WHERE subject_id = '" + id + "'";
        Awaitility.await(fixes + " fixes")
                .atMost(PATIENCE)
                .until(() -> trial.database().number(count) == fixes);
    }

    /** The alerts that the guardian may read. */
    List<JsonNode> guarded() {
        return guardian.bearer().list("/v1/alerts?role=guardian");
    }

    /** The only alert that the guardian may read, once there is one. */
    JsonNode alarm() {
        return Awaitility.await("an alert")
                .atMost(PATIENCE)
                .until(this::guarded, alerts -> alerts.size() == 1)
                .getFirst();
    }

    /** The track of that alert, as the guardian reads it, once it has these. */
    Set<Long> track(long... numbers) {
        var file = guardian.reads(alarm().get("id").asText());
        var wanted = new TreeSet<Long>();
        for (long number : numbers) {
            wanted.add(number);
        }
        return Awaitility.await("a track of " + wanted)
                .atMost(PATIENCE)
                .until(file::trackNumbers, found -> found.containsAll(wanted));
    }

    /** The types of the timeline's entries, as the guardian reads it. */
    Set<String> history() {
        return guardian.reads(alarm().get("id").asText()).timeline().stream()
                .map(entry -> entry.get("type").asText())
                .collect(Collectors.toSet());
    }

    private String path() {
        return "/v1/checkins/" + id;
    }
}
