package dev.mayday.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.identity.Caller;
import dev.mayday.wire.AlertId;
import io.quarkus.websockets.next.CloseReason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A reader that is slower than what happens. */
class SocketTest {
    private final Reader reader = new Reader();
    private final Socket socket =
            new Socket(
                    reader,
                    new Caller.LinkHolder(UUID.randomUUID(), new AlertId(UUID.randomUUID()), null));

    /** Takes a text only when it is told to. */
    private static final class Reader implements Line {
        private final List<String> taken = new ArrayList<>();
        private final Queue<UniEmitter<? super Void>> waiting = new ArrayDeque<>();
        private int atOnce = 1;
        private boolean takesAtOnce;
        private @Nullable CloseReason closed;

        @Override
        public String id() {
            return "reader";
        }

        @Override
        public boolean isOpen() {
            return closed == null;
        }

        @Override
        public Uni<Void> send(String text) {
            if (takesAtOnce) {
                taken.add(text);
                return Uni.createFrom().voidItem();
            }
            return Uni.createFrom()
                    .emitter(written -> {
                        taken.add(text);
                        waiting.add(written);
                    });
        }

        @Override
        public int atOnce() {
            return atOnce;
        }

        @Override
        public Uni<Void> close(CloseReason reason) {
            closed = reason;
            return Uni.createFrom().voidItem();
        }

        void breaks() {
            for (var next = waiting.poll(); next != null; next = waiting.poll()) {
                next.fail(new IOException("broken"));
            }
        }

        List<String> takesAll() {
            for (var next = waiting.poll(); next != null; next = waiting.poll()) {
                next.complete(null);
            }
            return taken;
        }
    }

    @Test
    void ofPlacesThatAreNotTakenOnlyTheNewestOfEachSubjectIsKept() {
        var alert = UUID.randomUUID();
        var sharing = UUID.randomUUID();
        for (int i = 1; i <= 1_000; i++) {
            place(alert, "alert " + i);
            place(sharing, "sharing " + i);
        }
        var taken = reader.takesAll();
        assertEquals(502, taken.size());
        assertEquals(
                List.of("alert 1000 after 749", "sharing 1000 after 749"), taken.subList(500, 502));
    }

    @Test
    void aStateIsNeverDroppedNorOvertaken() {
        var alert = UUID.randomUUID();
        for (int i = 1; i <= 600; i++) {
            place(alert, "place " + i);
        }
        socket.send("state");
        place(alert, "place 601");
        socket.send("end");
        var taken = reader.takesAll();
        assertEquals(
                List.of("place 600 after 99", "state", "place 601 after 0", "end"),
                taken.subList(500, taken.size()));
    }

    @Test
    void whoTakesNothingAtAllIsClosedAndCanResume() {
        for (int i = 0; i < 20_010; i++) {
            socket.send("state");
        }
        assertTrue(!socket.open());
        assertEquals(1, reader.takesAll().size(), "nothing is kept for them");
        assertEquals(1013, reader.closed == null ? 0 : reader.closed.getCode());
    }

    @Test
    void aLineThatTakesSeveralAtOnceIsGivenThemInTheirOrder() {
        reader.atOnce = 16;
        for (int i = 1; i <= 20; i++) {
            socket.send("state " + i);
        }
        socket.close(1000, "done");
        assertEquals(16, reader.taken.size());
        assertNull(reader.closed, "what waits is written first");
        assertEquals(
                IntStream.rangeClosed(1, 20).mapToObj(i -> "state " + i).toList(),
                reader.takesAll());
        assertNotNull(reader.closed);
    }

    @Test
    void howeverManyItTakesAtOnceASlowReaderIsSparedThePlacesThatItIsLateFor() {
        reader.atOnce = 16;
        var alert = UUID.randomUUID();
        for (int i = 1; i <= 1_000; i++) {
            place(alert, "place " + i);
        }
        var taken = reader.takesAll();
        assertEquals(501, taken.size());
        assertEquals("place 1000 after 499", taken.getLast());
    }

    @Test
    void whatIsAddedByManyAtOnceIsWrittenOnceAndEachOnesInItsOrder() throws Exception {
        reader.atOnce = 16;
        reader.takesAtOnce = true;
        try (var many = Executors.newFixedThreadPool(4)) {
            for (int who = 0; who < 4; who++) {
                var name = "of " + who + ": ";
                many.submit(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        socket.send(name + i);
                    }
                });
            }
        }
        for (int who = 0; who < 4; who++) {
            var name = "of " + who + ": ";
            assertEquals(
                    IntStream.range(0, 2_000).mapToObj(i -> name + i).toList(),
                    reader.taken.stream().filter(text -> text.startsWith(name)).toList());
        }
    }

    @Test
    void whoHasMuchToTellWaitsUntilLittleWaits() {
        var calm = new AtomicInteger();
        socket.calm().subscribe().with(done -> calm.incrementAndGet());
        assertEquals(1, calm.get(), "nothing waits");
        for (int i = 0; i < 20; i++) {
            socket.send("snapshot");
        }
        socket.calm().subscribe().with(done -> calm.incrementAndGet());
        socket.calm().subscribe().with(done -> calm.incrementAndGet());
        assertEquals(1, calm.get());
        reader.takesAll();
        assertEquals(3, calm.get());
    }

    @Test
    void nobodyWaitsForAReaderWhoHasGone() {
        for (int i = 0; i < 20; i++) {
            socket.send("snapshot");
        }
        var calm = new AtomicInteger();
        socket.calm().subscribe().with(done -> calm.incrementAndGet());
        reader.breaks();
        assertEquals(1, calm.get());
    }

    @Test
    void whoeverAskedIsAnsweredEvenWhereAnotherConnectionBroke() {
        reader.takesAtOnce = true;
        socket.failed(new IOException("the reader's own"));
        assertEquals(List.of(), reader.taken);
        socket.refuse("1", new ConnectException("the database's"));
        assertTrue(reader.taken.getFirst().contains("\"code\":\"try-later\""));
    }

    private void place(UUID subject, String text) {
        socket.sendPlace(subject, skipped -> text + " after " + skipped);
    }
}
