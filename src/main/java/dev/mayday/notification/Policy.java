package dev.mayday.notification;

import dev.mayday.notification.Turn.Next;
import dev.mayday.notification.Turn.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Who is told when, until somebody answers. Steps are counted from 0 over all repeats; one more
 * than the last stands for "all used up".
 *
 * @param repeat how often all steps are gone through again after the first time
 */
record Policy(List<Step> steps, int repeat) {
    /** From the last step to a repeat's beginning, and from the very last to giving up on them. */
    static final Duration PAUSE = Duration.ofSeconds(60);

    /**
     * PROTOCOL.md "Escalation". Tiers go to 9 and this policy names three: whoever stands behind
     * the third is told with it, rather than never.
     */
    static final Policy DEFAULT =
            new Policy(
                    List.of(
                            new Step(Duration.ZERO, Set.of(1), Set.of()),
                            new Step(Duration.ofSeconds(60), Set.of(1), Set.of("voice")),
                            new Step(Duration.ofSeconds(120), Set.of(2), Set.of()),
                            new Step(
                                    Duration.ofSeconds(240),
                                    Set.of(3, 4, 5, 6, 7, 8, 9),
                                    Set.of())),
                    2);

    private static final Comparator<Told> PUSH_FIRST =
            Comparator.comparing(told -> !told.by().channel().equals("push"));

    Policy {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || repeat < 0) {
            throw new IllegalArgumentException("a policy has a step, and repeats 0 times or more");
        }
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).after().compareTo(steps.get(i - 1).after()) < 0) {
                throw new IllegalArgumentException("steps stand in the order of their times");
            }
        }
    }

    /**
     * Takes the turn of a step that is due. A step that reaches nobody goes on at once to the next;
     * a repeat still waits for its pause, unless no step at all reaches anybody.
     *
     * @param step which is due
     * @param dueAt when it was due
     * @param now not before that
     * @param all whom this alert may reach
     */
    Turn turn(int step, Instant dueAt, Instant now, List<Reachable> all) {
        var tell = new ArrayList<Told>();
        var begun = dueAt.minus(steps.get(step % steps.size()).after());
        for (int at = step; at < count(); at++) {
            int number = at;
            var reached = steps.get(at % steps.size()).of(all);
            reached.forEach(one -> tell.add(new Told(number, one)));
            if (reached.stream().anyMatch(Reachable::counts)) {
                return new Turn(ordered(tell), after(at, begun, now));
            }
            if (lastOfItsPass(at) && at + 1 < count() && reachesAnybody(all)) {
                return new Turn(ordered(tell), new Next(at + 1, now.plus(PAUSE)));
            }
        }
        return new Turn(ordered(tell), null);
    }

    private Next after(int step, Instant begun, Instant now) {
        if (lastOfItsPass(step)) {
            return new Next(step + 1, now.plus(PAUSE));
        }
        return new Next(step + 1, begun.plus(steps.get((step + 1) % steps.size()).after()));
    }

    private boolean reachesAnybody(List<Reachable> all) {
        return steps.stream().anyMatch(step -> step.of(all).stream().anyMatch(Reachable::counts));
    }

    private boolean lastOfItsPass(int step) {
        return (step + 1) % steps.size() == 0;
    }

    private int count() {
        return steps.size() * (repeat + 1);
    }

    /** Stable, so that within a channel the contacts keep their order. */
    private static List<Told> ordered(List<Told> tell) {
        return tell.stream().sorted(PUSH_FIRST).toList();
    }
}
