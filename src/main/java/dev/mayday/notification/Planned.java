package dev.mayday.notification;

import dev.mayday.alert.LockedAlert;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Deliveries to be made of one alert, which is held still meanwhile.
 *
 * @param at when they are made; never before the end that the owner was shown, whichever node's
 *     clock says so
 */
record Planned(LockedAlert alert, Instant at, List<Plan> plans) {
    Planned {
        plans = List.copyOf(plans);
        var end = alert.ownerEndedAt();
        at = end != null && at.isBefore(end) ? end : at;
    }

    /** One of them. */
    record Each(Planned of, Plan plan) {
        UUID alert() {
            return of.alert.id().value();
        }
    }

    static List<Each> each(List<Planned> planned) {
        return planned.stream()
                .flatMap(of -> of.plans.stream().map(plan -> new Each(of, plan)))
                .toList();
    }
}
