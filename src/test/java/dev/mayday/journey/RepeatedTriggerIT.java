package dev.mayday.journey;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayday.local.Message;
import dev.mayday.local.Press;
import dev.mayday.local.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A phone that hears nothing presses again, and again. */
class RepeatedTriggerIT {

    private static final int CONNECTIONS = 10;
    private static final int TIMES = 10; // on each

    @Test
    void aTriggerAHundredTimesAtOnceIsOneAlertAndOneMessageToEachContact() {
        try (var trial = Trial.start()) {
            var anna = trial.people().phone("Anna");
            var ben = trial.people().guardian("Ben").of(anna);
            var carla = trial.people().guardian("Carla");
            carla.bellOf(anna);
            var sockets = Stream.generate(anna::another).limit(CONNECTIONS).toList();

            var press = Press.sos();
            var ids = ids(pressAtOnce(sockets, press));
            var alertId = ids.iterator().next();
            assertEquals(Set.of(alertId), ids);
            assertEquals(alertId, anna.presses(press).alertId());
            assertEquals(1, anna.bearer().list("/v1/alerts?role=owner").size());
            assertEquals(
                    alertId,
                    anna.reads(press.clientAlertId().toString()).alert().get("id").asText());

            ben.isTold();
            carla.isCalled("alert.raised");
            anna.resolves(alertId, null).ok();
            carla.isCalled("alert.ended");
            Told.eachOnce(ben, 2);
            assertEquals(1, carla.calls("alert.raised").size());
        }
    }

    private static List<CompletableFuture<Message>> pressAtOnce(List<Socket> sockets, Press press) {
        var answers = new ArrayList<CompletableFuture<Message>>();
        for (int time = 0; time < TIMES; time++) {
            for (var socket : sockets) {
                answers.add(socket.ask(press.json().put("type", "alert.trigger")));
            }
        }
        return answers;
    }

    private static Set<String> ids(List<CompletableFuture<Message>> answers) {
        return answers.stream()
                .map(answer -> answer.orTimeout(10, SECONDS).join().ok())
                .map(message -> message.text("alertId"))
                .collect(Collectors.toSet());
    }
}
