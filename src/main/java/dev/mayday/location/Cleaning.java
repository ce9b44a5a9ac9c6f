package dev.mayday.location;

import dev.mayday.location.Tracks.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a track what can't be: the same fix twice, a jump away and back that nobody makes, a
 * fix that says no more than "somewhere within kilometres" while a better one is near. The first
 * and the last fix stay, and the one where the button was pressed.
 *
 * <p>Fixes come in their track's order and leave in it. Each is judged by the fix before it that
 * stayed and by those of the next two minutes, of the same installation: two phones of one person
 * may be at two places. What is cleaned is not changed by being cleaned again. Pure, and bounded:
 * it holds no more than two minutes of a track, or {@value #MOST_HELD} fixes where they are denser
 * than that.
 */
public final class Cleaning {
    static final int MOST_HELD = 2_000;
    private static final int MOST_INSTALLATIONS = 64;
    private static final Duration NEAR = Duration.ofMinutes(2);

    private final Deque<Recorded> held = new ArrayDeque<>();
    private final Map<String, Recorded> lastOf = new LinkedHashMap<>(16, 0.75f, true);
    private @Nullable Recorded last;

    /** Takes the next fixes of a track. @return those that are decided and stay */
    public List<Recorded> take(List<Recorded> next) {
        var stay = new ArrayList<Recorded>();
        for (var fix : next) {
            held.add(fix);
            while (isDecided(fix.fix().at())) {
                decide(stay);
            }
        }
        return stay;
    }

    /** The track has ended. @return the rest that stays */
    public List<Recorded> end() {
        var stay = new ArrayList<Recorded>();
        while (!held.isEmpty()) {
            decide(stay);
        }
        return stay;
    }

    /** Whether all is known by which the oldest fix that is held is judged. */
    private boolean isDecided(Instant now) {
        return held.size() > MOST_HELD || held.size() > 1 && isFar(held.getFirst().fix().at(), now);
    }

    private static boolean isFar(Instant from, Instant to) {
        return to.isAfter(from.plus(NEAR));
    }

    private void decide(List<Recorded> stay) {
        var fix = held.removeFirst();
        boolean stays = last == null || held.isEmpty() || fix.pressed() || isSound(fix, last);
        if (stays) {
            stay.add(fix);
            last = fix;
            lastOf.put(fix.installation(), fix);
            if (lastOf.size() > MOST_INSTALLATIONS) {
                lastOf.remove(lastOf.keySet().iterator().next());
            }
        }
    }

    private boolean isSound(Recorded fix, Recorded before) {
        if (Step.isTheSame(before, fix)) {
            return false;
        }
        var own = lastOf.get(fix.installation());
        if (own == null) {
            return true;
        }
        return !own.fix().at().equals(fix.fix().at())
                && !(Step.isVague(fix) && isBetterNear(fix, own))
                && !(Step.isImpossible(own, fix) && isBackAfter(fix, own));
    }

    private boolean isBetterNear(Recorded fix, Recorded own) {
        return !isFar(own.fix().at(), fix.fix().at()) && Step.isGood(own)
                || next(fix).stream().anyMatch(Step::isGood);
    }

    /** Whether one that follows fits the fix before, and not this one. */
    private boolean isBackAfter(Recorded fix, Recorded own) {
        return next(fix).stream()
                .anyMatch(later -> Step.isImpossible(fix, later) && !Step.isImpossible(own, later));
    }

    private List<Recorded> next(Recorded fix) {
        return held.stream()
                .takeWhile(later -> !isFar(fix.fix().at(), later.fix().at()))
                .filter(later -> later.installation().equals(fix.installation()))
                .toList();
    }
}
