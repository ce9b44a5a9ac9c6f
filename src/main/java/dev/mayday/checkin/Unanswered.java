package dev.mayday.checkin;

import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.Missed;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.clock.Timers;
import dev.mayday.wire.AlertId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Nobody has heard of the person in time: the alert is raised, in the transaction that holds the
 * check-in's lock and ends it, so that either this or the answer counts, and it happens once.
 */
@ApplicationScoped
class Unanswered implements TimerHandler {
    private static final Logger LOG = Logger.getLogger(Unanswered.class);

    private final Checkins checkins;
    private final AlertDesk desk;
    private final Timers timers;
    private final MaydayClock clock;

    Unanswered(Checkins checkins, AlertDesk desk, Timers timers, MaydayClock clock) {
        this.checkins = checkins;
        this.desk = desk;
        this.timers = timers;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return DueCheckin.MISSED;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        return checkins.lock(timer.ofSubject())
                .flatMap(checkin ->
                        checkin == null
                                        || !checkin.running()
                                        || checkin.missesAt().isAfter(timer.dueAt())
                                ? Uni.createFrom().voidItem()
                                : raise(checkin));
    }

    private Uni<Void> raise(Checkin checkin) {
        var now = clock.now();
        var missed = checkin.missed(now);
        LOG.infof("event=checkin-missed checkin=%s person=%s", checkin.id(), checkin.person());
        return checkins.update(missed)
                .flatMap(done ->
                        desk.raise(
                                checkin.person(),
                                new Missed(
                                        new AlertId(checkin.id()),
                                        checkin.words(),
                                        checkin.missesAt(),
                                        now,
                                        checkin.contacts(),
                                        checkin.pinLockedAt() != null,
                                        checkin.duressAt(),
                                        true)))
                .flatMap(raised -> timers.change(null, List.of(), DueCheckin.planned(missed, now)));
    }
}
