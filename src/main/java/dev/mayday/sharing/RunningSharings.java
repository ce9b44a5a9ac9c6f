package dev.mayday.sharing;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The sharings of some persons that are not over, and who may see them. */
public final class RunningSharings {
    private final Map<UUID, Map<UUID, Running>> byViewer = new HashMap<>();
    private final Set<UUID> all = new HashSet<>();

    /** One of them. @param version grows with each change of it */
    public record Running(UUID id, UUID person, int version, Instant endsAt) {}

    /** One of them, and the accounts that see it beside its person's own. */
    record Seen(Running sharing, List<UUID> viewers) {}

    RunningSharings(List<Seen> sharings) {
        for (var one : sharings) {
            all.add(one.sharing.id);
            seenBy(one.sharing.person, one.sharing);
            one.viewers.forEach(viewer -> seenBy(viewer, one.sharing));
        }
    }

    private void seenBy(UUID account, Running sharing) {
        byViewer.computeIfAbsent(account, key -> new HashMap<>()).put(sharing.id, sharing);
    }

    /** Those that this account may see, by their ids. */
    public Map<UUID, Running> of(UUID account) {
        return byViewer.getOrDefault(account, Map.of());
    }

    /** The same, in the order in which they began. */
    public List<Running> inOrder(UUID account) {
        Collection<Running> seen = of(account).values();
        return seen.stream()
                .sorted((one, other) -> one.id.toString().compareTo(other.id.toString()))
                .toList();
    }

    /** Whether it goes on, be it seen or not. */
    public boolean has(UUID sharing) {
        return all.contains(sharing);
    }
}
