package dev.mayday.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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

/** {@code /v1/sessions}. */
@Path("/v1/sessions")
@Tag(name = "accounts")
class SessionResource {
    private final Sessions sessions;
    private final SecurityIdentity identity;

    SessionResource(Sessions sessions, SecurityIdentity identity) {
        this.sessions = sessions;
        this.identity = identity;
    }

    record SignIn(String email, String password) {
        SignIn {
            email = EmailAddress.of("email", email).text();
            password = Body.text("password", password);
        }

        @Override
        public String toString() {
            return "SignIn[…]";
        }
    }

    record Refresh(String refreshToken) {
        Refresh {
            refreshToken = Body.text("refreshToken", refreshToken);
        }

        @Override
        public String toString() {
            return "Refresh[…]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @ResponseStatus(201)
    @Operation(summary = "Sign in")
    @APIResponse(
            responseCode = "201",
            description = "An access token and a refresh token",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Sessions.SignedIn.class)))
    @APIResponse(responseCode = "401", description = "wrong-credentials")
    @APIResponse(responseCode = "429", description = "too-many-attempts")
    @APIResponse(responseCode = "503", description = "try-later")
    public Uni<Sessions.SignedIn> signIn(
            @Nullable SignIn body, @Context HttpServerRequest request) {
        var given = Body.of(body);
        return sessions.signIn(
                new EmailAddress(given.email()), given.password(), ClientAddress.of(request));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("refresh")
    @PermitAll
    @Operation(
            summary = "Stay signed in",
            description =
                    "For 60 s after its first use, and until its successor has been used, a refresh"
                            + " token answers with the same successor; after that it ends the session.")
    @APIResponse(responseCode = "200", description = "The next access token and refresh token")
    @APIResponse(responseCode = "401", description = "not-signed-in")
    public Uni<Sessions.SignedIn> refresh(@Nullable Refresh body) {
        return sessions.refresh(new Opaque(Body.of(body).refreshToken()));
    }

    @DELETE
    @RolesAllowed(Caller.ACCOUNT)
    @Operation(summary = "Sign out", description = "The access token is refused from now on.")
    @APIResponse(responseCode = "204", description = "Signed out")
    public Uni<Void> signOut() {
        return sessions.signOut(Caller.account(identity));
    }
}
