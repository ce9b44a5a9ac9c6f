package dev.mayday.contact;

import dev.mayday.identity.Caller;
import dev.mayday.wire.ContactId;
import dev.mayday.wire.Fields;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** {@code /contacts}: whom to tell. */
@Path("/v1/contacts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("account")
@Tag(name = "contacts")
class ContactResource {
    private final ContactDesk desk;
    private final SecurityIdentity identity;

    ContactResource(ContactDesk desk, SecurityIdentity identity) {
        this.desk = desk;
        this.identity = identity;
    }

    @GET
    @Operation(summary = "My contacts, the oldest first")
    public Uni<Page<ContactView>> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return desk.list(owner(), Page.after(cursor), Page.limit(limit));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "A new contact",
            description =
                    "Each of its e-mail addresses is sent an invitation. The secret of a webhook is"
                            + " in this answer alone.")
    @APIResponse(
            responseCode = "201",
            description = "The contact",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ContactView.class)))
    @APIResponse(responseCode = "409", description = "too-many-contacts")
    public Uni<ContactView> add(@Nullable ContactForm form) {
        return desk.add(owner(), Fields.body(form));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One of my contacts")
    public Uni<ContactView> find(@PathParam("id") String id) {
        return desk.find(owner(), ContactId.of(id));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change what is given of a contact",
            description =
                    "channels is all that the contact has from now on: one that is named by its id,"
                            + " or by its type and address, keeps its state, a new one starts"
                            + " unverified, any other is removed.")
    public Uni<ContactView> change(@PathParam("id") String id, @Nullable ContactChange change) {
        return desk.change(owner(), ContactId.of(id), Fields.body(change));
    }

    @DELETE
    @Path("{id}")
    @ResponseStatus(204)
    @Operation(summary = "Remove a contact: it is told nothing more, and sees nothing more")
    public Uni<Void> remove(@PathParam("id") String id) {
        return desk.remove(owner(), ContactId.of(id));
    }

    private PersonId owner() {
        return Caller.account(identity).person();
    }
}
