package dev.mayday.notification;

import dev.mayday.alert.AlertView;
import dev.mayday.notification.Message.Acknowledged;
import dev.mayday.notification.Message.Ended;
import dev.mayday.notification.Message.Expiring;
import dev.mayday.notification.Message.Letter;
import dev.mayday.notification.Message.Raised;
import dev.mayday.notification.Message.StillGoing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message as a text message: the link, then what must be said, in as few segments as that takes;
 * then as much of the rest as those have room for. Long names are shortened first, the link and "do
 * not call" never.
 */
final class ShortText {
    private final Phrases phrases;
    private final Message message;

    private ShortText(Phrases phrases, Message message) {
        this.phrases = phrases;
        this.message = message;
    }

    static String of(Phrases phrases, Message message) {
        var text = new ShortText(phrases, message);
        return Discreet.applies(message)
                ? text.whole(text::discreet, List.of())
                : text.whole(text::must, text.may());
    }

    private String whole(IntFunction<String> must, List<String> may) {
        var text = shortest(must);
        for (var more : may) {
            var longer = PlainLetters.of(text + " " + more);
            if (SmsLength.segments(longer) <= SmsLength.segments(text)) {
                text = longer;
            }
        }
        return text;
    }

    /** With names as long as they can be without another segment. */
    private String shortest(IntFunction<String> must) {
        var best = written(must.apply(Subjects.NAMES.getFirst()));
        for (int longest : Subjects.NAMES) {
            var text = written(must.apply(longest));
            if (SmsLength.segments(text) < SmsLength.segments(best)) {
                best = text;
            }
        }
        return best;
    }

    /** What runs from right to left gets a line of its own: the link must not turn it around. */
    private String written(String words) {
        var link = Facts.link(message.content());
        return PlainLetters.of(
                link == null ? words : link + (phrases.rightToLeft() ? "\n" : " ") + words);
    }

    private String must(int longest) {
        var alert = Facts.alert(message.content());
        if (alert == null) {
            return phrases.say("sms.letter", "subject", Subjects.of(phrases, message, longest));
        }
        return sentences(
                stopped(Subjects.of(phrases, message, longest)),
                Facts.warns(message.content()) ? phrases.say("sms.do-not-call") : null,
                saysWhen() && Facts.late(message, alert)
                        ? phrases.say("sms.late", "age", age(alert))
                        : null);
    }

    private List<String> may() {
        return switch (message.content()) {
            case Raised raised -> more(raised);
            case Acknowledged going ->
                    going.etaMinutes() == null
                            ? List.of()
                            : List.of(
                                    phrases.say(
                                            "sms.eta",
                                            "time",
                                            phrases.count("age.minutes", going.etaMinutes())));
            case StillGoing reminder -> List.of(phrases.say("sms.reply.still"));
            case Expiring expiring -> List.of(phrases.say("sms.unsure"));
            case Ended ended ->
                    ended.alert().state().equals("EXPIRED")
                            ? List.of(phrases.say("sms.unsure"))
                            : List.of();
            case Letter letter -> List.of();
        };
    }

    /** The operator has no link, and so is told the place itself. */
    private List<String> more(Raised raised) {
        var where = raised.where();
        var more = new ArrayList<String>();
        if (raised.link() != null) {
            more.add(phrases.say("sms.reply"));
        } else if (where != null) {
            more.add(phrases.word(where.text()) + ".");
        }
        if (where != null) {
            var age = phrases.age(Facts.age(message, where.at()));
            more.add(
                    where.accuracy() == null
                            ? phrases.say("sms.place", "age", age)
                            : phrases.say(
                                    "sms.place.accuracy",
                                    "age",
                                    age,
                                    "metres",
                                    Math.round(where.accuracy())));
            if (where.battery() != null) {
                more.add(phrases.say("sms.battery", "percent", where.battery()));
            }
        }
        return more;
    }

    private String discreet(int longest) {
        return sentences(
                stopped(Discreet.subject(phrases, message, longest)),
                Discreet.doNotCall(phrases, message));
    }

    private boolean saysWhen() {
        return message.content() instanceof Raised;
    }

    private String age(AlertView alert) {
        return phrases.age(Facts.age(message, alert.raisedAt()));
    }

    private static String stopped(String sentence) {
        return sentence.endsWith("?") || sentence.endsWith("؟") ? sentence : sentence + ".";
    }

    private static String sentences(@Nullable String... sentences) {
        return Stream.of(sentences)
                .filter(sentence -> sentence != null)
                .collect(Collectors.joining(" "));
    }
}
