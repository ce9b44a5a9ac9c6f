package dev.mayday.place;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A place as its owner reads it. Where its owner is, it does not say. */
@Schema(name = "Place")
record PlaceView(
        UUID id,
        String name,
        @Schema(ref = "Area") ObjectNode area,
        List<String> on,
        @JsonProperty("do") String action,
        Instant createdAt) {

    Place place() {
        return new Place(
                name,
                Area.read(area),
                on.contains(PlaceForm.ENTER),
                on.contains(PlaceForm.EXIT),
                action);
    }

    static PlaceView of(UUID id, Place place, Instant createdAt) {
        var on = new ArrayList<String>();
        if (place.onEnter()) {
            on.add(PlaceForm.ENTER);
        }
        if (place.onExit()) {
            on.add(PlaceForm.EXIT);
        }
        return new PlaceView(id, place.name(), place.area().json(), on, place.action(), createdAt);
    }
}
