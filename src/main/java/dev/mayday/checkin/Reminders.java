package dev.mayday.checkin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.outbox.Letters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;

/** Reminds a person that a check-in is about to be due: on its phones, and in its browsers. */
@ApplicationScoped
class Reminders implements TimerHandler {
    private static final Logger LOG = Logger.getLogger(Reminders.class);

    private static final String WITH_BROWSERS =
            """
            SELECT name, locale, time_zone FROM person p
            WHERE id = $1 AND EXISTS (SELECT FROM push_subscription s WHERE s.person_id = p.id)
            """;

    private final Checkins checkins;
    private final Letters letters;
    private final ObjectMapper json;

    Reminders(Checkins checkins, Letters letters, ObjectMapper json) {
        this.checkins = checkins;
        this.letters = letters;
        this.json = json;
    }

    @Override
    public String kind() {
        return DueCheckin.REMINDER;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        return checkins.lock(timer.ofSubject())
                .flatMap(checkin ->
                        checkin == null || !checkin.running() || !DueCheckin.reminds(timer, checkin)
                                ? Uni.createFrom().voidItem()
                                : remind(checkin));
    }

    /** Heard exactly if this is committed, as the change of a right is. */
    private Uni<Void> remind(Checkin checkin) {
        LOG.infof("event=checkin-reminded checkin=%s", checkin.id());
        return Sql.tell(
                        Reminder.CHANNEL,
                        text(
                                new Reminder(
                                        checkin.person().value(),
                                        checkin.id(),
                                        checkin.dueAt(),
                                        checkin.missesAt())))
                .flatMap(told -> Sql.row(WITH_BROWSERS, checkin.person().value()))
                .flatMap(person ->
                        person == null
                                ? Uni.createFrom().voidItem()
                                : letter(
                                        checkin,
                                        (String) person[0],
                                        Locale.forLanguageTag((String) person[1]),
                                        ZoneId.of((String) person[2])));
    }

    private Uni<Void> letter(Checkin checkin, String name, Locale locale, ZoneId zone) {
        var time =
                DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                        .withLocale(locale)
                        .withZone(zone);
        return letters.write(
                "push",
                checkin.person().toString(),
                name,
                DueCheckin.REMINDER,
                Map.of(
                        "locale",
                        locale.toLanguageTag(),
                        "due",
                        time.format(checkin.dueAt()),
                        "misses",
                        time.format(checkin.missesAt())));
    }

    private String text(Reminder reminder) {
        try {
            return json.writeValueAsString(reminder);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
