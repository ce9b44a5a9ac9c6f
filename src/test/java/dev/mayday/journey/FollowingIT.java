package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Bearer;
import dev.mayday.local.Events;
import dev.mayday.local.Fix;
import dev.mayday.local.Following;
import dev.mayday.local.Guardian;
import dev.mayday.local.Json;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import dev.mayday.local.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A guardian follows on the map, on two servers that share a database and a broker. */
class FollowingIT {

    private static Trial trial;

    @BeforeAll
    static void start() {
        trial = Trial.withServers(2);
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    /** Somebody who has pressed the button, and walks. */
    private record Walker(Phone phone, Guardian guardian, String alertId) {

        static Walker of(String name) {
            var phone = trial.people().phone(name);
            var guardian = trial.people().guardian("Ben").of(phone);
            return new Walker(phone, guardian, phone.presses(Press.sos()).alertId());
        }

        /** So many steps, each reported as it is made. @return the number of the last */
        long walks(int steps) {
            long last = 0;
            for (int i = 0; i < steps; i++) {
                last = phone.moves(Fix.at(46.05 + i * 1e-5, 14.5)).seq();
                phone.reports();
            }
            return last;
        }

        /** Until the service holds every place; what it was too busy for is sent again. */
        List<Long> arrives() {
            phone.catchesUp();
            return phone.stored().stream().sorted().toList();
        }
    }

    @Test
    void snapshotAndStreamFitWithNoGapAndNoDouble() {
        var anna = Walker.of("Anna");
        var followings = new ArrayList<Following>();
        for (int round = 0; round < 10; round++) {
            anna.walks(20);
            followings.add(
                    Following.start(
                            anna.guardian().bearer().via(trial.server(round % 2)), anna.alertId()));
            anna.walks(20);
        }
        var all = anna.arrives();
        for (var following : followings) {
            assertEquals(all, following.seesAll(all).numbers().stream().sorted().toList());
            following.close();
        }
    }

    @Test
    void whoWasCutOffGoesOnWhereTheyWereOnEitherServer() {
        var anna = Walker.of("Anna");
        var following = anna.guardian().follows(anna.alertId());
        for (int cut = 0; cut < 6; cut++) {
            anna.walks(15);
            following.cut();
            anna.walks(15);
            following = following.resume(trial.server(cut % 2));
        }
        var all = anna.arrives();
        assertEquals(all, following.seesAll(all).numbers().stream().sorted().toList());
        assertEquals(
                1,
                following.messages().stream().filter(m -> m.type().equals("snapshot")).count(),
                "a cursor is good for the stream alone");
        following.close();
    }

    @Test
    void aServerThatDiedIsNoGap() {
        var anna = Walker.of("Anna");
        var following =
                Following.start(anna.guardian().bearer().via(trial.server(1)), anna.alertId());
        anna.walks(20);
        following.seesAll(anna.arrives());
        trial.crashes(1);

        anna.walks(20);
        var all = anna.arrives();
        following = following.resume(trial.server(0)).seesAll(all);
        assertEquals(all, following.numbers().stream().sorted().toList());
        following.close();
    }

    @Test
    void whatHappensIsToldInOrderOnBothServers() {
        var anna = Walker.of("Anna");
        var near = Following.start(anna.guardian().bearer(), anna.alertId());
        var far = Following.start(anna.guardian().bearer().via(trial.server(1)), anna.alertId());

        assertEquals("ok", near.acknowledges("On my way", 6).type());
        assertEquals("ok", far.acknowledges("Nearly there", 2).type());
        assertEquals("ok", near.declines("I can't after all").type());
        anna.phone().resolves(anna.alertId(), null).ok();

        for (var following : List.of(near, far)) {
            following.sees("RESOLVED");
            var versions = following.versions();
            assertEquals(versions.stream().sorted().distinct().toList(), versions);
            following.close();
        }
    }

    @Test
    void aContactWhoIsRemovedSeesNoMoreAtOnce() {
        var anna = Walker.of("Anna");
        var near = Following.start(anna.guardian().bearer(), anna.alertId());
        var far = Following.start(anna.guardian().bearer().via(trial.server(1)), anna.alertId());
        var contact = anna.phone().bearer().list("/v1/contacts").getFirst().get("id").asText();

        anna.phone().bearer().delete("/v1/contacts/" + contact).ok();

        for (var following : List.of(near, far)) {
            following.hears("the end", message -> message.type().equals("ended"), ofSeconds(5));
        }
        var before = near.numbers().size() + far.numbers().size();
        anna.walks(5);
        anna.phone().catchesUp();
        assertEquals(before, near.numbers().size() + far.numbers().size());
        assertEquals(404, anna.guardian().reads(anna.alertId()).answer().status());
    }

    @Test
    void whoSignsOutSeesNoMoreAtOnce() {
        var anna = Walker.of("Anna");
        var far = Following.start(anna.guardian().bearer().via(trial.server(1)), anna.alertId());

        anna.guardian().account().signOut();

        far.hears("the end", message -> message.type().equals("ended"), ofSeconds(5));
    }

    @Test
    void eventsOverPlainHttpGoOnWhereTheyWereOnEitherServer() {
        var anna = Walker.of("Anna");
        var path = "/v1/alerts/" + anna.alertId() + "/events";
        var seen = new ArrayList<Long>();
        String after = null;
        for (int cut = 0; cut < 4; cut++) {
            anna.walks(10);
            try (var events =
                    Events.open(anna.guardian().bearer().via(trial.server(cut % 2)), path, after)) {
                assertEquals(200, events.status());
                assertEquals("text/event-stream;charset=UTF-8", events.type());
                anna.walks(10);
                var all = anna.arrives();
                Awaitility.await("all of " + all.size())
                        .atMost(PATIENCE)
                        .until(() -> seen.size() + events.numbers().size() >= all.size());
                seen.addAll(events.numbers());
                after = events.last();
                assertEquals(all, seen.stream().sorted().toList());
            }
        }
    }

    @Test
    void anEventStreamIsAliveAndSaysWhatASocketSays() {
        var anna = Walker.of("Anna");
        var path = "/v1/alerts/" + anna.alertId() + "/events";
        try (var events = Events.open(anna.guardian().bearer(), path, null)) {
            var snapshot =
                    events.heard().await("it", one -> one.type().equals("snapshot"), PATIENCE);
            assertEquals(anna.alertId(), snapshot.body().path("alert").path("id").asText());
            anna.phone().resolves(anna.alertId(), null).ok();
            events.heard()
                    .await(
                            "the end",
                            one ->
                                    one.body()
                                            .path("alert")
                                            .path("state")
                                            .asText()
                                            .equals("RESOLVED"),
                            ofSeconds(5));
            Awaitility.await("two signs of life").atMost(PATIENCE).until(() -> events.signs() >= 2);
        }
    }

    @Test
    void whoReadsAnEventStreamNoMoreIsForgotten() {
        var anna = Walker.of("Anna");
        var path = "/v1/alerts/" + anna.alertId() + "/events";
        var server = anna.guardian().bearer().via(trial.server(1));
        var streams = new ArrayList<Events>();
        for (int i = 0; i < 20; i++) {
            streams.add(Events.open(server, path, null));
        }
        var all = trial.metric(1, "mayday_sockets_open");
        assertTrue(all >= 20, () -> "open: " + all);
        streams.forEach(Events::close);
        Awaitility.await("they are gone")
                .atMost(PATIENCE)
                .until(() -> trial.metric(1, "mayday_sockets_open") <= all - 20);
    }

    @Test
    void anEventStreamEndsWithTheRight() {
        var anna = Walker.of("Anna");
        var bearer = anna.phone().bearer();
        var path = "/v1/alerts/" + anna.alertId() + "/events";
        try (var byAccount = Events.open(anna.guardian().bearer(), path, null);
                var byLink =
                        Events.open(
                                anna.guardian()
                                        .opens(anna.guardian().isTold())
                                        .via(trial.server(1)),
                                path,
                                null)) {
            assertEquals(200, byLink.status());
            var contact = bearer.list("/v1/contacts").getFirst().get("id").asText();
            bearer.delete("/v1/contacts/" + contact).ok();
            for (var events : List.of(byAccount, byLink)) {
                events.heard().await("the end", one -> one.type().equals("ended"), ofSeconds(5));
                assertTrue(events.isEnded(PATIENCE), "the answer ends too");
            }
        }
        try (var again = Events.open(anna.guardian().bearer(), path, null)) {
            assertEquals(404, again.status());
        }
    }

    @Test
    void anEventStreamIsForThoseWhoMay() {
        var anna = Walker.of("Anna");
        var path = "/v1/alerts/" + anna.alertId() + "/events";
        var device =
                anna.phone().bearer().post("/v1/me/devices", "name", "Watch").ok().get("token");
        var sharing =
                anna.phone().bearer().post("/v1/sharings", "minutes", 5).ok().get("id").asText();
        var stranger = trial.people().guardian("Carl").bearer();
        assertEquals(404, status(stranger, path));
        assertEquals(404, status(stranger, "/v1/alerts/" + UUID.randomUUID() + "/events"));
        assertEquals(404, status(stranger, "/v1/sharings/" + sharing + "/events"));
        assertEquals(403, status(new Bearer(trial.server(0), device::asText), path));
        assertEquals(401, status(new Bearer(trial.server(0), () -> "none"), path));
        assertEquals(200, status(anna.phone().bearer(), path));
        assertEquals(200, status(anna.guardian().bearer(), "/v1/sharings/" + sharing + "/events"));
    }

    private static int status(Bearer who, String path) {
        try (var events = Events.open(who, path, null)) {
            return events.status();
        }
    }

    /**
     * What others may do changes all the time; it costs nobody a connection that opens just then.
     */
    @Test
    void aSocketIsNotClosedByRightsOfOthersThatChangeWhileItOpens() throws Exception {
        var anna = trial.people().phone("Anna");
        var other = trial.people().phone("Otto");
        var bell = trial.people().guardian("Bell");
        var opened = new ArrayList<Socket>();
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new AtomicBoolean();
            var changes =
                    others.submit(() -> {
                        while (!done.get()) {
                            other.bearer().delete("/v1/contacts/" + bell.bellOf(other)).ok();
                        }
                        return true;
                    });
            for (int i = 0; i < 300; i++) {
                opened.add(anna.another());
            }
            done.set(true);
            changes.get();
        }
        for (var socket : opened) {
            socket.ask(Json.object("type", "locations", "locations", List.of()), PATIENCE);
            socket.close();
        }
    }
}
