package dev.mayday.live;

import dev.mayday.location.LoggedFix;

/**
 * Somebody on this node who follows a person. Called in the order of the logs, one call at a time,
 * and maybe twice for the same thing; to return at once.
 */
public interface Follower {
    void event(AlertEvent event);

    /**
     * @param offset where it stands in the person's partition of the log
     */
    void fix(LoggedFix fix, long offset);

    /** Whether it is to be handed fixes at all: who is not costs no reading of their log. */
    default boolean wantsPlaces() {
        return true;
    }

    /**
     * Whether it is to be handed all that happens around an alert, its history and its messages, or
     * only how the alert itself stands: what nobody here wants is not even read.
     */
    default boolean wantsDetails() {
        return true;
    }

    /** Something may have been missed: read the truth. */
    void lookAgain();
}
