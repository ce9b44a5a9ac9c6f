package dev.mayday.place;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Line;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A place as a client asks for it; of a change, what is absent stays.
 *
 * @param area GeoJSON: a Point with a radius in metres (20..50000), or a Polygon
 * @param radius of a Point whose area holds none itself
 * @param on enter, exit, or both (if absent)
 * @param action notify (if absent): whoever sees an open alert of the person reads of it there.
 *     checkin-ok: arriving answers a check-in
 */
@Schema(name = "PlaceForm")
record PlaceForm(
        @Schema(maxLength = 200) @Nullable String name,
        @Schema(ref = "Area") @Nullable JsonNode area,
        @Schema(type = SchemaType.NUMBER) @Nullable JsonNode radius,
        @Nullable List<@Nullable String> on,
        @JsonProperty("do") @Nullable String action) {
    static final String NOTIFY = "notify";
    static final String CHECKIN_OK = "checkin-ok";
    static final String ENTER = "enter";
    static final String EXIT = "exit";

    PlaceForm {
        name = name == null ? null : Line.name("name", name);
        if (radius != null && !radius.isNull() && !Area.isRadius(radius)) {
            throw Problem.invalid("radius", "must lie in 20..50000 metres").refused();
        }
        if (area != null && !area.isNull()) {
            Area.read(area, radius);
        }
        if (on != null
                && (on.isEmpty() || on.size() > 2 || !Set.of(ENTER, EXIT).containsAll(known(on)))) {
            throw Problem.invalid("on", "must hold enter, exit or both").refused();
        }
        if (action != null && !action.equals(NOTIFY) && !action.equals(CHECKIN_OK)) {
            throw Problem.invalid("do", "must be notify or checkin-ok").refused();
        }
    }

    private static List<String> known(List<@Nullable String> on) {
        return on.stream().map(String::valueOf).toList();
    }

    /** Of a new place. @throws dev.mayday.problem.Refused naming what is missing or does not fit */
    Place place() {
        if (name == null) {
            throw Problem.invalid("name", "is missing").refused();
        }
        return fits(
                new Place(
                        name,
                        Area.read(area, radius),
                        on == null || on.contains(ENTER),
                        on == null || on.contains(EXIT),
                        action == null ? NOTIFY : action));
    }

    /** What becomes of one that is there. */
    Place changed(Place before) {
        return fits(
                new Place(
                        name == null ? before.name() : name,
                        area == null || area.isNull()
                                ? before.area().with(radius)
                                : Area.read(area, radius),
                        on == null ? before.onEnter() : on.contains(ENTER),
                        on == null ? before.onExit() : on.contains(EXIT),
                        action == null ? before.action() : action));
    }

    private static Place fits(Place place) {
        if (place.action().equals(CHECKIN_OK) && !place.onEnter()) {
            throw Problem.invalid("on", "arriving answers a check-in: it must hold enter")
                    .refused();
        }
        return place;
    }
}
