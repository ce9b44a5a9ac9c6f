package dev.mayday.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** {@code /v1/users}. */
@Path("/v1/users")
@PermitAll
@Tag(name = "accounts")
class UserResource {
    private final SignUps signUps;

    UserResource(SignUps signUps) {
        this.signUps = signUps;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Make an account",
            description =
                    "Sends a code to its address, which /v1/me/email/verification/confirm takes.")
    @APIResponse(
            responseCode = "201",
            description = "The account",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Me.class)))
    @APIResponse(responseCode = "400", description = "invalid-<field>")
    @APIResponse(responseCode = "409", description = "email-taken")
    @APIResponse(responseCode = "429", description = "too-many-attempts")
    public Uni<Me> signUp(@Nullable SignUp body, @Context HttpServerRequest request) {
        return signUps.signUp(Body.of(body), ClientAddress.of(request));
    }
}
