package dev.mayday.live;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;

/** A WebSocket. */
record WebSocketLine(WebSocketConnection connection, Intake intake) implements Line {
    @Override
    public String id() {
        return connection.id();
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    /** What comes together is then written together. */
    @Override
    public int atOnce() {
        return 16;
    }

    @Override
    public Uni<Void> send(String text) {
        return connection.sendText(text);
    }

    @Override
    public void answered() {
        intake.answered();
    }

    @Override
    public boolean isAnswered() {
        return intake.isAnswered();
    }

    @Override
    public void hearNoMore() {
        intake.hearNoMore();
    }

    @Override
    public Uni<Void> close(CloseReason reason) {
        return connection.close(reason);
    }
}
