package dev.mayday.notification;

import dev.mayday.notification.Turn.Next;
import dev.mayday.notification.Turn.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is told when, until somebody answers. Steps are counted from 0 over all repeats; one more
 * than the last stands for "all used up".
 *
 * @param repeat how often all steps are gone through again after the first time
 */
record Policy(List<Step> steps, int repeat) {
    /** From the last step to a repeat's beginning, and from the very last to giving up on them. */
    static final Duration PAUSE = Duration.ofSeconds(60);

    /** PROTOCOL.md "Escalation", for who has set none. */
    static final Policy DEFAULT = PolicyForm.DEFAULT.policy();

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

    /** From ACTIVE, or from a repeat's beginning, to its first step. */
    Duration first() {
        return steps.getFirst().after();
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
            var reached = reached(at, all);
            reached.forEach(one -> tell.add(new Told(number, one)));
            if (reached.stream().anyMatch(Reachable::counts)) {
                return new Turn(ordered(tell), after(at, begun, now));
            }
            if (lastOfItsPass(at) && at + 1 < count() && reachesAnybody(all)) {
                return new Turn(ordered(tell), afterPass(at, now));
            }
        }
        return new Turn(ordered(tell), null);
    }

    /**
     * Goes on at once where it was when somebody said to be going who now can't. Whoever was told
     * before may have relied on that, and is told again; with them the next step, and where none is
     * left, the first.
     *
     * @param told steps that were taken before, over all repeats
     */
    Turn goOn(int told, Instant now, List<Reachable> all) {
        var turn = turn(told < count() ? told : 0, now, now, all);
        var tell = new ArrayList<>(turn.tell());
        for (int at = 0; at < Math.min(told, count()); at++) {
            int number = at;
            reached(at, all).stream()
                    .filter(one -> tell.stream().noneMatch(other -> other.by().equals(one)))
                    .forEach(one -> tell.add(new Told(number, one)));
        }
        return new Turn(ordered(tell), turn.next());
    }

    private Next after(int step, Instant begun, Instant now) {
        if (lastOfItsPass(step)) {
            return afterPass(step, now);
        }
        return new Next(step + 1, begun.plus(steps.get((step + 1) % steps.size()).after()));
    }

    /** The first step of the repeat, or the end of all. */
    private Next afterPass(int step, Instant now) {
        var pause = step + 1 < count() ? PAUSE.plus(first()) : PAUSE;
        return new Next(step + 1, now.plus(pause));
    }

    /** Whoever no step reaches is told with the last one, rather than never. */
    private List<Reachable> reached(int step, List<Reachable> all) {
        var named = steps.get(step % steps.size()).of(all);
        return lastOfItsPass(step)
                ? Stream.concat(named.stream(), forgotten(all).stream()).toList()
                : named;
    }

    /**
     * The channels that no step uses of the contacts that no step relies on: those of a tier that
     * none names, and those that have none of the channels that are named for them.
     */
    private List<Reachable> forgotten(List<Reachable> all) {
        var named = steps.stream().flatMap(step -> step.of(all).stream()).toList();
        var told =
                named.stream()
                        .filter(Reachable::counts)
                        .map(Reachable::contactId)
                        .collect(Collectors.toSet());
        return all.stream()
                .filter(one -> !told.contains(one.contactId()) && !named.contains(one))
                .toList();
    }

    private static boolean reachesAnybody(List<Reachable> all) {
        return all.stream().anyMatch(Reachable::counts);
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
