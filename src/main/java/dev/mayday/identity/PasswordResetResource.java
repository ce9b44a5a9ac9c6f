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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** {@code /v1/password-resets}. */
@Path("/v1/password-resets")
@PermitAll
@Tag(name = "accounts")
class PasswordResetResource {
    private final PasswordResets resets;

    PasswordResetResource(PasswordResets resets) {
        this.resets = resets;
    }

    record Ask(String email) {
        Ask {
            email = EmailAddress.of("email", email).text();
        }
    }

    record Confirm(String email, String code, String password) {
        Confirm {
            email = EmailAddress.of("email", email).text();
            code = Body.text("code", code);
            password = new Password(Body.text("password", password)).text();
        }

        @Override
        public String toString() {
            return "Confirm[…]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    @Operation(
            summary = "Ask for a code to set a new password with",
            description = "The answer says nothing of whether there is such an account.")
    @APIResponse(
            responseCode = "202",
            description = "If there is such an account, it is sent a code")
    @APIResponse(responseCode = "429", description = "too-many-attempts")
    public Uni<Void> ask(@Nullable Ask body, @Context HttpServerRequest request) {
        return resets.ask(new EmailAddress(Body.of(body).email()), ClientAddress.of(request));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("confirm")
    @Operation(summary = "Set a new password", description = "Ends every session.")
    @APIResponse(responseCode = "204", description = "It is set")
    @APIResponse(responseCode = "400", description = "invalid-code, invalid-password")
    public Uni<Void> confirm(@Nullable Confirm body) {
        var given = Body.of(body);
        return resets.confirm(
                new EmailAddress(given.email()), given.code(), new Password(given.password()));
    }
}
