package dev.mayday.live;

import io.quarkus.websockets.next.CloseReason;
import io.smallrye.mutiny.Uni;

/** What a {@link Socket} writes to. */
public interface Line {
    /** Names it in the log. */
    String id();

    boolean isOpen();

    /** Done once the reader's side has taken it; fails where there is nobody any more. */
    Uni<Void> send(String text);

    /**
     * How many texts it takes at a time, and keeps in their order: one more once one has been
     * taken.
     */
    default int atOnce() {
        return 1;
    }

    /** One message that came in is answered. */
    default void answered() {}

    /** Whether all that was taken is answered. */
    default boolean isAnswered() {
        return true;
    }

    /** What comes in from now on is not taken. */
    default void hearNoMore() {}

    Uni<Void> close(CloseReason reason);
}
