package dev.mayday.identity;

import dev.mayday.wire.PersonId;
import java.util.UUID;

/**
 * Whoever presses the button for the heartbeat: a row of {@code person} that is nobody's account.
 * It can't sign in, guards nobody, and is in nobody's list.
 */
public final class SystemPerson {
    public static final PersonId ID =
            new PersonId(UUID.fromString("00000000-0000-5000-8000-6d6179646179"));

    private SystemPerson() {}
}
