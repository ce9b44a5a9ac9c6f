package dev.mayday.sharing;

import dev.mayday.identity.Caller;
import dev.mayday.wire.Fields;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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

/** {@code /sharings}: where I am, for a while, without an alert. */
@Path("/v1/sharings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("account")
@Tag(name = "sharings")
class SharingResource {
    private final SharingDesk desk;
    private final SecurityIdentity identity;

    SharingResource(SharingDesk desk, SecurityIdentity identity) {
        this.desk = desk;
        this.identity = identity;
    }

    /**
     * @param minutes 1..1440
     */
    record Longer(@Nullable Integer minutes) {}

    @GET
    @Operation(summary = "My sharings, the newest first: those that are over too")
    public Uni<Page<SharingView>> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return desk.list(me(), Page.after(cursor), Page.limit(limit));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Share where I am from now on",
            description =
                    "With these contacts, or with every contact that has an account. It ends by"
                            + " itself after so many minutes.")
    @APIResponse(
            responseCode = "201",
            description = "The sharing",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SharingView.class)))
    @APIResponse(responseCode = "409", description = "too-many-sharings")
    public Uni<SharingView> start(@Nullable SharingForm form) {
        return desk.start(me(), Fields.body(form));
    }

    @POST
    @Path("{id}/extend")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Share for so many minutes more",
            description = "It may end 1,440 minutes from now at the latest.")
    @APIResponse(
            responseCode = "200",
            description = "The sharing",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SharingView.class)))
    @APIResponse(responseCode = "409", description = "sharing-over")
    public Uni<SharingView> extend(@PathParam("id") String id, @Nullable Longer longer) {
        return desk.extend(me(), Ids.parse(id), Fields.body(longer).minutes());
    }

    @DELETE
    @Path("{id}")
    @ResponseStatus(204)
    @Operation(summary = "Share no longer: whoever follows sees nothing more from now on")
    public Uni<Void> end(@PathParam("id") String id) {
        return desk.end(me(), Ids.parse(id));
    }

    private PersonId me() {
        return Caller.account(identity).person();
    }
}
