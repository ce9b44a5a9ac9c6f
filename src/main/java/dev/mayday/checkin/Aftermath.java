package dev.mayday.checkin;

import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.Missed;
import dev.mayday.checkin.Checkin.State;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.RetentionSettings;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.clock.Timers;
import dev.mayday.location.Tracks;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * What follows from an answer, a call-off or a miss, in steps: at once the alert of a duress PIN,
 * so that whoever gave it waited no longer than for the right one; after a minute, in which the
 * recorder may still be writing, the track of one that ended well; in the end the check-in itself.
 */
@ApplicationScoped
class Aftermath implements TimerHandler {
    private static final Logger LOG = Logger.getLogger(Aftermath.class);
    private static final Duration SETTLED = Duration.ofMinutes(1);
    private static final int AT_ONCE = 0;
    private static final int TRACK = 1;

    private final Checkins checkins;
    private final AlertDesk desk;
    private final Tracks tracks;
    private final Timers timers;
    private final MaydayClock clock;
    private final RetentionSettings retention;

    Aftermath(
            Checkins checkins,
            AlertDesk desk,
            Tracks tracks,
            Timers timers,
            MaydayClock clock,
            RetentionSettings retention) {
        this.checkins = checkins;
        this.desk = desk;
        this.tracks = tracks;
        this.timers = timers;
        this.clock = clock;
        this.retention = retention;
    }

    @Override
    public String kind() {
        return DueCheckin.AFTER;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        return checkins.lock(timer.ofSubject())
                .flatMap(checkin ->
                        checkin == null
                                ? Uni.createFrom().voidItem()
                                : switch (timer.number()) {
                                    case AT_ONCE -> atOnce(checkin);
                                    case TRACK -> track(checkin);
                                    default -> checkins.delete(checkin.id());
                                });
    }

    private Uni<Void> atOnce(Checkin checkin) {
        var next =
                checkin.running()
                        ? List.<Timer>of()
                        : List.of(DueCheckin.after(checkin.id(), TRACK, clock.now().plus(SETTLED)));
        return (checkin.unheard() && checkin.state() != State.MISSED
                        ? underDuress(checkin)
                        : Uni.createFrom().voidItem())
                .flatMap(done -> timers.change(null, List.of(), next));
    }

    /**
     * Its owner reads nothing of this alert. It bears the check-in's id and so has its track; while
     * the check-in goes on to its owner's eyes, one of its own, and a copy.
     */
    private Uni<Void> underDuress(Checkin checkin) {
        var alert = checkin.running() ? Ids.next() : checkin.id();
        LOG.infof("event=checkin-followed-up checkin=%s", checkin.id());
        return checkins.update(checkin.raised(alert))
                .flatMap(done -> desk.raise(checkin.person(), missed(checkin, alert)))
                .flatMap(done ->
                        checkin.running()
                                ? tracks.copy(checkin.id(), alert)
                                : Uni.createFrom().voidItem());
    }

    private Missed missed(Checkin checkin, UUID alert) {
        var duressAt = Objects.requireNonNull(checkin.duressAt());
        return new Missed(
                new AlertId(alert),
                checkin.words(),
                duressAt,
                clock.now(),
                checkin.contacts(),
                checkin.pinLockedAt() != null,
                duressAt,
                false);
    }

    /** The track of one that was missed, truly or under duress, is an alert's. */
    private Uni<Void> track(Checkin checkin) {
        boolean alert =
                checkin.state() == State.MISSED || checkin.id().equals(checkin.duressAlert());
        var ended = Objects.requireNonNull(checkin.endedAt());
        return (alert ? Uni.createFrom().voidItem() : tracks.forget(checkin.id()))
                .flatMap(done -> timers.plan(forget(checkin, ended)));
    }

    private Timer forget(Checkin checkin, Instant ended) {
        return DueCheckin.after(checkin.id(), TRACK + 1, ended.plus(retention.checkIns()));
    }
}
