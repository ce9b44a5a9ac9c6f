package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Accepted;
import dev.mayday.local.Fix;
import dev.mayday.local.Message;
import dev.mayday.local.Phone;
import dev.mayday.local.Postgres;
import dev.mayday.local.Press;
import dev.mayday.local.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** PostgreSQL dies, or hangs, while people press and walk. */
class DatabaseOutageIT {
    private static final int SOCKETS = 6;
    private static final int PRESSES = 60;

    @Test
    void afterItsDeathEachPressIsAnsweredAndNoPlaceIsMissing() throws Exception {
        try (var postgres = Postgres.own("killed-under-load");
                var trial = Trial.on(postgres)) {
            var anna = trial.people().phone("Anna");
            var alert = anna.presses(Press.sos()).alertId();
            walks(anna);
            anna.catchesUp();
            var emil = trial.people().phone("Emil");

            for (int time = 0; time < 3; time++) {
                var crowd = press(sockets(emil));
                walks(anna);
                postgres.kill();
                areAnswered(crowd);
                assertEquals("try-later", emil.bearer().get("/v1/alerts").code());
                assertEquals(503, trial.ready());
                walks(anna);
                postgres.start();
                areAcceptedOnce(trial, emil, crowd);
                anna.catchesUp();
                isRecorded(trial, alert, anna.stored());
            }
        }
    }

    @Test
    void whileItHangsEachIsToldToComeLater() throws Exception {
        try (var postgres = Postgres.own("hanging");
                var trial = Trial.on(postgres)) {
            var anna = trial.people().phone("Anna");
            var alert = anna.presses(Press.sos()).alertId();
            var emil = trial.people().phone("Emil");
            var sockets = sockets(emil);
            walks(anna);

            List<Sent> crowd;
            postgres.hangs();
            try {
                crowd = press(sockets);
                var call =
                        CompletableFuture.supplyAsync(() ->
                                emil.bearer()
                                        .post(
                                                "/v1/alerts",
                                                "clientAlertId",
                                                Press.sos().clientAlertId(),
                                                "kind",
                                                "sos",
                                                "countdown",
                                                0));
                assertEquals(503, trial.ready());
                var read = emil.bearer().get("/v1/alerts");
                assertEquals(List.of(503, "try-later"), List.of(read.status(), read.code()));
                var raised = call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertEquals(List.of(503, "try-later"), List.of(raised.status(), raised.code()));
                for (var sent : crowd.stream().filter(one -> one.number == 0).toList()) {
                    assertEquals(
                            "try-later",
                            sent.answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).text("code"));
                }
            } finally {
                postgres.goesOn();
            }
            areAcceptedOnce(trial, emil, crowd);
            anna.catchesUp();
            isRecorded(trial, alert, anna.stored());
        }
    }

    private record Sent(int number, Press press, CompletableFuture<Message> answer) {
        /** That it was accepted, or the code of the error. */
        String said() {
            var message = answer.join();
            return message.type().equals("error") ? message.text("code") : "accepted";
        }
    }

    private static List<Socket> sockets(Phone phone) {
        return Stream.generate(phone::another).limit(SOCKETS).toList();
    }

    /** On all sockets at once, and on each one after another. */
    private static List<Sent> press(List<Socket> sockets) {
        var sent = new ArrayList<Sent>();
        for (int i = 0; i < PRESSES; i++) {
            for (var socket : sockets) {
                var press = Press.sos();
                sent.add(new Sent(i, press, socket.ask(press.json().put("type", "alert.trigger"))));
            }
        }
        return sent;
    }

    private static void areAnswered(List<Sent> crowd) throws Exception {
        CompletableFuture.allOf(crowd.stream().map(Sent::answer).toArray(CompletableFuture[]::new))
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertTrue(
                Set.of("accepted", "try-later")
                        .containsAll(crowd.stream().map(Sent::said).collect(Collectors.toSet())),
                () -> crowd.stream().map(Sent::said).collect(Collectors.toSet()).toString());
    }

    /** Each is pressed until it is accepted, as a phone does. */
    private static void areAcceptedOnce(Trial trial, Phone phone, List<Sent> crowd) {
        for (var sent : crowd) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> phone.presses(sent.press) instanceof Accepted);
        }
        var ids =
                crowd.stream()
                        .map(sent -> "'" + sent.press.clientAlertId() + "'")
                        .collect(Collectors.joining(","));
        assertEquals(
                crowd.size(),
                trial.database()
                        .number(
                                "SELECT count(*) FROM alert WHERE client_alert_id IN ("
                                        + ids
                                        + ")"));
    }

    private static void isRecorded(Trial trial, String alert, Set<Long> seqs) {
        Awaitility.await("every place that was acknowledged is in the track")
                .atMost(PATIENCE)
                .until(() ->
                        trial.database()
                                        .number(
                                                "SELECT count(DISTINCT seq) FROM fix WHERE seq >= 0 AND subject_id = '"
                                                        + alert
                                                        + "'")
                                == seqs.size());
    }

    private static void walks(Phone phone) {
        for (int i = 0; i < 20; i++) {
            phone.moves(Fix.at(46.05 + i * 1e-5, 14.5));
        }
        phone.reports();
    }
}
