package dev.mayday.checkin;

import dev.mayday.clock.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The timers of check-ins. None is ever taken back: one that is no longer wanted finds that out
 * under the check-in's lock, and the due time is part of its name.
 */
final class DueCheckin {
    static final String REMINDER = "checkin-reminder";
    static final String MISSED = "checkin-missed";
    static final String AFTER = "checkin-after";

    private DueCheckin() {}

    /** What follows from how it stands now. */
    static List<Timer> planned(Checkin checkin, Instant now) {
        var timers = new ArrayList<Timer>();
        if (checkin.running()) {
            timers.add(Timer.of(MISSED, checkin.id(), 0, checkin.missesAt()));
            checkin.reminders(now).stream()
                    .filter(at -> at.isAfter(now))
                    .map(at -> Timer.of(REMINDER, checkin.id(), millis(at, checkin.dueAt()), at))
                    .forEach(timers::add);
        }
        if (!checkin.running() || checkin.unheard()) {
            timers.add(after(checkin.id(), 0, now));
        }
        return timers;
    }

    /** Whether a reminder is of the time at which the check-in is due now. */
    static boolean reminds(Timer timer, Checkin checkin) {
        return timer.number() == millis(timer.dueAt(), checkin.dueAt());
    }

    /** Within seven days, so that it fits. */
    private static int millis(Instant from, Instant due) {
        return (int) Math.min(Integer.MAX_VALUE, Duration.between(from, due).toMillis());
    }

    static Timer after(UUID checkin, int number, Instant at) {
        return Timer.of(AFTER, checkin, number, at);
    }
}
