package dev.mayday.contact;

import dev.mayday.problem.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A channel as a client asks for it.
 *
 * @param id of a channel that is there already, in a change; it may stand alone
 */
record ChannelForm(@Nullable UUID id, @Nullable String type, @Nullable String address) {

    ChannelForm {
        address = address == null ? null : address.strip();
    }

    /** Only names a channel that is there already. */
    boolean isReference() {
        return id != null && type == null && address == null;
    }

    /** Its type, of a form that was {@linkplain #check checked} and is no reference. */
    ChannelType kind() {
        return ChannelType.of(type).orElseThrow();
    }

    /** Equal for the same way to the same place. */
    String key() {
        return kind().key(address);
    }

    /**
     * @throws dev.mayday.problem.Refused invalid-channels, naming the culprit's place in the list
     */
    static List<ChannelForm> check(List<@Nullable ChannelForm> channels, boolean references) {
        var seen = new HashSet<String>();
        for (int i = 0; i < channels.size(); i++) {
            var form = channels.get(i);
            if (form == null) {
                throw refused(i, "is null");
            }
            if (references && form.isReference()) {
                continue;
            }
            var kind = ChannelType.of(form.type());
            if (kind.isEmpty()) {
                throw refused(i, "the type must be email, sms, voice, push or webhook");
            }
            var fault = kind.get().fault(form.address());
            if (fault.isPresent()) {
                throw refused(i, fault.get());
            }
            if (!seen.add(form.key())) {
                throw refused(i, "is there twice");
            }
        }
        return List.copyOf(channels);
    }

    private static RuntimeException refused(int index, String why) {
        return Problem.invalid("channels", "[" + index + "]: " + why).refused();
    }
}
