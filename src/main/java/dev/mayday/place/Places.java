package dev.mayday.place;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.clock.Sql;
import dev.mayday.place.AlertPlaceResource.KnownPlace;
import dev.mayday.place.Fence.Crossing;
import dev.mayday.problem.Problem;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of places, in the ambient transaction. */
@ApplicationScoped
class Places {
    private static final String SELECT =
            "SELECT id, name, geojson, on_enter, on_exit, action, created_at FROM place ";

    /** Whether rings cross is asked first: what has no valid area has no edge either. */
    private static final String VALID =
            "SELECT ST_IsValid(ST_GeomFromGeoJSON(CAST($1 AS text))), ST_Area(ST_GeomFromGeoJSON(CAST($1 AS text))) > 0";

    private static final String AREA =
            "geography(ST_SetSRID(ST_Force2D(ST_GeomFromGeoJSON(CAST($3 AS text))), 4326))";

    private static final String EDGE =
            "geography(ST_SetSRID(ST_Force2D(ST_Boundary(ST_GeomFromGeoJSON(CAST($3 AS text)))), 4326))";

    private static final String INSERT =
            "INSERT INTO place (id, name, geojson, radius, on_enter, on_exit, action, person_id, created_at, seen_at, area, edge) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, "
                    + AREA
                    + ", "
                    + EDGE
                    + ")";

    /** Elsewhere from now on, nobody knows on which side its owner is. */
    private static final String UPDATE =
            "UPDATE place SET name = $2, geojson = $3, radius = $4, on_enter = $5, on_exit = $6, action = $7, area = "
                    + AREA
                    + ", edge = "
                    + EDGE
                    + ", inside = CASE WHEN geojson = $3 THEN inside END, maybe = CASE WHEN geojson = $3 THEN maybe END WHERE id = $1";

    private static final String TOLD =
            """
            SELECT p.id, p.name, p.geojson FROM alert a JOIN place p ON p.person_id = a.person_id
            WHERE a.id = $1 AND p.action = 'notify' AND NOT ($2 AND a.ended_at IS NOT NULL) ORDER BY p.id
            """;

    /**
     * Metres to the edge, negative outside, of what is new of the person's places since the last
     * look.
     */
    private static final String DEPTHS =
            """
            SELECT p.id, f.at, CAST(f.accuracy AS double precision),
                   CASE WHEN p.radius IS NOT NULL THEN p.radius - ST_Distance(p.area, f.spot)
                        WHEN ST_Covers(p.area, f.spot) THEN ST_Distance(p.edge, f.spot)
                        ELSE -ST_Distance(p.edge, f.spot) END,
                   coalesce(f.opens > p.seen_at, false)
            FROM (SELECT x.at, min(x.accuracy) AS accuracy, min(w.opens) FILTER (WHERE w.opens < 'infinity') AS opens,
                         geography(ST_SetSRID(ST_MakePoint(min(x.lon), min(x.lat)), 4326)) AS spot
                  FROM open_window w JOIN fix x ON x.subject_id = w.subject_id
                  WHERE w.person_id = $1 AND (w.kept_until IS NULL OR w.kept_until > $2) AND x.at > $2
                  GROUP BY x.at, x.installation, x.seq) f
            JOIN place p ON p.person_id = $1 AND f.at > p.seen_at
            ORDER BY f.at
            """;

    private final ObjectMapper json;

    Places(ObjectMapper json) {
        this.json = json;
    }

    /** One of a person's, and on which side of it the person was when last seen. */
    record Watched(
            UUID id,
            String name,
            boolean onEnter,
            boolean onExit,
            String action,
            Fence fence,
            Instant seenAt) {}

    /**
     * A fix before a place's edge. @param first nothing that was open then was open at the last
     * look
     */
    record Depth(UUID place, Instant at, @Nullable Double accuracy, double depth, boolean first) {}

    /** How a place was found. */
    record Found(Watched place, Fence fence, Instant seenAt, List<Crossed> crossings) {}

    /** What a fix has shown, and when that was. */
    record Crossed(Crossing crossing, Instant at) {}

    /** Refused with invalid-area where rings cross or enclose nothing. */
    Uni<Void> check(Area area) {
        if (area.radius() != null) {
            return Uni.createFrom().voidItem();
        }
        return Sql.row(VALID, area.json().toString())
                .invoke(row -> {
                    if (row == null || !(Boolean) row[0] || !(Boolean) row[1]) {
                        throw Area.invalid("its rings cross, or enclose nothing");
                    }
                })
                .replaceWithVoid();
    }

    Uni<Void> insert(PersonId person, UUID id, Place place, Instant now) {
        return Sql.change(
                        INSERT,
                        id,
                        place.name(),
                        place.area().json().toString(),
                        place.area().radius(),
                        place.onEnter(),
                        place.onExit(),
                        place.action(),
                        person.value(),
                        now)
                .replaceWithVoid();
    }

    Uni<Void> update(UUID id, Place place) {
        return Sql.change(
                        UPDATE,
                        id,
                        place.name(),
                        place.area().json().toString(),
                        place.area().radius(),
                        place.onEnter(),
                        place.onExit(),
                        place.action())
                .replaceWithVoid();
    }

    Uni<Boolean> delete(PersonId person, UUID id) {
        return Sql.change("DELETE FROM place WHERE id = $1 AND person_id = $2", id, person.value())
                .map(rows -> rows == 1);
    }

    /** How many there are. Holds back others of the same person until the transaction ends. */
    Uni<Long> count(PersonId person) {
        return Sql.row("SELECT id FROM person WHERE id = $1 FOR NO KEY UPDATE", person.value())
                .flatMap(locked ->
                        Sql.row("SELECT count(*) FROM place WHERE person_id = $1", person.value()))
                .map(row -> row == null ? 0L : (Long) row[0]);
    }

    /**
     * What is stored of one, and since when; refused with not-found where it is not this person's.
     */
    Uni<PlaceView> lock(PersonId person, UUID id) {
        return Sql.row(SELECT + "WHERE id = $1 AND person_id = $2 FOR UPDATE", id, person.value())
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound().refused())
                .map(this::view);
    }

    /** The oldest first. */
    Uni<List<PlaceView>> page(PersonId person, @Nullable UUID after, int limit) {
        return Sql.rows(
                        SELECT
                                + "WHERE person_id = $1 AND (CAST($2 AS uuid) IS NULL OR id > $2) ORDER BY id LIMIT $3",
                        person.value(),
                        after,
                        (long) limit)
                .map(rows -> rows.stream().map(this::view).toList());
    }

    /** Those of an alert's person that others are told of; with {@code open} only while it is. */
    Uni<List<KnownPlace>> told(AlertId alert, boolean open) {
        return Sql.rows(TOLD, alert.value(), open)
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new KnownPlace(
                                                (UUID) row[0],
                                                (String) row[1],
                                                area(row[2]).json()))
                                .toList());
    }

    /** All of a person's, locked. */
    Uni<List<Watched>> watched(UUID person) {
        return Sql.rows(
                        "SELECT id, name, on_enter, on_exit, action, inside, maybe, seen_at FROM place WHERE person_id = $1 ORDER BY id FOR UPDATE",
                        person)
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new Watched(
                                                (UUID) row[0],
                                                (String) row[1],
                                                (Boolean) row[2],
                                                (Boolean) row[3],
                                                (String) row[4],
                                                new Fence((Boolean) row[5], (Boolean) row[6]),
                                                ((OffsetDateTime) row[7]).toInstant()))
                                .toList());
    }

    /** In the order in which the person was there. */
    Uni<List<Depth>> depths(UUID person, Instant since) {
        return Sql.rows(DEPTHS, person, since)
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new Depth(
                                                (UUID) row[0],
                                                ((OffsetDateTime) row[1]).toInstant(),
                                                (Double) row[2],
                                                (Double) row[3],
                                                (Boolean) row[4]))
                                .toList());
    }

    Uni<Void> seen(List<Found> found) {
        return Sql.change(
                        """
                        UPDATE place p SET inside = s.inside, maybe = s.maybe, seen_at = s.seen_at
                        FROM unnest(CAST($1 AS uuid[]), CAST($2 AS boolean[]), CAST($3 AS boolean[]), CAST($4 AS timestamptz[]))
                             AS s(id, inside, maybe, seen_at)
                        WHERE p.id = s.id
                        """,
                        Sql.column(found, UUID[]::new, one -> one.place().id()),
                        Sql.column(found, Boolean[]::new, one -> one.fence().inside()),
                        Sql.column(found, Boolean[]::new, one -> one.fence().maybe()),
                        Sql.column(found, Instant[]::new, one -> one.seenAt()))
                .replaceWithVoid();
    }

    private PlaceView view(Object[] row) {
        return PlaceView.of(
                (UUID) row[0],
                new Place(
                        (String) row[1],
                        area(row[2]),
                        (Boolean) row[3],
                        (Boolean) row[4],
                        (String) row[5]),
                ((OffsetDateTime) row[6]).toInstant());
    }

    private Area area(Object stored) {
        try {
            return Area.read(json.readTree((String) stored));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored place can't be read", e);
        }
    }
}
