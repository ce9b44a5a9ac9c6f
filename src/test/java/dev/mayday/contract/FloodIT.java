package dev.mayday.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Heap;
import dev.mayday.local.House;
import dev.mayday.local.Json;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who sends as fast as they can is held back, and nobody else notices. */
class FloodIT {
    private static final int FLOODERS = 10;
    private static final long MOST_HEAP = 120L << 20;

    private static House house;
    private static Phone anna;
    private static Phone mallory;

    @BeforeAll
    static void open() {
        house = House.open();
        anna = house.mayday().phone("Anna");
        mallory = house.mayday().phone("Mallory");
        anna.connect();
    }

    @AfterAll
    static void close() {
        anna.close();
        house.close();
    }

    @Test
    void commandsWithoutEndAreTakenAsTheyAreAnswered() {
        long pid = house.service().pid();
        var stop = new AtomicBoolean();
        var flooders =
                IntStream.range(0, FLOODERS)
                        .mapToObj(i -> i % 2 == 0 ? "device" : "guardian")
                        .map(channel -> flood(channel, command(channel), stop))
                        .toList();
        try {
            for (int i = 0; i < 10; i++) {
                anna.presses(Press.sos());
                for (var flooder : flooders) {
                    isRefused(flooder, 20 * (i + 1));
                }
            }
            assertTrue(ProcessHandle.of(pid).orElseThrow().isAlive());
            assertTrue(Heap.live(house.service()) < MOST_HEAP);
        } finally {
            stop.set(true);
            flooders.forEach(RawSocket::close);
        }
        anna.presses(Press.sos());
        assertEquals(pid, house.service().pid());
    }

    @Test
    void ofBadMessagesWithoutEndNoMoreIsReadNorLogged() throws IOException {
        var stop = new AtomicBoolean();
        var flooder = flood("device", "{\"type\":\"no.such\"}", stop);
        var closed = flooder.closed();
        stop.set(true);
        assertEquals(1008, closed.closed());
        assertEquals("abuse", closed.reason());
        assertEquals(101, flooder.heard().all().stream().filter(got -> got.closed() == 0).count());
        assertEquals(
                1,
                Files.readString(house.service().log()).split("event=socket-abuse", -1).length - 1);
        flooder.close();
    }

    private static RawSocket flood(String channel, String message, AtomicBoolean stop) {
        var socket =
                RawSocket.open(
                        house.service().address(),
                        "/v1/" + channel,
                        mallory.bearer().token().get());
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    while (!stop.get()) {
                        socket.text(message);
                    }
                });
        return socket;
    }

    /** Something that isn't there, with much that nobody reads. */
    private static String command(String channel) {
        var type = channel.equals("device") ? "alert.cancel" : "acknowledge";
        return Json.object("type", type, "alertId", UUID.randomUUID(), "more", "x".repeat(1_000))
                .toString();
    }

    private static void isRefused(RawSocket flooder, int times) {
        var count = new int[1];
        flooder.await(
                times + " refusals",
                got ->
                        got.message().path("code").asText().equals("not-found")
                                && ++count[0] == times);
    }
}
