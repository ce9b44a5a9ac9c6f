package dev.mayday.checkin;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Timers;
import dev.mayday.clock.Transactions;
import dev.mayday.identity.PinCheck;
import dev.mayday.identity.Pins;
import dev.mayday.location.OpenWindows;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts check-ins, and hears of those who are well. What nobody answers is due work. */
@ApplicationScoped
public class CheckinDesk {
    private static final Logger LOG = Logger.getLogger(CheckinDesk.class);

    private final Transactions transactions;
    private final MaydayClock clock;
    private final Pins pins;
    private final Checkins checkins;
    private final Timers timers;
    private final CheckinSettings settings;

    CheckinDesk(
            Transactions transactions,
            MaydayClock clock,
            Pins pins,
            Checkins checkins,
            Timers timers,
            CheckinSettings settings) {
        this.transactions = transactions;
        this.clock = clock;
        this.pins = pins;
        this.checkins = checkins;
        this.timers = timers;
        this.settings = settings;
    }

    /** Fails with invalid-dueAt, invalid-contactIds, invalid-destination, too-many-checkins. */
    Uni<CheckinView> start(PersonId person, CheckinForm form) {
        var contacts = form.contacts();
        var now = clock.now();
        var started = Checkin.started(Ids.next(), person, form, contacts, now);
        return transactions
                .write(() ->
                        checkins.check(person, contacts, form.destination())
                                .flatMap(known -> checkins.running(person))
                                .invoke(running -> {
                                    if (running >= settings.running()) {
                                        throw Problem.conflict(
                                                        "too-many-checkins",
                                                        "so many may run at once: "
                                                                + settings.running())
                                                .refused();
                                    }
                                })
                                .flatMap(running -> checkins.insert(started))
                                .flatMap(done -> plan(started, now))
                                .replaceWith(() -> CheckinView.of(started)))
                .invoke(() -> log("started", started));
    }

    /** Newest first. @param state RUNNING, OK, … or null for all */
    Uni<Page<CheckinView>> list(
            PersonId person, @Nullable String state, @Nullable UUID after, int limit) {
        return transactions
                .quietly(() -> checkins.page(person, state, after, limit + 1))
                .map(all -> all.stream().map(CheckinView::of).toList())
                .map(all -> Page.of(all, limit, CheckinView::id));
    }

    /** Fails with not-found. */
    Uni<CheckinView> find(PersonId person, UUID id) {
        return transactions.quietly(() -> checkins.find(person, id)).map(CheckinView::of);
    }

    /** All is well. Fails with not-found, checkin-missed, checkin-ended. */
    public Uni<CheckinView> ok(PersonId person, UUID id) {
        return change(person, id, Checkin::answered)
                .invoke(done -> log("answered", done))
                .map(CheckinView::of);
    }

    /**
     * The person has arrived at a place: that answers the check-ins that were not on the way to
     * another one; in the ambient transaction.
     *
     * @param place its id, which a destination may be, as its name may
     * @param at when the person was there
     * @param coming false where nobody saw the person come: then only those on the way there count
     */
    public Uni<Void> arrived(PersonId person, UUID place, String name, Instant at, boolean coming) {
        var now = clock.now();
        return checkins.bound(person, place, name, at, coming)
                .flatMap(bound ->
                        Multi.createFrom()
                                .iterable(bound)
                                .map(checkin -> checkin.answered(now))
                                .onItem()
                                .transformToUniAndConcatenate(done ->
                                        checkins.update(done)
                                                .flatMap(updated -> plan(done, now))
                                                .invoke(() -> log("arrived", done))
                                                .replaceWith(true))
                                .collect()
                                .last()
                                .replaceWithVoid());
    }

    /**
     * Moves every end that hangs on it. Fails with not-found, checkin-missed, checkin-ended,
     * invalid-minutes.
     */
    Uni<CheckinView> extend(PersonId person, UUID id, @Nullable Integer minutes) {
        return change(
                        person,
                        id,
                        (checkin, now) -> checkin.extended(CheckinForm.minutes(minutes), now))
                .invoke(later -> log("extended", later))
                .map(CheckinView::of);
    }

    /**
     * Calls it off: truly, or under duress, by the same statements. Fails with not-found,
     * checkin-missed, checkin-ended, wrong-pin.
     */
    Uni<CheckinView> cancel(PersonId person, UUID id, @Nullable String pin) {
        return transactions
                .quietly(() -> checkins.find(person, id))
                .invoke(Checkin::stillRunning)
                .flatMap(found -> pins.check(person, pin))
                .flatMap(check -> cancel(person, id, check))
                .invoke(done -> log("cancelled", done))
                .map(CheckinView::of);
    }

    private Uni<Checkin> cancel(PersonId person, UUID id, PinCheck check) {
        return switch (check) {
            case NOT_SET -> change(person, id, (checkin, now) -> checkin.cancelled(now, false));
            case RIGHT -> change(person, id, (checkin, now) -> checkin.cancelled(now, true));
            case DURESS ->
                    change(
                            person,
                            id,
                            (checkin, now) -> checkin.cancelled(now, true).marked(null, now));
            case WRONG -> Uni.createFrom().failure(Problem.wrongPin().refused());
            case LOCKED_NOW ->
                    refusedAfter(change(person, id, (checkin, now) -> checkin.marked(now, null)));
            case LOCKED_DURESS ->
                    refusedAfter(change(person, id, (checkin, now) -> checkin.marked(null, now)));
        };
    }

    private static Uni<Checkin> refusedAfter(Uni<Checkin> done) {
        return done.onItem().failWith(() -> Problem.wrongPin().refused());
    }

    /** One change under the row's lock, and the timers that follow from it. */
    private Uni<Checkin> change(
            PersonId person, UUID id, BiFunction<Checkin, Instant, Checkin> change) {
        return transactions.write(() ->
                checkins.lock(person, id)
                        .flatMap(before -> {
                            var now = clock.now();
                            var after = change.apply(before, now);
                            return after.equals(before)
                                    ? Uni.createFrom().item(before)
                                    : checkins.update(after)
                                            .flatMap(done -> plan(after, now))
                                            .replaceWith(after);
                        }));
    }

    /** The timers that follow, and the phones are asked for places, or no longer. */
    private Uni<Void> plan(Checkin checkin, Instant now) {
        return timers.change(null, List.of(), DueCheckin.planned(checkin, now))
                .flatMap(done -> Sql.tell(OpenWindows.CHANGED, checkin.person().toString()))
                .replaceWithVoid();
    }

    private static void log(String what, Checkin checkin) {
        LOG.infof("event=checkin-%s checkin=%s person=%s", what, checkin.id(), checkin.person());
    }
}
