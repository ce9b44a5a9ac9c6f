package dev.mayday.notification;

import jakarta.enterprise.context.ApplicationScoped;

/** Puts a message into words, in the language and the time zone of who reads it. */
@ApplicationScoped
public class Wording {
    private final Notices notices;

    Wording(NotificationSettings settings) {
        notices = new Notices(settings.mapLink());
    }

    /**
     * The message as it may be seen by whoever stands beside its reader: on a lock screen, in a
     * list. For a contact with whom the owner wants to be discreet it only says to open the link.
     */
    public Notice of(Message message) {
        var notice = inFull(message);
        return Discreet.applies(message)
                ? Discreet.of(Phrases.of(message.locale()), message, notice)
                : notice;
    }

    /** All of it, for what only its reader opens. The subject is as discreet as it must be. */
    public Notice inFull(Message message) {
        var phrases = Phrases.of(message.locale());
        var notice = notices.of(phrases, message);
        return Discreet.applies(message) ? Discreet.opening(phrases, message, notice) : notice;
    }

    /**
     * The message as a text message, in one segment where it can be: the link first, so that it is
     * whole whatever is cut, and the rest of what there is to know behind it.
     */
    public String shortText(Message message) {
        return ShortText.of(Phrases.of(message.locale()), message);
    }

    /** The message as it is read out on the telephone. */
    public Spoken spoken(Message message) {
        return Speech.of(Phrases.of(message.locale()), message);
    }
}
