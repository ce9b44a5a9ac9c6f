package dev.mayday.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.notification.Turn.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private static final Instant PRESSED = Instant.parse("2026-11-23T10:00:00Z");

    private final List<Reachable> all = new ArrayList<>();

    @Test
    void tierOneIsToldAtOncePushFirst() {
        has("anna", 1, "email", true);
        has("anna", 1, "push", true);
        has("ben", 2, "email", true);

        var turn = Policy.DEFAULT.turn(0, PRESSED, PRESSED, all);

        assertEquals(List.of("anna push", "anna email"), told(turn));
        assertEquals(new Next(1, after(60)), turn.next());
    }

    @Test
    void aStepThatReachesNobodyGoesOnAtOnce() {
        has("anna", 1, "email", true);
        has("ben", 2, "email", true);

        var turn = Policy.DEFAULT.turn(1, after(60), after(60), all);

        assertEquals(List.of("ben email"), told(turn));
        assertEquals(2, turn.tell().getFirst().step());
        assertEquals(new Next(3, after(240)), turn.next(), "the third keeps its time");
    }

    @Test
    void whoeverStandsBehindTheThirdTierIsToldWithIt() {
        has("dora", 9, "email", true);

        assertEquals(List.of("dora email"), told(Policy.DEFAULT.turn(0, PRESSED, PRESSED, all)));
    }

    @Test
    void aRepeatBeginsAMinuteAfterTheLastStep() {
        has("anna", 1, "email", true);
        has("cleo", 3, "email", true);

        assertEquals(
                new Next(4, after(300)),
                Policy.DEFAULT.turn(3, after(240), after(240), all).next());
        assertEquals(
                new Next(5, after(360)),
                Policy.DEFAULT.turn(4, after(300), after(300), all).next());
    }

    @Test
    void aRepeatIsNotRushedWhereTheLastStepsReachNobody() {
        has("anna", 1, "email", true);

        var turn = Policy.DEFAULT.turn(1, after(60), after(60), all);

        assertTrue(turn.tell().isEmpty());
        assertEquals(new Next(4, after(120)), turn.next());
    }

    @Test
    void afterTheLastRepeatAllIsUsedUp() {
        has("cleo", 3, "email", true);

        assertEquals(
                new Next(12, after(60)), Policy.DEFAULT.turn(11, PRESSED, PRESSED, all).next());
        assertNull(Policy.DEFAULT.turn(12, after(60), after(60), all).next());
    }

    @Test
    void withNobodyAtAllEverythingIsUsedUpAtOnce() {
        var turn = Policy.DEFAULT.turn(0, PRESSED, PRESSED, all);

        assertTrue(turn.tell().isEmpty());
        assertNull(turn.next());
    }

    @Test
    void whenTheOneWhoWentCannotTheNextStepIsTakenAtOnceAndWhoWasToldIsToldAgain() {
        has("anna", 1, "email", true);
        has("anna", 1, "voice", true);
        has("ben", 2, "email", true);
        has("cleo", 3, "email", true);

        var turn = Policy.DEFAULT.goOn(2, after(90), all);

        assertEquals(List.of("ben email", "anna email", "anna voice"), told(turn));
        assertEquals(new Next(3, after(210)), turn.next(), "as long after it as ever");
    }

    @Test
    void whenTheOneWhoWentCannotAndNobodyWasToldTheFirstStepWaitsNoMore() {
        has("anna", 1, "email", true);
        var late = new Policy(List.of(new Step(Duration.ofSeconds(30), Set.of(1), Set.of())), 0);

        var turn = late.goOn(0, after(5), all);

        assertEquals(List.of("anna email"), told(turn));
        assertEquals(new Next(1, after(65)), turn.next());
    }

    @Test
    void whenTheOneWhoWentCannotAndAllIsUsedUpItBeginsAgain() {
        has("anna", 1, "email", true);
        has("ben", 2, "email", true);

        var turn = Policy.DEFAULT.goOn(12, after(900), all);

        assertEquals(List.of("anna email", "ben email"), told(turn));
        assertEquals(new Next(1, after(960)), turn.next());
    }

    @Test
    void aFailingChannelIsTriedButNotReliedOn() {
        has("anna", 1, "webhook", false);
        has("ben", 2, "email", true);

        assertEquals(
                List.of("anna webhook", "ben email"),
                told(Policy.DEFAULT.turn(0, PRESSED, PRESSED, all)));
    }

    @Test
    void aTurnThatComesLateKeepsTheSpacingOfTheOthers() {
        has("anna", 1, "email", true);
        has("ben", 2, "email", true);

        assertEquals(
                new Next(3, after(240)),
                Policy.DEFAULT.turn(2, after(120), after(500), all).next());
    }

    @Test
    void allTurnsTogetherTellEverybodyThreeTimesAndEnd() {
        has("anna", 1, "email", true);
        has("anna", 1, "voice", true);
        has("ben", 2, "sms", true);
        has("cleo", 3, "webhook", true);
        var heard = new ArrayList<String>();
        Turn turn;
        var next = new Next(0, PRESSED);
        int turns = 0;
        do {
            turn = Policy.DEFAULT.turn(next.step(), next.dueAt(), next.dueAt(), all);
            heard.addAll(told(turn));
            var after = turn.next();
            if (after != null) {
                assertTrue(after.step() > next.step(), "it never goes back");
                next = after;
            }
            assertTrue(++turns < 20);
        } while (turn.next() != null);

        assertEquals(3, heard.stream().filter("anna email"::equals).count());
        assertEquals(6, heard.stream().filter("anna voice"::equals).count());
        assertEquals(3, heard.stream().filter("cleo webhook"::equals).count());
    }

    @Test
    void whoHasNoneOfTheChannelsThatAreNamedIsToldWithTheLastStep() {
        has("anna", 1, "voice", true);
        has("ben", 1, "email", true);
        has("cleo", 2, "sms", true);
        var policy = policy(0, step(0, Set.of(1), "voice"), step(60, Set.of(2), "sms"));

        assertEquals(List.of("anna voice"), told(policy.turn(0, PRESSED, PRESSED, all)));
        assertEquals(
                List.of("cleo sms", "ben email"), told(policy.turn(1, after(60), after(60), all)));
    }

    @Test
    void whoIsToldByTheNamedChannelIsNotToldByItsOthersToo() {
        has("anna", 1, "voice", true);
        has("anna", 1, "email", true);
        var policy = policy(0, step(0, Set.of(1), "voice"));

        assertEquals(List.of("anna voice"), told(policy.turn(0, PRESSED, PRESSED, all)));
    }

    @Test
    void aRepeatGivesItsFirstStepItsTime() {
        has("anna", 1, "email", true);
        var policy = policy(1, step(30, Set.of(1)));

        assertEquals(new Next(1, after(120)), policy.turn(0, after(30), after(30), all).next());
        assertEquals(new Next(2, after(180)), policy.turn(1, after(120), after(120), all).next());
    }

    @Test
    void stepsOutOfOrderAreNoPolicy() {
        var late = new Step(Duration.ofSeconds(60), Set.of(1), Set.of());
        var early = new Step(Duration.ZERO, Set.of(1), Set.of());

        assertThrows(IllegalArgumentException.class, () -> new Policy(List.of(late, early), 0));
    }

    private static Policy policy(int repeat, Step... steps) {
        return new Policy(List.of(steps), repeat);
    }

    private static Step step(int seconds, Set<Integer> tiers, String... channels) {
        return new Step(Duration.ofSeconds(seconds), tiers, Set.of(channels));
    }

    private void has(String name, int tier, String channel, boolean counts) {
        all.add(
                new Reachable(
                        UUID.nameUUIDFromBytes(name.getBytes()),
                        name,
                        tier,
                        UUID.randomUUID(),
                        channel,
                        counts));
    }

    private static List<String> told(Turn turn) {
        return turn.tell().stream()
                .map(told -> told.by().contactName() + " " + told.by().channel())
                .toList();
    }

    private static Instant after(int seconds) {
        return PRESSED.plusSeconds(seconds);
    }
}
