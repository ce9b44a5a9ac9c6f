package dev.mayday.place;

import dev.mayday.alert.AlertLog;
import dev.mayday.alert.AlertLog.Note;
import dev.mayday.checkin.CheckinDesk;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.place.Fence.Crossing;
import dev.mayday.place.Places.Crossed;
import dev.mayday.place.Places.Depth;
import dev.mayday.place.Places.Found;
import dev.mayday.place.Places.Watched;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Looks at what was recorded of a person since the last look: each fix once, since the places are
 * locked and say up to when they were looked at, in the transaction that does what follows. A fix
 * that is older than one that was looked at says where the person was, not where it is: left out.
 */
@ApplicationScoped
class Crossings implements TimerHandler {
    static final String KIND = "place-look";
    private static final Logger LOG = Logger.getLogger(Crossings.class);

    private final Places places;
    private final AlertLog log;
    private final CheckinDesk checkins;

    Crossings(Places places, AlertLog log, CheckinDesk checkins) {
        this.places = places;
        this.log = log;
        this.checkins = checkins;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        var person = timer.ofSubject();
        return places.watched(person)
                .flatMap(all -> all.isEmpty() ? Uni.createFrom().voidItem() : look(person, all));
    }

    private Uni<Void> look(UUID person, List<Watched> all) {
        var since = all.stream().map(Watched::seenAt).min(Instant::compareTo).orElseThrow();
        return places.depths(person, since)
                .flatMap(depths -> {
                    var found = all.stream().map(place -> found(place, depths)).toList();
                    return depths.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : places.seen(found).flatMap(done -> follow(person, found));
                });
    }

    private static Found found(Watched place, List<Depth> depths) {
        var fence = place.fence();
        var seenAt = place.seenAt();
        var crossings = new ArrayList<Crossed>();
        boolean begun = false;
        for (var depth : depths) {
            if (depth.place().equals(place.id())) {
                var before = depth.first() && !begun ? Fence.UNKNOWN : fence;
                var seen = before.see(depth.depth(), depth.accuracy());
                begun = true;
                fence = seen.fence();
                seenAt = depth.at();
                if (seen.crossing() != Crossing.NONE) {
                    crossings.add(new Crossed(seen.crossing(), depth.at()));
                }
            }
        }
        return new Found(place, fence, seenAt, crossings);
    }

    private Uni<Void> follow(UUID person, List<Found> found) {
        var steps = new ArrayList<Supplier<Uni<Void>>>();
        for (var one : found) {
            for (var crossing : one.crossings()) {
                steps.add(() -> follow(person, one.place(), crossing));
            }
        }
        return Multi.createFrom()
                .iterable(steps)
                .onItem()
                .transformToUniAndConcatenate(step -> step.get().replaceWith(true))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> follow(UUID person, Watched place, Crossed crossed) {
        var crossing = crossed.crossing();
        LOG.infof(
                "event=place-%s place=%s",
                crossing.name().toLowerCase(Locale.ROOT).replace('_', '-'), place.id());
        if (place.action().equals(PlaceForm.CHECKIN_OK)) {
            return switch (crossing) {
                case ENTERED, FOUND_INSIDE ->
                        checkins.arrived(
                                new PersonId(person),
                                place.id(),
                                place.name(),
                                crossed.at(),
                                crossing == Crossing.ENTERED);
                case LEFT, NONE -> Uni.createFrom().voidItem();
            };
        }
        return switch (crossing) {
            case ENTERED -> tell(person, place.onEnter(), "place-entered", place.name());
            case LEFT -> tell(person, place.onExit(), "place-left", place.name());
            case FOUND_INSIDE, NONE -> Uni.createFrom().voidItem();
        };
    }

    /**
     * On the timelines of what is open: whoever sees the person there reads it, and nobody else.
     */
    private Uni<Void> tell(UUID person, boolean wanted, String type, String name) {
        if (!wanted) {
            return Uni.createFrom().voidItem();
        }
        return Sql.rows(
                        "SELECT id FROM alert WHERE person_id = $1 AND ended_at IS NULL AND activated_at IS NOT NULL ORDER BY id",
                        person)
                .flatMap(rows ->
                        log.add(
                                rows.stream()
                                        .map(row -> new Note((UUID) row[0], type, name, true))
                                        .toList()));
    }
}
