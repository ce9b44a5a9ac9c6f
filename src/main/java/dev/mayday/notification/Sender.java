package dev.mayday.notification;

/**
 * Sends messages by one channel through one provider. It runs on a virtual thread of its channel's
 * own pool and may block, for a bounded time; it answers what can be expected and throws only bugs
 * and lost connections, which are tried again.
 */
public interface Sender {
    /** email, sms, voice, push or webhook; heartbeat for the service's own. */
    String channel();

    /** As an attempt names it; no two senders of a channel have the same. */
    String provider();

    /** Whether the operator has set it up; a sender that is not is as if it were not there. */
    default boolean configured() {
        return true;
    }

    Outcome send(Message message);
}
