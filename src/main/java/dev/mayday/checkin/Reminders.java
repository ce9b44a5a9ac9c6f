package dev.mayday.checkin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Reminds a person that a check-in is about to be due. */
@ApplicationScoped
class Reminders implements TimerHandler {
    private static final Logger LOG = Logger.getLogger(Reminders.class);

    private final Checkins checkins;
    private final ObjectMapper json;

    Reminders(Checkins checkins, ObjectMapper json) {
        this.checkins = checkins;
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
        return Sql.rows(
                        "SELECT CAST(pg_notify($1, $2) AS text)",
                        Reminder.CHANNEL,
                        text(
                                new Reminder(
                                        checkin.person().value(),
                                        checkin.id(),
                                        checkin.dueAt(),
                                        checkin.missesAt())))
                .replaceWithVoid();
    }

    private String text(Reminder reminder) {
        try {
            return json.writeValueAsString(reminder);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
