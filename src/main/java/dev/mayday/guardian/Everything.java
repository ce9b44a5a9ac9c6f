package dev.mayday.guardian;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What a subscription asked for: everything, or some by themselves, or both. What is found while
 * all that is there is still being told waits until that is done: each is told once.
 */
final class Everything {
    private final Set<UUID> asked = new HashSet<>();
    private final Set<UUID> leftOut = new HashSet<>();
    private boolean wanted;
    private boolean told;
    private boolean missed;

    synchronized void begin() {
        leftOut.clear();
        wanted = true;
        told = false;
        missed = false;
    }

    /** Those that were asked for by themselves are followed on. */
    synchronized void leave() {
        wanted = false;
    }

    /** One is asked for by itself. */
    synchronized void asks(UUID subject) {
        asked.add(subject);
        leftOut.remove(subject);
    }

    /**
     * One is no longer wanted: by itself, if it was asked for so, else it is left out of
     * everything.
     */
    synchronized void leave(UUID subject) {
        if (!asked.remove(subject) && wanted) {
            leftOut.add(subject);
        }
    }

    /** Whether it is to be followed, for whichever reason. */
    synchronized boolean wants(UUID subject) {
        return asked.contains(subject) || wanted && !leftOut.contains(subject);
    }

    /** All that was there has been told. @return whether there may be more by now */
    synchronized boolean told() {
        told = true;
        return wanted && missed;
    }

    synchronized boolean isWanted() {
        return wanted;
    }

    /** Whether what is found may be begun; where it must wait, that there is something is noted. */
    synchronized boolean mayBegin() {
        missed |= wanted && !told;
        return wanted && told;
    }
}
