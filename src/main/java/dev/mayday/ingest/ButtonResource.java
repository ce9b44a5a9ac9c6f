package dev.mayday.ingest;

import dev.mayday.alert.Accepted;
import dev.mayday.problem.Problem;
import dev.mayday.problem.Refused;
import dev.mayday.wire.AlertId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/ingest/button}. */
@Path("/v1/ingest/button")
@PermitAll
@Tag(name = "ingest")
class ButtonResource {
    private final AppRequest requests;
    private final IngestDesk desk;

    ButtonResource(AppRequest requests, IngestDesk desk) {
        this.requests = requests;
        this.desk = desk;
    }

    /** The alert that stands now, as its owner sees it. */
    record Pressed(AlertId alertId, String state) {}

    @GET
    @Operation(
            summary = "Press the button",
            description =
                    "Raises an alert at once. Within 60 s of the last press of the same device, while that alert is open, it is the"
                            + " same alert. A place or a note that is bad is left out.")
    @Parameter(
            name = "id",
            in = ParameterIn.QUERY,
            description = "A device token",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "kind",
            in = ParameterIn.QUERY,
            description = "sos where absent",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "note", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "lat", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.NUMBER))
    @Parameter(name = "lon", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.NUMBER))
    @APIResponse(
            responseCode = "200",
            description = "It can no longer be lost",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Pressed.class)))
    @APIResponse(responseCode = "400", description = "invalid-kind")
    @APIResponse(responseCode = "401", description = "not-signed-in, wrong-credentials")
    @APIResponse(responseCode = "429", description = "too-many-attempts, for unknown tokens alone")
    @APIResponse(responseCode = "503", description = "try-later")
    public Uni<Response> query(@Context HttpServerRequest request) {
        if (request.method() == HttpMethod.HEAD) {
            // whoever only looks presses nothing
            throw new Problem(405, "method-not-allowed", "GET or POST presses the button")
                    .refused();
        }
        return press(request, requests.query(request));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Press the button, with a form or JSON, or with the query alone")
    @RequestBody(
            description = "The same fields",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(type = SchemaType.OBJECT),
                        example = "{\"id\":\"…\",\"kind\":\"medical\",\"note\":\"Bathroom\"}"),
                @Content(
                        mediaType = "application/x-www-form-urlencoded",
                        schema = @Schema(type = SchemaType.OBJECT))
            })
    @APIResponse(
            responseCode = "200",
            description = "It can no longer be lost",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Pressed.class)))
    @APIResponse(responseCode = "400", description = "invalid-kind, malformed-message")
    @APIResponse(responseCode = "401", description = "not-signed-in, wrong-credentials")
    @APIResponse(responseCode = "429", description = "too-many-attempts, for unknown tokens alone")
    @APIResponse(responseCode = "503", description = "try-later")
    public Uni<Response> body(@Nullable String body, @Context HttpServerRequest request) {
        return press(request, all(request, body));
    }

    /** Where the query names the device, nothing that is wrong with the body holds it up. */
    private AppFields all(HttpServerRequest request, @Nullable String body) {
        try {
            return requests.all(request, body);
        } catch (Refused e) {
            var query = requests.query(request);
            if (query.text("id") == null) {
                throw e;
            }
            return query;
        }
    }

    private Uni<Response> press(HttpServerRequest request, AppFields fields) {
        return desk.take("button", request, new Button(fields))
                .map(Objects::requireNonNull)
                .map(ButtonResource::pressed);
    }

    /** JSON, whatever the button would accept: it must not fail for that. */
    private static Response pressed(Accepted accepted) {
        return Response.ok(
                        new Pressed(accepted.alertId(), accepted.state()),
                        MediaType.APPLICATION_JSON_TYPE)
                .build();
    }
}
