package dev.mayday.live;

import io.quarkus.websockets.next.CloseReason;
import io.smallrye.mutiny.Uni;

/** What a {@link Socket} writes to: one text at a time, the next once the last has been taken. */
public interface Line {
    /** Names it in the log. */
    String id();

    boolean isOpen();

    /** Done once the reader's side has taken it; fails where there is nobody any more. */
    Uni<Void> send(String text);

    Uni<Void> close(CloseReason reason);
}
