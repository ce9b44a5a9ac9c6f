package dev.mayday.notification;

import dev.mayday.alert.AlertView.Answer;
import dev.mayday.notification.LinkPage.Emergency;
import dev.mayday.notification.LinkPage.Moment;
import dev.mayday.notification.LinkPage.Place;
import dev.mayday.notification.LinkPage.Said;
import dev.mayday.notification.Notice.Ref;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the page behind a link says, in the words of one language.
 *
 * @param mapLink a map's address with {@code {lat}} and {@code {lon}} in it
 */
record LinkPages(String mapLink) {
    /** Words of the page that hold nobody's name. */
    private static final List<String> WORDS =
            List.of(
                    "answer",
                    "eta",
                    "eta-unknown",
                    "message",
                    "go",
                    "cannot",
                    "going",
                    "after-all",
                    "declined",
                    "go-after-all",
                    "only-looks",
                    "nothing-sent",
                    "note",
                    "place",
                    "map",
                    "no-place",
                    "directions",
                    "coming",
                    "came",
                    "others-declined",
                    "newest");

    private static final List<String> COMPASS = List.of("n", "ne", "e", "se", "s", "sw", "w", "nw");

    /** A place of an open alert that is older than this is said to be old. */
    private static final Duration OLD = Duration.ofMinutes(1);

    /** A press that was received later than this is said to have come late. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private static final double IN_TOWN = 5_000;

    LinkPage of(Phrases phrases, Visit visit) {
        var alert = visit.alert();
        var person = alert.person().name();
        boolean late = Duration.between(alert.raisedAt(), alert.receivedAt()).compareTo(LATE) > 0;
        return new LinkPage(
                phrases.locale(),
                phrases.rightToLeft(),
                WORDS.stream()
                        .collect(
                                Collectors.toMap(
                                        Function.identity(), word -> phrases.say("page." + word))),
                alert.state(),
                Facts.kind(phrases, alert),
                phrases.say(visit.open() ? "page.headline" : "ended.headline", "person", person),
                alert.drill() ? phrases.say("drill.banner") : null,
                warnings(phrases, visit),
                status(phrases, visit),
                new Moment(
                        phrases.say(
                                "page.pressed",
                                "age",
                                age(phrases, visit, alert.raisedAt()),
                                "time",
                                time(phrases, visit, alert.raisedAt())),
                        alert.raisedAt()),
                late
                        ? phrases.say("page.late", "time", time(phrases, visit, alert.receivedAt()))
                        : null,
                alert.note(),
                call(phrases, visit),
                answering(visit),
                going(phrases, visit),
                place(phrases, visit),
                phrases.say(visit.open() ? "page.nobody" : "page.nobody-came"),
                said(phrases, visit, alert.acknowledgements()),
                said(phrases, visit, alert.declined()),
                alert.drill() || !visit.open() ? null : emergency(phrases, visit));
    }

    private static List<String> warnings(Phrases phrases, Visit visit) {
        var alert = visit.alert();
        var warnings = new ArrayList<String>();
        if (visit.open() && Boolean.TRUE.equals(alert.duress())) {
            warnings.add(phrases.say("page.duress"));
        }
        if (visit.open() && Facts.doNotCall(alert)) {
            warnings.add(phrases.say("do-not-call", "person", alert.person().name()));
        }
        if (alert.state().equals("EXPIRED")) {
            warnings.add(phrases.say("ended.unsure"));
        }
        return warnings;
    }

    private static String status(Phrases phrases, Visit visit) {
        var alert = visit.alert();
        return visit.open()
                ? phrases.say("page.state." + alert.state().toLowerCase(Locale.ROOT))
                : phrases.say(
                        "page.over", "reason", phrases.say("ended.reason." + Facts.reason(alert)));
    }

    private static @Nullable Ref call(Phrases phrases, Visit visit) {
        var alert = visit.alert();
        var phone = alert.person().phone();
        return phone == null || !visit.open() || Facts.doNotCall(alert)
                ? null
                : new Ref(
                        phrases.say("page.call", "person", alert.person().name()), "tel:" + phone);
    }

    private static String answering(Visit visit) {
        if (!visit.open()) {
            return "over";
        }
        if (visit.contact() == null) {
            return "only-looks";
        }
        if (own(visit, visit.alert().acknowledgements()) != null) {
            return "going";
        }
        return own(visit, visit.alert().declined()) == null ? "asked" : "declined";
    }

    private static @Nullable Answer own(Visit visit, List<Answer> answers) {
        return answers.stream()
                .filter(answer ->
                        answer.contactId() != null && answer.contactId().equals(visit.contact()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String going(Phrases phrases, Visit visit) {
        var own = own(visit, visit.alert().acknowledgements());
        return own == null || own.etaMinutes() == null
                ? null
                : phrases.say("page.going-when", "when", when(phrases, visit, own));
    }

    private @Nullable Place place(Phrases phrases, Visit visit) {
        var where = visit.where();
        if (where == null) {
            return null;
        }
        var age = Duration.between(where.at(), visit.now());
        return new Place(
                visit.near() == null ? null : town(phrases, visit.near()),
                where.text(),
                where.accuracy() == null
                        ? null
                        : phrases.say("where.accuracy", "metres", Math.round(where.accuracy())),
                new Moment(phrases.say("page.seen", "age", phrases.age(age)), where.at()),
                visit.open() && age.compareTo(OLD) > 0 ? phrases.say("page.old") : null,
                where.battery() == null
                        ? null
                        : phrases.say("page.battery", "percent", where.battery()),
                where.geoWithPin(),
                where.on(mapLink));
    }

    private static String town(Phrases phrases, Visit.Nearby near) {
        if (near.metres() < IN_TOWN) {
            return phrases.say("page.in-town", "town", near.town());
        }
        var way = COMPASS.get((int) Math.round(near.toward() / 45) % COMPASS.size());
        var kilometres = NumberFormat.getInstance(western(phrases.locale()));
        kilometres.setMaximumFractionDigits(near.metres() < 10_000 ? 1 : 0);
        return phrases.say(
                "page.near-town",
                "km",
                kilometres.format(near.metres() / 1_000),
                "way",
                phrases.say("page.way." + way),
                "town",
                near.town());
    }

    /** The digits that the phrases are written with. */
    private static Locale western(Locale locale) {
        return new Locale.Builder().setLocale(locale).setUnicodeLocaleKeyword("nu", "latn").build();
    }

    private static List<Said> said(Phrases phrases, Visit visit, List<Answer> answers) {
        return answers.stream()
                .map(answer ->
                        new Said(
                                answer.contactId() == null
                                        ? phrases.say("page.a-contact")
                                        : answer.name(),
                                when(phrases, visit, answer),
                                answer.note()))
                .toList();
    }

    private static String when(Phrases phrases, Visit visit, Answer answer) {
        if (answer.etaMinutes() != null && visit.open()) {
            var there = answer.at().plus(Duration.ofMinutes(answer.etaMinutes()));
            long minutes = Math.round(Duration.between(visit.now(), there).toSeconds() / 60.0);
            if (minutes > 0) {
                return phrases.say("going.eta", "time", phrases.count("age.minutes", minutes));
            }
        }
        return phrases.say("page.since", "time", time(phrases, visit, answer.at()));
    }

    private static Emergency emergency(Phrases phrases, Visit visit) {
        var emergency = visit.emergency();
        var country =
                emergency.country() == null
                        ? ""
                        : Locale.of("", emergency.country()).getDisplayCountry(phrases.locale());
        return new Emergency(
                country.isEmpty()
                        ? phrases.say("page.emergency")
                        : phrases.say("page.emergency-in", "country", country),
                new Ref(
                        emergency.number(),
                        "tel:" + emergency.number().replaceAll("[^0-9+*#]", "")),
                phrases.say("page.emergency-hint", "person", visit.alert().person().name()));
    }

    private static String time(Phrases phrases, Visit visit, Instant at) {
        return phrases.time(at, visit.locale(), visit.zone());
    }

    private static String age(Phrases phrases, Visit visit, Instant at) {
        return phrases.age(Duration.between(at, visit.now()));
    }
}
