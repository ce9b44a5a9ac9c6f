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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is read out on the telephone: short sentences, no coordinates and no links, which
 * nobody can follow by ear.
 */
final class Speech {
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_NOTE = 200;

    /** Percent: from here on the battery is worth a sentence. */
    private static final int LOW = 20;

    private static final Pattern ENDS = Pattern.compile("(?s).*[.!?؟…]\\s*");

    private final Phrases phrases;
    private final Message message;
    private final List<String> sentences = new ArrayList<>();

    private Speech(Phrases phrases, Message message) {
        this.phrases = phrases;
        this.message = message;
    }

    static Spoken of(Phrases phrases, Message message) {
        return new Speech(phrases, message).spoken();
    }

    private Spoken spoken() {
        var alert = Facts.alert(message.content());
        if (Discreet.applies(message)) {
            add("voice.discreet", "person", name(Discreet.name(message)));
        } else {
            add("voice.hello", "contact", name(message.name()));
        }
        if (alert != null && alert.drill()) {
            add("drill.banner");
        }
        switch (message.content()) {
            case Raised raised -> raised(raised);
            case Acknowledged going -> going(going);
            case StillGoing reminder -> {
                add("reminder.headline", "person", person(reminder.alert()));
                add("reminder.text");
            }
            case Expiring expiring -> {
                add("expiring.headline", "person", person(expiring.alert()));
                add("voice.expiring");
            }
            case Ended ended -> ended(ended.alert());
            case Letter letter -> letter(letter);
        }
        if (alert != null && Facts.warns(message.content())) {
            add("do-not-call", "person", person(alert));
        }
        return new Spoken(
                phrases.locale(),
                Discreet.applies(message) ? say("voice.discreet.opening") : null,
                sentences,
                choice(),
                say("voice.going"),
                say("voice.declined"));
    }

    private void raised(Raised raised) {
        var alert = raised.alert();
        add(
                raised.unanswered() ? "alert.unanswered.headline" : headline(alert),
                "person",
                person(alert));
        add("voice.kind", "kind", Facts.kind(phrases, alert));
        add("voice.when", "age", phrases.spokenAge(Facts.age(message, alert.raisedAt())));
        var where = raised.where();
        if (where == null) {
            add("voice.place.unknown");
        } else {
            add("voice.place");
            var age = phrases.spokenAge(Facts.age(message, where.at()));
            if (where.accuracy() == null) {
                add("voice.place.age", "age", age);
            } else {
                add("voice.place.accuracy", "age", age, "metres", round(where.accuracy()));
            }
            if (where.battery() != null && where.battery() <= LOW) {
                add("voice.battery", "percent", where.battery());
            }
        }
        note(alert.note());
    }

    private String headline(AlertView alert) {
        var own = "alert.headline." + alert.kind();
        return phrases.has(own) ? own : "alert.headline";
    }

    private void going(Acknowledged going) {
        add("going.headline", "person", person(going.alert()), "who", name(going.who()));
        if (going.etaMinutes() != null) {
            sentences.add(
                    say("voice.eta", "time", phrases.count("spoken.minutes", going.etaMinutes())));
        }
        note(going.note());
    }

    private void ended(AlertView alert) {
        var reason = phrases.say("ended.reason." + Facts.reason(alert));
        add("ended.subject", "person", person(alert), "reason", reason);
        if (alert.state().equals("EXPIRED")) {
            add("ended.unsure");
        }
    }

    /** Digit by digit, and once more for whoever was looking for a pen. */
    private void letter(Letter letter) {
        var code = letter.parameters().get("code");
        if (code == null) {
            add(letter.purpose() + ".headline", Notices.words(letter, LONGEST_NAME));
            add(letter.purpose() + ".text", Notices.words(letter, LONGEST_NAME));
            return;
        }
        var digits = String.join(", ", code.replaceAll("[^0-9A-Za-z]", "").split(""));
        add(letter.purpose() + ".headline");
        add("voice.code", "code", digits);
        add("voice.code.again", "code", digits);
    }

    private @Nullable String choice() {
        return switch (message.content()) {
            case Raised raised -> raised.unanswered() ? null : say("voice.choice");
            case StillGoing reminder -> say("voice.choice.reminder");
            case Acknowledged going -> null;
            case Expiring expiring -> null;
            case Ended ended -> null;
            case Letter letter -> null;
        };
    }

    private void note(@Nullable String note) {
        if (note != null && !note.isBlank()) {
            add("voice.note", "note", Facts.cut(note.strip(), LONGEST_NOTE));
        }
    }

    private void add(String key, Object... words) {
        var sentence = say(key, words);
        sentences.add(ENDS.matcher(sentence).matches() ? sentence : sentence + ".");
    }

    /** A voice would stumble over marks that are for the eye. */
    private String say(String key, Object... words) {
        return Isolated.none(phrases.say(key, words));
    }

    private static String person(AlertView alert) {
        return name(alert.person().name());
    }

    private static String name(String name) {
        return Facts.cut(name, LONGEST_NAME);
    }

    /** Up to 10, 20, 50, 100, 200, 500, … metres. */
    private static long round(double metres) {
        long step = 10;
        while (true) {
            for (long nice : new long[] {step, 2 * step, 5 * step}) {
                if (metres <= nice || nice >= 1_000_000) {
                    return nice;
                }
            }
            step *= 10;
        }
    }
}
