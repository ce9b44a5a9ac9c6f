package dev.mayday.operator;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What goes on record of an operator's doing. */
enum Action {
    LIST_USERS("user.list"),
    READ_USER("user.read"),
    END_SESSIONS("user.sessions.end"),
    LIST_ALERTS("alert.list"),
    READ_ALERT("alert.read"),
    BREAK_GLASS("alert.break-glass"),
    READ_PLACE("alert.place.read"),
    LIST_DELIVERIES("delivery.list"),
    READ_DELIVERY("delivery.read"),
    SWITCH_ON("provider.switch-on"),
    SWITCH_OFF("provider.switch-off"),
    REPLAY("dead-letter.replay"),
    LIST_DRILLS("drill.list");

    /** All, as the wire has them. */
    static final Set<String> NAMES =
            Arrays.stream(values()).map(Action::wire).collect(Collectors.toUnmodifiableSet());

    private final String wire;

    Action(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }
}
