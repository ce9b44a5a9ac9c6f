package dev.mayday.notification;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A step of an escalation.
 *
 * @param after from ACTIVE, or from the beginning of a repeat
 * @param tiers whose contacts are told
 * @param channels by which they are told; empty for all that they have
 */
record Step(Duration after, Set<Integer> tiers, Set<String> channels) {
    Step {
        if (after.isNegative() || tiers.isEmpty()) {
            throw new IllegalArgumentException("a step tells somebody, not before the alert");
        }
        tiers = Set.copyOf(tiers);
        channels = Set.copyOf(channels);
    }

    List<Reachable> of(List<Reachable> all) {
        return all.stream()
                .filter(one -> tiers.contains(one.tier()))
                .filter(one -> channels.isEmpty() || channels.contains(one.channel()))
                .toList();
    }
}
