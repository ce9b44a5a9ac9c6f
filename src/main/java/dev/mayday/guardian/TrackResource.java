package dev.mayday.guardian;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.alert.Access;
import dev.mayday.alert.Access.Role;
import dev.mayday.alert.AlertReads;
import dev.mayday.identity.Caller;
import dev.mayday.location.Tracks;
import dev.mayday.location.Tracks.Recorded;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Fields;
import dev.mayday.wire.Ids;
import dev.mayday.wire.WireJson;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The track of an alert, as GeoJSON (RFC 7946): a Point for each fix, oldest first. */
@Path("/v1/alerts/{id}")
@Tag(name = "alerts")
class TrackResource {
    private final SecurityIdentity identity;
    private final Access access;
    private final AlertReads reads;
    private final Tracks tracks;
    private final ObjectMapper json;

    TrackResource(
            SecurityIdentity identity,
            Access access,
            AlertReads reads,
            Tracks tracks,
            ObjectMapper json) {
        this.identity = identity;
        this.access = access;
        this.reads = reads;
        this.tracks = tracks;
        this.json = json;
    }

    @GET
    @Path("/track")
    @Produces({"application/geo+json", "application/json"})
    @RolesAllowed({"account", "link"})
    @Operation(
            summary =
                    "The track: a FeatureCollection of Points with the fix's fields as"
                            + " properties")
    @APIResponse(
            responseCode = "200",
            description = "GeoJSON (RFC 7946), oldest fix first",
            content = {
                @Content(
                        mediaType = "application/geo+json",
                        schema = @Schema(ref = "FeatureCollection")),
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(ref = "FeatureCollection"))
            })
    public Uni<RestResponse<byte[]>> track(
            @PathParam("id") String id,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        return whole(id, from, to);
    }

    @GET
    @Path("/track.geojson")
    @Produces({"application/geo+json", "application/json"})
    @RolesAllowed({"account", "link"})
    @Operation(summary = "The same, named by its suffix")
    @APIResponse(
            responseCode = "200",
            description = "GeoJSON (RFC 7946), oldest fix first",
            content = {
                @Content(
                        mediaType = "application/geo+json",
                        schema = @Schema(ref = "FeatureCollection")),
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(ref = "FeatureCollection"))
            })
    public Uni<RestResponse<byte[]>> geoJson(
            @PathParam("id") String id,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        return whole(id, from, to);
    }

    private Uni<RestResponse<byte[]>> whole(String id, @Nullable String from, @Nullable String to) {
        var since = time("from", from, Instant.parse("0001-01-01T00:00:00Z"));
        var until = time("to", to, Instant.parse("9999-12-31T23:59:59Z"));
        return access.of(Caller.of(identity), Ids.parse(id))
                .call(reads::looked)
                .flatMap(role ->
                        shownUntil(role, until)
                                .flatMap(end ->
                                        collection(role, since, end)
                                                .collect()
                                                .with(Collectors.joining())))
                .map(text ->
                        RestResponse.ResponseBuilder.ok(text.getBytes(StandardCharsets.UTF_8))
                                .header("Content-Type", "application/geo+json")
                                .build());
    }

    private Uni<Instant> shownUntil(Role role, Instant asked) {
        return reads.shownEnd(role).map(end -> end != null && end.isBefore(asked) ? end : asked);
    }

    private Multi<String> collection(Role role, Instant since, Instant until) {
        var first = new boolean[] {true};
        var features =
                tracks.all(role.alert().value(), since, until)
                        .map(recorded -> {
                            var text = (first[0] ? "" : ",") + feature(recorded);
                            first[0] = false;
                            return text;
                        });
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item("{\"type\":\"FeatureCollection\",\"features\":["),
                        features,
                        Multi.createFrom().item("]}"));
    }

    private String feature(Recorded recorded) {
        var fix = recorded.fix();
        ObjectNode properties = json.valueToTree(fix);
        properties.remove("lat");
        properties.remove("lon");
        properties.put("receivedAt", WireJson.format(recorded.receivedAt()));
        var feature = json.createObjectNode().put("type", "Feature");
        var coordinates =
                feature.putObject("geometry").put("type", "Point").putArray("coordinates");
        coordinates.add(fix.lon()).add(fix.lat());
        if (fix.altitude() != null) {
            coordinates.add(fix.altitude());
        }
        feature.set("properties", properties);
        try {
            return json.writeValueAsString(feature);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Instant time(String name, @Nullable String given, Instant otherwise) {
        if (given == null) {
            return otherwise;
        }
        var at = new Fields(json.createObjectNode().put(name, given)).time(name);
        if (at == null) {
            throw Problem.invalid(name, "must be a time of RFC 3339 with its offset").refused();
        }
        return at;
    }
}
