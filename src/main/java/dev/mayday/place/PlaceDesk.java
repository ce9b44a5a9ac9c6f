package dev.mayday.place;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Transactions;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and changes places. Every recorder is told whose fixes are to be looked at. */
@ApplicationScoped
class PlaceDesk {
    private final Transactions transactions;
    private final MaydayClock clock;
    private final Places places;
    private final PlaceSettings settings;

    PlaceDesk(Transactions transactions, MaydayClock clock, Places places, PlaceSettings settings) {
        this.transactions = transactions;
        this.clock = clock;
        this.places = places;
        this.settings = settings;
    }

    /** The oldest first. */
    Uni<Page<PlaceView>> list(PersonId person, @Nullable UUID after, int limit) {
        return transactions
                .quietly(() -> places.page(person, after, limit + 1))
                .map(all -> Page.of(all, limit, PlaceView::id));
    }

    /** Fails with invalid-area, too-many-places. */
    Uni<PlaceView> add(PersonId person, PlaceForm form) {
        var place = form.place();
        var id = Ids.next();
        var now = clock.now();
        return transactions.quietly(() ->
                places.check(place.area())
                        .flatMap(valid -> places.count(person))
                        .invoke(count -> {
                            if (count >= settings.most()) {
                                throw Problem.conflict(
                                                "too-many-places",
                                                "a person may have " + settings.most())
                                        .refused();
                            }
                        })
                        .flatMap(count -> places.insert(person, id, place, now))
                        .flatMap(done -> tell(person))
                        .replaceWith(() -> PlaceView.of(id, place, now)));
    }

    /** Fails with not-found, invalid-…. */
    Uni<PlaceView> change(PersonId person, UUID id, PlaceForm form) {
        return transactions.quietly(() ->
                places.lock(person, id)
                        .flatMap(before -> {
                            var after = form.changed(before.place());
                            return places.check(after.area())
                                    .flatMap(valid -> places.update(id, after))
                                    .replaceWith(() -> PlaceView.of(id, after, before.createdAt()));
                        }));
    }

    /** Fails with not-found. */
    Uni<Void> remove(PersonId person, UUID id) {
        return transactions.quietly(() ->
                places.delete(person, id)
                        .flatMap(gone ->
                                gone
                                        ? tell(person)
                                        : Uni.createFrom().failure(Problem.notFound().refused())));
    }

    private static Uni<Void> tell(PersonId person) {
        return Sql.tell(PlaceWatch.CHANNEL, person.toString());
    }
}
