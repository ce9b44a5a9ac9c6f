package dev.mayday.notification;

import dev.mayday.notification.Message.Letter;
import dev.mayday.notification.Message.Raised;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Wording that says nothing of an emergency to whoever looks over the reader's shoulder: that
 * somebody asks to open a link, whether it is a drill, and whom not to call.
 */
final class Discreet {
    private Discreet() {}

    /** The operator is never told discreetly; a code gives nothing away. */
    static boolean applies(Message message) {
        return message.discreet()
                && (Facts.alert(message.content()) != null || person(message) != null);
    }

    static String subject(Phrases phrases, Message message) {
        return subject(phrases, message, Integer.MAX_VALUE);
    }

    /**
     * @param longest characters of the name
     */
    static String subject(Phrases phrases, Message message, int longest) {
        var alert = Facts.alert(message.content());
        boolean asks = alert == null || message.content() instanceof Raised;
        var subject =
                phrases.say(
                        asks ? "discreet.subject" : "discreet.news",
                        "person",
                        Facts.cut(name(message), longest));
        return alert != null && alert.drill()
                ? phrases.say("discreet.drill", "subject", subject)
                : subject;
    }

    static @Nullable String doNotCall(Phrases phrases, Message message) {
        var alert = Facts.alert(message.content());
        return alert != null && Facts.warns(message.content())
                ? phrases.say("discreet.do-not-call")
                : null;
    }

    static String name(Message message) {
        var alert = Facts.alert(message.content());
        var person = alert == null ? person(message) : alert.person().name();
        return person == null ? "" : person;
    }

    /** No more than what may be seen. */
    static Notice of(Phrases phrases, Message message, Notice full) {
        var subject = subject(phrases, message);
        return new Notice(
                full.locale(),
                full.rightToLeft(),
                full.urgent(),
                Subjects.fitting(longest -> subject(phrases, message, longest)),
                null,
                null,
                subject,
                doNotCall(phrases, message),
                List.of(),
                action(phrases, full),
                "");
    }

    /** All of it, with an opening that fills what a list of mails shows of each. */
    static Notice opening(Phrases phrases, Message message, Notice full) {
        var subject = subject(phrases, message);
        return new Notice(
                full.locale(),
                full.rightToLeft(),
                full.urgent(),
                Subjects.fitting(longest -> subject(phrases, message, longest)),
                subject,
                full.banner(),
                full.headline(),
                full.warning(),
                full.lines(),
                action(phrases, full),
                full.footer());
    }

    private static Notice.@Nullable Ref action(Phrases phrases, Notice full) {
        var action = full.action();
        return action == null ? null : new Notice.Ref(phrases.say("discreet.action"), action.url());
    }

    /** Who invites; null for other letters. */
    private static @Nullable String person(Message message) {
        return message.content() instanceof Letter letter
                ? letter.parameters().get("person")
                : null;
    }
}
