package dev.mayday.contact;

import dev.mayday.identity.Caller;
import dev.mayday.problem.Problem;
import dev.mayday.wire.ContactId;
import dev.mayday.wire.Ids;
import dev.mayday.wire.PersonId;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** {@code /contacts/{id}/channels/{channelId}/verification}. */
@Path("/v1/contacts/{id}/channels/{channelId}/verification")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("account")
@Tag(name = "contacts")
class VerificationResource {

    /** The code that the contact was sent, as it was typed. */
    record Code(String code) {
        Code(@Nullable String code) {
            if (code == null) {
                throw Problem.invalid("code", "is missing").refused();
            }
            this.code = code.strip();
        }
    }

    private final Verifications verifications;
    private final SecurityIdentity identity;

    VerificationResource(Verifications verifications, SecurityIdentity identity) {
        this.verifications = verifications;
        this.identity = identity;
    }

    @POST
    @ResponseStatus(202)
    @Operation(
            summary = "Send a code, or a signed challenge to a webhook",
            description =
                    "A webhook that answers the challenge with 2xx is verified: read the contact to"
                            + " see it. A channel that is verified already is sent nothing.")
    @APIResponse(responseCode = "202", description = "It is on its way")
    @APIResponse(responseCode = "409", description = "opted-out, or no-provider for this type")
    @APIResponse(responseCode = "429", description = "too-many-attempts")
    public Uni<Void> start(@PathParam("id") String id, @PathParam("channelId") String channel) {
        return verifications.start(owner(), ContactId.of(id), Ids.parse(channel));
    }

    @POST
    @Path("confirm")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(204)
    @Operation(summary = "Verify the channel by the code that it was sent")
    @APIResponse(responseCode = "204", description = "The channel is verified")
    @APIResponse(responseCode = "400", description = "invalid-code")
    public Uni<Void> confirm(
            @PathParam("id") String id,
            @PathParam("channelId") String channel,
            @Nullable Code code) {
        if (code == null) {
            throw Problem.malformed("the body is missing").refused();
        }
        return verifications.confirm(owner(), ContactId.of(id), Ids.parse(channel), code.code());
    }

    private PersonId owner() {
        return Caller.account(identity).person();
    }
}
