package dev.mayday.contact;

import dev.mayday.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What becomes of a contact's channels when it is given a new list of them.
 *
 * @param kept they stay as they are, with their state
 * @param gone to be removed
 * @param fresh to be made
 */
record ChannelPlan(Set<ChannelEntity> kept, List<ChannelEntity> gone, List<ChannelForm> fresh) {

    /**
     * @throws dev.mayday.problem.Refused invalid-channels for an id that the contact does not have
     */
    static ChannelPlan of(List<ChannelEntity> there, List<ChannelForm> wanted) {
        var byId = there.stream().collect(Collectors.toMap(ChannelEntity::id, Function.identity()));
        var byKey =
                there.stream().collect(Collectors.toMap(ChannelEntity::key, Function.identity()));
        var kept = new LinkedHashSet<ChannelEntity>();
        var fresh = new ArrayList<ChannelForm>();
        for (var form : wanted) {
            if (form.id() != null && !byId.containsKey(form.id())) {
                throw unknown(form.id()).refused();
            }
            var same = form.isReference() ? byId.get(form.id()) : byKey.get(form.key());
            if (same == null) {
                fresh.add(form);
            } else {
                kept.add(same);
            }
        }
        var gone = there.stream().filter(channel -> !kept.contains(channel)).toList();
        return new ChannelPlan(kept, gone, fresh);
    }

    int size() {
        return kept.size() + fresh.size();
    }

    private static Problem unknown(UUID id) {
        return Problem.invalid("channels", "there is no channel " + id);
    }
}
