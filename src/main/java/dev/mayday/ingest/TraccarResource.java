package dev.mayday.ingest;

import dev.mayday.wire.Fields;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /v1/ingest/traccar}. */
@Path("/v1/ingest/traccar")
@PermitAll
@Tag(name = "ingest")
class TraccarResource {
    private final AppRequest requests;
    private final IngestDesk desk;

    TraccarResource(AppRequest requests, IngestDesk desk) {
        this.requests = requests;
        this.desk = desk;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "A position that a Traccar server forwards",
            description =
                    "`device.uniqueId` is a device token, the speed is in knots; `attributes.alarm` with `sos` in it is a call for"
                            + " help.")
    @RequestBody(
            description = "What Traccar sends with forward.type json",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.OBJECT),
                            example =
                                    "{\"position\":{\"fixTime\":\"2026-11-25T12:00:00.000+00:00\",\"valid\":true,\"latitude\":48.8584,\"longitude\":2.2945,\"speed\":3.2,\"attributes\":{\"alarm\":\"sos\"}},\"device\":{\"uniqueId\":\"…\"}}"))
    @APIResponse(
            responseCode = "200",
            description = "Kept, or nothing is shared and so nothing is kept")
    @APIResponse(responseCode = "400", description = "invalid-…, too-old, malformed-message")
    @APIResponse(responseCode = "401", description = "not-signed-in, wrong-credentials")
    @APIResponse(responseCode = "429", description = "too-many-attempts, for unknown tokens alone")
    @APIResponse(responseCode = "503", description = "try-later")
    public Uni<RestResponse<Void>> forward(
            @Nullable String body, @Context HttpServerRequest request) {
        var report = new TraccarForward(new AppFields(requests.object(body)));
        if (report.alarm(false) == null && body != null) {
            Fields.requireUtf8(body);
        }
        return desk.take("traccar", request, report).map(taken -> RestResponse.ok());
    }
}
