package dev.mayday.ingest;

import dev.mayday.problem.ProblemMapper;
import dev.mayday.problem.Refused;
import dev.mayday.wire.Fields;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/ingest/owntracks}. */
@Path("/v1/ingest/owntracks")
@PermitAll
@Tag(name = "ingest")
class OwnTracksResource {
    private final AppRequest requests;
    private final IngestDesk desk;

    OwnTracksResource(AppRequest requests, IngestDesk desk) {
        this.requests = requests;
        this.desk = desk;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "A report of OwnTracks in its HTTP mode",
            description =
                    "Basic: the account's e-mail address and a device token. `_type` `location` is a place, and a call for help"
                            + " if `t` is `u` and the device has `manualAlarm`; every other type is answered and ignored.")
    @RequestBody(
            description = "What OwnTracks sends",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.OBJECT),
                            example =
                                    "{\"_type\":\"location\",\"lat\":48.8584,\"lon\":2.2945,\"tst\":1764079200,\"acc\":12,\"vel\":5,\"batt\":81}"))
    @APIResponse(
            responseCode = "200",
            description = "An empty list: kept, or nothing is shared and so nothing is kept",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema =
                                    @Schema(
                                            type = SchemaType.ARRAY,
                                            implementation = Object.class)))
    @APIResponse(responseCode = "400", description = "invalid-…, too-old, malformed-message")
    @APIResponse(responseCode = "401", description = "not-signed-in, wrong-credentials")
    @APIResponse(responseCode = "429", description = "too-many-attempts, for unknown tokens alone")
    @APIResponse(responseCode = "503", description = "try-later")
    public Uni<Response> report(@Nullable String body, @Context HttpServerRequest request) {
        var report = new OwnTracks(new AppFields(requests.object(body)));
        if (report.alarm(true) == null && body != null) {
            Fields.requireUtf8(body);
        }
        return desk.take("owntracks", request, report)
                .map(taken -> Response.ok("[]", MediaType.APPLICATION_JSON_TYPE).build())
                .onFailure(OwnTracksResource::isStranger)
                .recoverWithItem(OwnTracksResource::askForPassword);
    }

    private static boolean isStranger(Throwable failure) {
        return failure instanceof Refused refused && refused.problem().status() == 401;
    }

    private static Response askForPassword(Throwable failure) {
        return Response.fromResponse(ProblemMapper.response(((Refused) failure).problem()))
                .header(HttpHeaders.WWW_AUTHENTICATE, null)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Mayday\", charset=\"UTF-8\"")
                .build();
    }
}
