package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Fix;
import dev.mayday.local.Following;
import dev.mayday.local.Heard;
import dev.mayday.local.House;
import dev.mayday.local.Message;
import dev.mayday.local.SlowReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One guardian with 1,500 people to look after, on one socket. */
class GuardedCrowdIT {
    private static final int PEOPLE = 1_500;
    private static final int STEPS = 25_000;

    private static House house;

    @BeforeAll
    static void start() {
        house = House.open();
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    @Test
    void eachIsShownAndEachMoveArrivesOnTheSocketAndAfterACut() {
        var gita = house.mayday().guardian("Gita");
        var crowd = Crowd.of(house, gita, PEOPLE);
        var following = Following.everything(gita.bearer());
        var shown = sharings(following.messages(), "snapshot");
        assertEquals(PEOPLE, shown.size());

        crowd.isAt(46.05);
        Awaitility.await("each is seen to move")
                .atMost(PATIENCE)
                .until(() -> sharings(at(following.messages(), 46.05), "location").equals(shown));
        assertTrue(
                following.messages().stream().noneMatch(one -> one.body().has("skipped")),
                "this reader is fast");

        following.cut();
        crowd.isAt(46.06);
        try (var again = following.resume(gita.bearer().wire())) {
            Awaitility.await("where each is now")
                    .atMost(PATIENCE)
                    .until(() -> whereabouts(again.messages(), 46.06).equals(shown));
        }
    }

    @Test
    void aSlowGuardianIsToldWhereEachIsNowAndHowMuchWasLeftOut() {
        var anna = house.mayday().phone("Anna");
        var gita = house.mayday().guardian("Gita").of(anna);
        var crowd = Crowd.of(house, gita, 100);
        var sharing = anna.bearer().post("/v1/sharings", "minutes", 60).ok().path("id").asText();
        try (var gitasPage = SlowReader.everything(gita.bearer())) {
            var heard = gitasPage.heard();
            heard.await("all that there is", one -> one.text("ref").equals("all"), PATIENCE);

            gitasPage.stops();
            for (int step = 0; step < STEPS; step++) {
                anna.moves(Fix.at(46.05, 14.5));
            }
            anna.catchesUp();
            crowd.isAt(46.07);
            var last = anna.moves(Fix.at(46.07, 14.5)).seq();
            anna.catchesUp();
            gitasPage.goesOn();

            Awaitility.await("where each is now")
                    .atMost(PATIENCE)
                    .until(() -> sharings(at(heard.all(), 46.07), "location").size() == 101);
            var told = placesOf(heard, sharing);
            assertEquals(last, told.getLast().body().path("location").path("seq").asLong());
            var skipped = told.stream().mapToLong(one -> one.body().path("skipped").asLong()).sum();
            assertTrue(skipped > 0, "so many can't all have waited for her");
            assertEquals(STEPS + 1, told.size() + skipped);
        }
    }

    private static List<Message> placesOf(Heard<Message> heard, String sharing) {
        return heard.all().stream()
                .filter(one -> one.type().equals("location"))
                .filter(one -> one.text("sharingId").equals(sharing))
                .toList();
    }

    private static List<Message> at(List<Message> messages, double lat) {
        return messages.stream()
                .filter(one -> one.body().path("location").path("lat").asDouble() == lat)
                .toList();
    }

    /** The sharings that are known to be there now, by a place or by the track of a snapshot. */
    private static Set<String> whereabouts(List<Message> messages, double lat) {
        var there = new HashSet<>(sharings(at(messages, lat), "location"));
        messages.stream()
                .filter(one -> one.type().equals("snapshot"))
                .filter(one ->
                        one.body()
                                .path("track")
                                .valueStream()
                                .anyMatch(fix -> fix.path("lat").asDouble() == lat))
                .map(GuardedCrowdIT::sharing)
                .forEach(there::add);
        return there;
    }

    private static Set<String> sharings(List<Message> messages, String type) {
        return messages.stream()
                .filter(one -> one.type().equals(type))
                .map(GuardedCrowdIT::sharing)
                .collect(Collectors.toSet());
    }

    private static String sharing(Message message) {
        return message.type().equals("snapshot")
                ? message.body().path("sharing").path("id").asText()
                : message.text("sharingId");
    }
}
