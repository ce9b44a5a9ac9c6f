package dev.mayday.location;

import java.util.UUID;

/**
 * Who wants to look at what is recorded of some persons. With their fixes a timer is written: it
 * says that there is something new, and the looking is done elsewhere, after the commit.
 */
public interface TrackWatch {
    /** Whether this person's fixes are to be looked at; asked for each, so from memory. */
    boolean concerns(UUID person);

    /** The kind of the timer; its subject is the person. */
    String timer();
}
