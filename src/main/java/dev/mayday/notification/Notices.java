package dev.mayday.notification;

import dev.mayday.alert.AlertView;
import dev.mayday.notification.Message.Acknowledged;
import dev.mayday.notification.Message.Ended;
import dev.mayday.notification.Message.Expiring;
import dev.mayday.notification.Message.Letter;
import dev.mayday.notification.Message.Raised;
import dev.mayday.notification.Message.StillGoing;
import dev.mayday.notification.Notice.Line;
import dev.mayday.notification.Notice.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Messages with all that they say, as a mail has room for it.
 *
 * @param mapLink a map's address with {@code {lat}} and {@code {lon}} in it
 */
record Notices(String mapLink) {
    Notice of(Phrases phrases, Message message) {
        return switch (message.content()) {
            case Raised raised -> raised(phrases, message, raised);
            case Acknowledged going -> acknowledged(phrases, message, going);
            case StillGoing reminder -> stillGoing(phrases, message, reminder);
            case Expiring expiring -> expiring(phrases, message, expiring);
            case Ended ended -> ended(phrases, message, ended);
            case Letter letter -> letter(phrases, message, letter);
        };
    }

    private Notice raised(Phrases phrases, Message message, Raised raised) {
        var alert = raised.alert();
        var person = alert.person().name();
        var headline =
                phrases.has("alert.headline." + alert.kind())
                        ? "alert.headline." + alert.kind()
                        : "alert.headline";
        return new Notice(
                phrases.locale(),
                phrases.rightToLeft(),
                true,
                Subjects.fitting(phrases, message),
                null,
                banner(phrases, alert),
                phrases.say(
                        raised.unanswered() ? "alert.unanswered.headline" : headline,
                        "person",
                        person),
                Facts.doNotCall(alert) ? phrases.say("do-not-call", "person", person) : null,
                facts(phrases, message, raised),
                raised.link() == null ? null : new Ref(phrases.say("alert.action"), raised.link()),
                raised.unanswered()
                        ? phrases.say("alert.footer.operator")
                        : phrases.say("alert.footer", "person", person, "contact", message.name()));
    }

    private List<Line> facts(Phrases phrases, Message message, Raised raised) {
        var alert = raised.alert();
        var lines = new ArrayList<Line>();
        lines.add(line(phrases, "what", Facts.kind(phrases, alert)));
        lines.add(line(phrases, "when", when(phrases, message, alert)));
        lines.add(where(phrases, message, raised.where()));
        if (raised.where() != null && raised.where().battery() != null) {
            lines.add(
                    line(
                            phrases,
                            "battery",
                            phrases.say("battery.percent", "percent", raised.where().battery())));
        }
        if (alert.note() != null) {
            lines.add(line(phrases, "note", phrases.word(alert.note())));
        }
        if (alert.person().phone() != null && !Facts.doNotCall(alert)) {
            lines.add(line(phrases, "phone", phrases.word(alert.person().phone())));
        }
        if (raised.link() == null) {
            lines.add(line(phrases, "alert", phrases.word(alert.id().toString())));
        }
        return lines;
    }

    private static String when(Phrases phrases, Message message, AlertView alert) {
        var time = phrases.time(alert.raisedAt(), message.locale(), message.zone());
        return Facts.late(message, alert)
                ? phrases.say(
                        "when.late",
                        "time",
                        time,
                        "age",
                        phrases.age(Facts.age(message, alert.raisedAt())))
                : phrases.say("when.at", "time", time);
    }

    private Line where(Phrases phrases, Message message, @Nullable Whereabouts where) {
        if (where == null) {
            return line(phrases, "where", phrases.say("where.unknown"));
        }
        var parts = new ArrayList<String>();
        parts.add(phrases.word(where.text()));
        if (where.accuracy() != null) {
            parts.add(phrases.say("where.accuracy", "metres", Math.round(where.accuracy())));
        }
        parts.add(phrases.say("where.age", "age", phrases.age(Facts.age(message, where.at()))));
        return new Line(
                phrases.say("label.where"),
                String.join(", ", parts),
                List.of(
                        new Ref(phrases.say("where.map"), where.on(mapLink)),
                        new Ref(phrases.say("where.geo"), where.geo())));
    }

    private static Notice acknowledged(Phrases phrases, Message message, Acknowledged going) {
        var alert = going.alert();
        var person = alert.person().name();
        var lines = new ArrayList<Line>();
        lines.add(line(phrases, "going", phrases.word(going.who())));
        if (going.etaMinutes() != null) {
            lines.add(
                    line(
                            phrases,
                            "eta",
                            phrases.say(
                                    "going.eta",
                                    "time",
                                    phrases.count("age.minutes", going.etaMinutes()))));
        }
        if (going.note() != null) {
            lines.add(line(phrases, "note", phrases.word(going.note())));
        }
        lines.add(line(phrases, "what", Facts.kind(phrases, alert)));
        lines.add(line(phrases, "when", when(phrases, message, alert)));
        return about(
                phrases,
                message,
                alert,
                phrases.say("going.headline", "person", person, "who", going.who()),
                lines,
                going.link() == null ? null : new Ref(phrases.say("going.action"), going.link()),
                phrases.say("going.footer", "person", person));
    }

    private static Notice stillGoing(Phrases phrases, Message message, StillGoing reminder) {
        var alert = reminder.alert();
        var person = alert.person().name();
        return about(
                phrases,
                message,
                alert,
                phrases.say("reminder.headline", "person", person),
                List.of(
                        new Line(null, phrases.say("reminder.text"), List.of()),
                        line(phrases, "when", when(phrases, message, alert))),
                reminder.link() == null
                        ? null
                        : new Ref(phrases.say("reminder.action"), reminder.link()),
                phrases.say("reminder.footer", "person", person));
    }

    private static Notice expiring(Phrases phrases, Message message, Expiring expiring) {
        var alert = expiring.alert();
        var person = alert.person().name();
        var time = phrases.time(expiring.at(), message.locale(), message.zone());
        return about(
                phrases,
                message,
                alert,
                phrases.say("expiring.headline", "person", person),
                List.of(
                        new Line(null, phrases.say("expiring.text", "time", time), List.of()),
                        line(phrases, "when", when(phrases, message, alert))),
                expiring.link() == null
                        ? null
                        : new Ref(phrases.say("expiring.action"), expiring.link()),
                phrases.say("expiring.footer"));
    }

    /** News of an alert that its reader knows of already. */
    private static Notice about(
            Phrases phrases,
            Message message,
            AlertView alert,
            String headline,
            List<Line> lines,
            @Nullable Ref action,
            String footer) {
        return new Notice(
                phrases.locale(),
                phrases.rightToLeft(),
                false,
                Subjects.fitting(phrases, message),
                null,
                banner(phrases, alert),
                headline,
                Facts.doNotCall(alert)
                        ? phrases.say("do-not-call", "person", alert.person().name())
                        : null,
                lines,
                action,
                footer);
    }

    private static Notice ended(Phrases phrases, Message message, Ended ended) {
        var alert = ended.alert();
        var person = alert.person().name();
        var reason = phrases.say("ended.reason." + Facts.reason(alert));
        var lines = new ArrayList<Line>();
        if (alert.state().equals("EXPIRED")) {
            lines.add(new Line(null, phrases.say("ended.unsure"), List.of()));
        }
        lines.add(line(phrases, "reason", reason));
        lines.add(line(phrases, "what", Facts.kind(phrases, alert)));
        lines.add(line(phrases, "when", when(phrases, message, alert)));
        return new Notice(
                phrases.locale(),
                phrases.rightToLeft(),
                false,
                Subjects.fitting(phrases, message),
                null,
                banner(phrases, alert),
                phrases.say("ended.headline", "person", person),
                null,
                lines,
                ended.link() == null ? null : new Ref(phrases.say("ended.action"), ended.link()),
                phrases.say("ended.footer"));
    }

    private static Notice letter(Phrases phrases, Message message, Letter letter) {
        var words = words(letter, Integer.MAX_VALUE);
        var purpose = letter.purpose();
        var link = letter.parameters().get("link");
        return new Notice(
                phrases.locale(),
                phrases.rightToLeft(),
                false,
                Subjects.fitting(phrases, message),
                null,
                null,
                phrases.say(purpose + ".headline", words),
                null,
                Stream.concat(
                                Stream.of(
                                        phrases.say("letter.greeting", "name", message.name()),
                                        phrases.say(purpose + ".text", words)),
                                letter.parameters().getOrDefault("lines", "").lines())
                        .map(text -> new Line(null, text, List.of()))
                        .toList(),
                link == null ? null : new Ref(phrases.say(purpose + ".action", words), link),
                phrases.say("letter.footer"));
    }

    private static @Nullable String banner(Phrases phrases, AlertView alert) {
        return alert.drill() ? phrases.say("drill.banner") : null;
    }

    private static Line line(Phrases phrases, String label, String text) {
        return new Line(phrases.say("label." + label), text, List.of());
    }

    /**
     * @param longest characters of a name
     */
    static Object[] words(Letter letter, int longest) {
        return letter.parameters().entrySet().stream()
                .flatMap(entry ->
                        Stream.of(
                                entry.getKey(),
                                entry.getKey().equals("person")
                                        ? Facts.cut(entry.getValue(), longest)
                                        : entry.getValue()))
                .toArray();
    }
}
