package dev.mayday.device;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayday.local.Broker;
import dev.mayday.local.Fix;
import dev.mayday.local.House;
import dev.mayday.local.Json;
import dev.mayday.local.Message;
import dev.mayday.local.Metrics;
import dev.mayday.local.Press;
import dev.mayday.local.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Locations while the broker takes none. */
class LocationLaneIT {
    @Test
    void whatWaitsBehindThoseThatCouldNotBeStoredIsNotTriedAfterThem() {
        try (var broker = Broker.own("lane");
                var house = House.open(broker, plan -> plan);
                var anna = house.mayday().phone("Anna")) {
            anna.presses(Press.sos());
            var socket = anna.another();
            broker.stop();
            var answers = IntStream.range(0, 4).mapToObj(i -> report(socket)).toList();
            answers.forEach(answer -> assertEquals("try-later", answer.join().text("code")));
            assertEquals(
                    1,
                    Metrics.of(house.service())
                            .value("mayday_locations_unacknowledged_total")
                            .orElse(0));
        }
    }

    private static CompletableFuture<Message> report(Socket socket) {
        var message = Json.object("type", "locations");
        message.putArray("locations").add(Fix.at(46.05, 14.5).json());
        return socket.ask(message).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
