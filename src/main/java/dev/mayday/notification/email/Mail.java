package dev.mayday.notification.email;

import io.vertx.ext.mail.MailMessage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A mail that knows whether a server was given it. The client asks for its text when a server has
 * greeted and the mail is about to go; one that was withdrawn by then does not go.
 */
final class Mail extends MailMessage {
    private final AtomicReference<State> state = new AtomicReference<>(State.HERE);

    private enum State {
        HERE,
        GIVEN,
        WITHDRAWN
    }

    Mail(MailMessage written) {
        super(written);
    }

    @Override
    public String getText() {
        state.compareAndSet(State.HERE, State.GIVEN);
        if (!given()) {
            throw new IllegalStateException("withdrawn");
        }
        return super.getText();
    }

    boolean given() {
        return state.get() == State.GIVEN;
    }

    /**
     * @return whether it was in time: then no server will be given it
     */
    boolean withdraw() {
        return state.compareAndSet(State.HERE, State.WITHDRAWN);
    }
}
