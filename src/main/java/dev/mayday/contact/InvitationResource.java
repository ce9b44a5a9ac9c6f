package dev.mayday.contact;

import dev.mayday.identity.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /invitations}: what a new contact is sent. Whoever has the token may answer. */
@Path("/v1/invitations/{token}")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "invitations")
class InvitationResource {
    private final Invitations invitations;
    private final SecurityIdentity identity;

    InvitationResource(Invitations invitations, SecurityIdentity identity) {
        this.invitations = invitations;
        this.identity = identity;
    }

    @GET
    @Operation(summary = "Who asks, and what was answered. Reading it answers nothing")
    public Uni<InvitationView> find(@PathParam("token") String token) {
        return invitations.find(token);
    }

    @POST
    @Path("accept")
    @Operation(
            summary = "Agree to be told",
            description =
                    "The address counts as verified. With a bearer token of an account, that account"
                            + " is the person's guardian from now on; if the invitation was mailed to"
                            + " the account's own address, that is verified too. After a decline it"
                            + " brings the contact back.")
    @APIResponse(responseCode = "200", description = "The invitation, accepted")
    @APIResponse(responseCode = "403", description = "not-allowed: nobody guards themselves")
    @APIResponse(responseCode = "409", description = "already-linked to another account")
    public Uni<InvitationView> accept(@PathParam("token") String token) {
        return identity.isAnonymous()
                ? invitations.accept(token, null)
                : invitations.accept(token, Caller.account(identity));
    }

    @POST
    @Path("decline")
    @Operation(summary = "End every message to this contact, and its guarding")
    public Uni<InvitationView> decline(@PathParam("token") String token) {
        return invitations.decline(token);
    }
}
