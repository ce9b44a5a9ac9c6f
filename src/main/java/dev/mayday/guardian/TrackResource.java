package dev.mayday.guardian;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.Access;
import dev.mayday.alert.Access.Role;
import dev.mayday.alert.AlertReads;
import dev.mayday.alert.AlertView;
import dev.mayday.identity.Caller;
import dev.mayday.location.Tracks;
import dev.mayday.location.format.Heading;
import dev.mayday.location.format.TrackFormat;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Fields;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Streamed;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Variant;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The track of an alert, as a file: which form, the reader says by Accept or by the suffix. */
@Path("/v1/alerts/{id}")
@RolesAllowed({"account", "link"})
@Tag(name = "alerts")
class TrackResource {
    private static final String FILE =
            "The track, oldest fix first. A missing value is absent (in CSV: empty). Only what is plainly wrong is left out"
                    + " (a jump away and back, the same fix twice, a fix that is off by kilometres while a better one is near),"
                    + " never the first or the last fix, nor where the button was pressed.";

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
    @Operation(
            summary =
                    "The track, in the form that Accept names; GeoJSON where that leaves the choice",
            description = FILE)
    @APIResponse(responseCode = "200", ref = "Track")
    @APIResponse(responseCode = "400", description = "invalid-from, invalid-to, invalid-raw")
    @APIResponse(responseCode = "406", description = "not-acceptable")
    public Uni<RestResponse<Streamed>> accepted(
            @PathParam("id") String id,
            @Context Request request,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("raw") @Nullable String raw) {
        return file(id, wanted(request), part(from, to, raw));
    }

    @GET
    @Path("/track.{format}")
    @Operation(
            summary = "The track, in the form that the suffix names: geojson, gpx, kml or csv",
            description = FILE)
    @APIResponse(responseCode = "200", ref = "Track")
    @APIResponse(responseCode = "400", description = "invalid-from, invalid-to, invalid-raw")
    public Uni<RestResponse<Streamed>> named(
            @PathParam("id") String id,
            @PathParam("format") String format,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("raw") @Nullable String raw) {
        var wanted = TrackFormat.ofSuffix(format).orElseThrow(() -> Problem.notFound().refused());
        return file(id, wanted, part(from, to, raw));
    }

    /** application/json asks for GeoJSON too: it is what it was served as first. */
    private static TrackFormat wanted(Request request) {
        var offered =
                Stream.concat(
                                Arrays.stream(TrackFormat.values()).map(TrackFormat::mediaType),
                                Stream.of(MediaType.APPLICATION_JSON))
                        .map(MediaType::valueOf)
                        .toArray(MediaType[]::new);
        var best = request.selectVariant(Variant.mediaTypes(offered).build());
        if (best == null) {
            throw new NotAcceptableException();
        }
        return TrackFormat.ofMediaType(best.getMediaType().toString()).orElse(TrackFormat.GEOJSON);
    }

    private TrackPart part(@Nullable String from, @Nullable String to, @Nullable String raw) {
        if (raw != null && !raw.equals("true") && !raw.equals("false")) {
            throw Problem.invalid("raw", "must be true or false").refused();
        }
        return new TrackPart(
                time("from", from, Tracks.BEGINNING),
                time("to", to, Tracks.END),
                "true".equals(raw));
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

    private Uni<RestResponse<Streamed>> file(String id, TrackFormat format, TrackPart part) {
        return access.of(Caller.of(identity), Ids.parse(id))
                .call(reads::looked)
                .flatMap(
                        role -> reads.view(role).flatMap(alert -> file(role, alert, format, part)));
    }

    private Uni<RestResponse<Streamed>> file(
            Role role, AlertView alert, TrackFormat format, TrackPart part) {
        return reads.shownEnd(role)
                .map(end -> end == null ? Tracks.END : end)
                .map(end ->
                        format.write(
                                heading(alert),
                                json,
                                () -> part.of(tracks, alert.id().value(), end)))
                .map(pieces -> answer(new Streamed(pieces), "track-" + alert.id(), format));
    }

    private static Heading heading(AlertView alert) {
        var drill = alert.drill() ? " (drill)" : "";
        return new Heading(alert.kind() + drill + ", " + alert.person().name(), alert.note());
    }

    private static RestResponse<Streamed> answer(Streamed file, String name, TrackFormat format) {
        return RestResponse.ResponseBuilder.ok(file)
                .header("Content-Type", format.contentType())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + name + "." + format.suffix() + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }
}
