package dev.mayday.contract;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mayday.local.House;
import dev.mayday.local.Message;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import dev.mayday.local.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A service that is told to end answers what it has taken, says so, and takes nothing more. */
class RestartIT {
    private static final int EACH = 40;
    private static final Socket.Ended RESTART = new Socket.Ended(1012, "service restart");

    @Test
    void whatWasTakenIsAnsweredAndEachSocketIsToldToComeBack() {
        try (var house = House.open();
                var anna = house.mayday().phone("Anna").connect()) {
            var sockets = List.of(anna.another(), anna.another(), anna.another(), anna.another());
            var idle = anna.another();
            var presses = new HashMap<UUID, CompletableFuture<Message>>();
            for (int i = 0; i < EACH; i++) {
                for (var socket : sockets) {
                    press(socket, presses);
                }
            }

            house.service().stop();

            assertEquals(RESTART, idle.ended(PATIENCE));
            sockets.forEach(socket -> assertEquals(RESTART, socket.ended(PATIENCE)));
            assertFalse(presses.values().stream().allMatch(RestartIT::isCutOff));
            house.service().start();
            presses.forEach((id, answer) ->
                    assertEquals(isCutOff(answer) ? 404 : 200, status(anna, id), id::toString));
        }
    }

    private static void press(Socket socket, Map<UUID, CompletableFuture<Message>> presses) {
        var press = Press.sos();
        presses.put(press.clientAlertId(), socket.ask(press.json().put("type", "alert.trigger")));
    }

    private static boolean isCutOff(CompletableFuture<Message> answer) {
        return answer.isCompletedExceptionally();
    }

    private static int status(Phone phone, UUID alert) {
        return phone.bearer().get("/v1/alerts/" + alert).status();
    }
}
