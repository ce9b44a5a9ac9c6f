package dev.mayday.ingest;

import dev.mayday.wire.Fields;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /v1/ingest/osmand}. */
@Path("/v1/ingest/osmand")
@PermitAll
@Tag(name = "ingest")
class OsmAndResource {
    private static final String APP = "osmand";

    private final AppRequest requests;
    private final IngestDesk desk;

    OsmAndResource(AppRequest requests, IngestDesk desk) {
        this.requests = requests;
        this.desk = desk;
    }

    @GET
    @Operation(
            summary = "A report of OsmAnd, or of Traccar Client before version 9",
            description =
                    "`id` (or `deviceid`) is a device token, the speed is in knots; with `alarm=sos` it is a call for help. Without"
                            + " coordinates it is a sign of life, and nothing is kept.")
    @Parameter(name = "id", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "lat", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.NUMBER))
    @Parameter(name = "lon", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.NUMBER))
    @Parameter(
            name = "timestamp",
            in = ParameterIn.QUERY,
            description = "Epoch seconds or milliseconds, or ISO 8601",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "alarm", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "Kept, or nothing is shared and so nothing is kept")
    @APIResponse(responseCode = "400", description = "invalid-…, too-old")
    @APIResponse(responseCode = "401", description = "not-signed-in, wrong-credentials")
    @APIResponse(responseCode = "429", description = "too-many-attempts, for unknown tokens alone")
    @APIResponse(responseCode = "503", description = "try-later")
    public Uni<RestResponse<Void>> query(@Context HttpServerRequest request) {
        return take(request, new OsmAnd(requests.query(request)));
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED})
    @Operation(
            summary = "A report of Traccar Client, as a form or as JSON",
            description =
                    "A form, or a flat JSON object, has the fields of the query. The nested JSON has `device_id` for the token, metres"
                            + " a second, and a battery level of 0 to 1.")
    @RequestBody(
            description = "What Traccar Client sends",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(type = SchemaType.OBJECT),
                        example =
                                "{\"device_id\":\"…\",\"location\":{\"timestamp\":\"2026-11-25T12:00:00.000Z\",\"coords\":{\"latitude\":48.8584,\"longitude\":2.2945}}}"),
                @Content(
                        mediaType = "application/x-www-form-urlencoded",
                        schema = @Schema(type = SchemaType.OBJECT))
            })
    @APIResponse(
            responseCode = "200",
            description = "Kept, or nothing is shared and so nothing is kept")
    @APIResponse(responseCode = "400", description = "invalid-…, too-old, malformed-message")
    @APIResponse(responseCode = "401", description = "not-signed-in, wrong-credentials")
    @APIResponse(responseCode = "429", description = "too-many-attempts, for unknown tokens alone")
    @APIResponse(responseCode = "503", description = "try-later")
    public Uni<RestResponse<Void>> body(@Nullable String body, @Context HttpServerRequest request) {
        var fields = requests.all(request, body);
        boolean nested = fields.has("device_id") || fields.node().path("location").isObject();
        var report = nested ? new TraccarClient(fields) : new OsmAnd(fields);
        if (report.alarm(false) == null && body != null) {
            Fields.requireUtf8(body);
        }
        return take(request, report);
    }

    private Uni<RestResponse<Void>> take(HttpServerRequest request, AppReport report) {
        return desk.take(APP, request, report).map(taken -> RestResponse.ok());
    }
}
