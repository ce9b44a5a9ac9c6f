package dev.mayday.notification.sms;

import dev.mayday.notification.Receipt;

/**
 * What the SMSC brings. Each method returns once it is on record, and throws where it could not be:
 * then the SMSC is asked to send it again.
 */
interface Arrivals {
    /**
     * The SMSC has taken a message. Never throws: it is taken, whatever comes of this.
     *
     * @param id its name for it
     * @param to E.164
     */
    void taken(String id, String to);

    /**
     * @param id the SMSC's name for the message, in whatever dialect
     * @param from the number that the message went to, as well as could be told
     */
    void receipt(String id, String from, Receipt receipt);

    /**
     * @param from E.164, as well as could be told
     */
    void text(String from, String to, String text);
}
