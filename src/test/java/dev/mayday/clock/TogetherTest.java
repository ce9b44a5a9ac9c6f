package dev.mayday.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TogetherTest {
    private final List<List<Integer>> begun = new ArrayList<>();
    private final List<UniEmitter<? super List<String>>> works = new ArrayList<>();
    private final Together<Integer, String> together = new Together<>(2, 3, this::work);

    private Uni<List<String>> work(List<Integer> items) {
        begun.add(items);
        return Uni.createFrom().emitter(works::add);
    }

    private List<CompletableFuture<String>> add(int from, int to) {
        return new ArrayList<>(
                IntStream.rangeClosed(from, to)
                        .mapToObj(item -> together.add(item).subscribeAsCompletionStage())
                        .toList());
    }

    private void succeeds(int number) {
        works.get(number).complete(begun.get(number).stream().map(String::valueOf).toList());
    }

    @Test
    void nothingWaitsForCompany() {
        add(1, 2);
        assertEquals(List.of(List.of(1), List.of(2)), begun);
    }

    @Test
    void whatComesWhileAllLanesAreBusyIsDoneTogetherInItsOrderAndSoMuchAtOnce() {
        var answers = add(1, 6);
        succeeds(0);
        assertEquals(List.of(List.of(1), List.of(2), List.of(3, 4, 5)), begun);
        succeeds(2);
        assertEquals(List.of(6), begun.getLast());
        succeeds(1);
        succeeds(3);
        assertEquals(
                List.of("1", "2", "3", "4", "5", "6"),
                answers.stream().map(CompletableFuture::join).toList());
    }

    @Test
    void whatHasAPaceWaitsForItsTurn() {
        var turns = new ArrayList<Runnable>();
        var paced =
                new Together<Integer, String>(1, 3, this::work, begin -> () -> turns.add(begin));
        var answers =
                new ArrayList<>(
                        IntStream.rangeClosed(1, 2)
                                .mapToObj(item -> paced.add(item).subscribeAsCompletionStage())
                                .toList());
        assertEquals(List.of(), begun);

        turns.getFirst().run();
        assertEquals(List.of(List.of(1, 2)), begun);
        turns.getLast().run();
        assertEquals(1, begun.size());

        answers.add(paced.add(3).subscribeAsCompletionStage());
        turns.getLast().run(); // while the lane is busy
        assertEquals(1, begun.size());
        int asked = turns.size();
        succeeds(0);
        assertEquals(asked + 1, turns.size());
        turns.getLast().run();
        succeeds(1);
        assertEquals(
                List.of("1", "2", "3"), answers.stream().map(CompletableFuture::join).toList());
    }

    @Test
    void aLaneIsFreeAgainHoweverItsWorkEnded() {
        var answers = add(1, 3);
        works.getFirst().fail(new IllegalStateException("no"));
        assertTrue(answers.getFirst().isCompletedExceptionally());
        assertEquals(List.of(3), begun.getLast());
    }

    @Test
    void whereManyFailOnlyThoseFailThatDoSoAlone() {
        var answers = add(1, 5);
        succeeds(0);
        succeeds(1);
        works.get(2).fail(new IllegalStateException("one of them"));
        assertEquals(List.of(List.of(3), List.of(4), List.of(5)), begun.subList(3, 6));
        succeeds(3);
        works.get(4).fail(new IllegalStateException("it is this one"));
        succeeds(5);
        assertEquals("3", answers.get(2).join());
        assertTrue(answers.get(3).isCompletedExceptionally());
        assertEquals("5", answers.get(4).join());
    }

    @Test
    void whereTheWorkIsLateWhoeverWaitsIsToldAtOnceAndTheLaneIsFree() {
        var answers = add(1, 6);
        works.getFirst().fail(new TimeoutException());
        assertEquals(2, begun.size());
        assertTrue(answers.removeFirst().isCompletedExceptionally());
        assertFalse(answers.removeFirst().isDone(), "its lane may not be late");
        assertTrue(answers.stream().allMatch(CompletableFuture::isCompletedExceptionally));
        add(7, 7);
        assertEquals(List.of(7), begun.getLast());
    }

    @Test
    void ofManyThatAreLateNoneIsTriedAlone() {
        var answers = add(1, 5);
        succeeds(0);
        succeeds(1);
        works.get(2).fail(new TimeoutException());
        assertEquals(3, begun.size());
        assertTrue(answers.get(4).isCompletedExceptionally());
    }

    @Test
    void oneLaneThatIsLateTakesNobodyWithItWhileTheOtherWorks() {
        var answers = add(1, 3);
        succeeds(1);
        var next = add(4, 4);
        works.getFirst().fail(new TimeoutException());
        assertTrue(answers.getFirst().isCompletedExceptionally());
        assertEquals(List.of(4), begun.getLast());
        succeeds(3);
        assertEquals("4", next.getFirst().join());
    }

    @Test
    void workThatCannotEvenBeBegunFails() {
        var broken =
                new Together<Integer, String>(
                        1,
                        3,
                        items -> {
                            throw new IllegalStateException("no");
                        });
        for (int item = 1; item <= 3; item++) {
            assertTrue(broken.add(item).subscribeAsCompletionStage().isCompletedExceptionally());
        }
    }
}
