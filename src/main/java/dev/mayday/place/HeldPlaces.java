package dev.mayday.place;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.identity.Held;
import dev.mayday.identity.HeldFile;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;

/** Where the account wants to be noticed to come and go. */
@ApplicationScoped
class HeldPlaces implements Held {
    private static final int ALL = 10_000;

    private final PlaceDesk desk;
    private final ObjectMapper json;

    HeldPlaces(PlaceDesk desk, ObjectMapper json) {
        this.desk = desk;
        this.json = json;
    }

    @Override
    public Multi<HeldFile> of(PersonId me) {
        return Multi.createFrom()
                .item(
                        HeldFile.json(
                                "places.json", json, desk.list(me, null, ALL).map(Page::items)));
    }
}
