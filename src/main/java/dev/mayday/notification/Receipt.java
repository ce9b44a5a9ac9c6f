package dev.mayday.notification;

/** What becomes of a message after a provider took it. */
public sealed interface Receipt {
    /** It is there: on the phone, answered, in the mailbox. */
    record Arrived() implements Receipt {}

    /**
     * It will not arrive, nobody answered, the line was dead.
     *
     * @param why for people; holds no address and no secret
     */
    record Lost(String why) implements Receipt {}
}
