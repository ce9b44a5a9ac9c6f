package dev.mayday.guardian;

/**
 * Whether a subscription is to everything. What is found while all that is there is still being
 * told waits until that is done: each is told once.
 */
final class Everything {
    private boolean wanted;
    private boolean told;
    private boolean missed;

    synchronized void begin() {
        wanted = true;
        told = false;
        missed = false;
    }

    synchronized void leave() {
        wanted = false;
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
