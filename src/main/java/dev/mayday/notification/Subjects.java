package dev.mayday.notification;

import dev.mayday.notification.Message.Acknowledged;
import dev.mayday.notification.Message.Ended;
import dev.mayday.notification.Message.Expiring;
import dev.mayday.notification.Message.Letter;
import dev.mayday.notification.Message.Raised;
import dev.mayday.notification.Message.StillGoing;
import java.util.List;
import java.util.function.IntFunction;

/** What a message is about, in a line. */
final class Subjects {
    /** How long a name may be, tried from the longest to the shortest. */
    static final List<Integer> NAMES = List.of(60, 40, 30, 24, 18, 12);

    /** Characters that lists of mails show. */
    private static final int SHOWN = 78;

    private Subjects() {}

    /** With names as long as they can be, so that all else is seen. */
    static String fitting(Phrases phrases, Message message) {
        return fitting(longest -> of(phrases, message, longest));
    }

    /**
     * @param subject by how long a name may be
     */
    static String fitting(IntFunction<String> subject) {
        var line = subject.apply(Integer.MAX_VALUE);
        for (int longest : NAMES) {
            if (line.codePointCount(0, line.length()) <= SHOWN) {
                break;
            }
            line = subject.apply(longest);
        }
        return line;
    }

    /**
     * @param longest characters of a name
     */
    static String of(Phrases phrases, Message message, int longest) {
        var alert = Facts.alert(message.content());
        var person = alert == null ? "" : Facts.cut(alert.person().name(), longest);
        var subject =
                switch (message.content()) {
                    case Raised raised -> raised(phrases, raised, person);
                    case Acknowledged going ->
                            phrases.say(
                                    "going.subject",
                                    "person",
                                    person,
                                    "who",
                                    Facts.cut(going.who(), longest));
                    case StillGoing reminder -> phrases.say("reminder.subject", "person", person);
                    case Expiring expiring -> phrases.say("expiring.subject", "person", person);
                    case Ended ended ->
                            phrases.say(
                                    "ended.subject",
                                    "person",
                                    person,
                                    "reason",
                                    phrases.say("ended.reason." + Facts.reason(ended.alert())));
                    case Letter letter ->
                            phrases.say(
                                    letter.purpose() + ".subject", Notices.words(letter, longest));
                };
        return alert != null && alert.drill()
                ? phrases.say("drill.subject", "subject", subject)
                : subject;
    }

    private static String raised(Phrases phrases, Raised raised, String person) {
        var subject =
                phrases.say(
                        "alert.subject",
                        "person",
                        person,
                        "kind",
                        Facts.kind(phrases, raised.alert()));
        return raised.unanswered()
                ? phrases.say("alert.unanswered.subject", "subject", subject)
                : subject;
    }
}
