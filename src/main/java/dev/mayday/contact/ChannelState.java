package dev.mayday.contact;

import java.util.Arrays;
import java.util.Locale;

/** Whether a channel is known to reach its contact, and may be used. */
enum ChannelState {
    /** Used for a real alert all the same, never for a drill. */
    UNVERIFIED,
    VERIFIED,
    /** Its owner said stop: nothing is sent, not even an invitation. */
    OPTED_OUT,
    /** It refused what was sent. */
    FAILING;

    static ChannelState of(String wire) {
        return Arrays.stream(values())
                .filter(state -> state.wire().equals(wire))
                .findFirst()
                .orElseThrow();
    }

    /** The name as the contract and the database have it. */
    String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
