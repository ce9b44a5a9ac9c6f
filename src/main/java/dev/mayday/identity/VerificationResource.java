package dev.mayday.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** {@code /v1/me/email/verification} and {@code /v1/me/phone/verification}. */
@Path("/v1/me")
@RolesAllowed(Caller.ACCOUNT)
@Tag(name = "accounts")
class VerificationResource {
    private final Verification verification;
    private final SecurityIdentity identity;

    VerificationResource(Verification verification, SecurityIdentity identity) {
        this.verification = verification;
        this.identity = identity;
    }

    record Code(String code) {
        Code {
            code = Body.text("code", code);
        }

        @Override
        public String toString() {
            return "Code[…]";
        }
    }

    @POST
    @Path("email/verification")
    @ResponseStatus(202)
    @Operation(summary = "Have a code sent to the account's e-mail address")
    @APIResponse(responseCode = "202", description = "It is on its way")
    @APIResponse(responseCode = "429", description = "too-many-attempts")
    public Uni<Void> sendToEmail() {
        return verification.send(Verification.Kind.EMAIL, Caller.account(identity).person());
    }

    @POST
    @Path("email/verification/confirm")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Verify the e-mail address by its code")
    @APIResponse(responseCode = "200", description = "The account")
    @APIResponse(responseCode = "400", description = "invalid-code")
    public Uni<Me> confirmEmail(@Nullable Code body) {
        return confirm(Verification.Kind.EMAIL, body);
    }

    @POST
    @Path("phone/verification")
    @ResponseStatus(202)
    @Operation(summary = "Have a code sent to the account's phone")
    @APIResponse(responseCode = "202", description = "It is on its way")
    @APIResponse(responseCode = "400", description = "invalid-phone: the account has none")
    @APIResponse(responseCode = "409", description = "opted-out: the number answered STOP")
    @APIResponse(responseCode = "429", description = "too-many-attempts")
    @APIResponse(
            responseCode = "503",
            description = "try-later: this server sends no text messages")
    public Uni<Void> sendToPhone() {
        return verification.send(Verification.Kind.PHONE, Caller.account(identity).person());
    }

    @POST
    @Path("phone/verification/confirm")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Verify the phone by its code")
    @APIResponse(responseCode = "200", description = "The account")
    @APIResponse(responseCode = "400", description = "invalid-code")
    public Uni<Me> confirmPhone(@Nullable Code body) {
        return confirm(Verification.Kind.PHONE, body);
    }

    private Uni<Me> confirm(Verification.Kind kind, @Nullable Code body) {
        return verification.confirm(kind, Caller.account(identity).person(), Body.of(body).code());
    }
}
