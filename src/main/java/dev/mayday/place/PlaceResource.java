package dev.mayday.place;

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

/** {@code /places}: what entering or leaving a place leads to. */
@Path("/v1/places")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("account")
@Tag(name = "places")
class PlaceResource {
    private final PlaceDesk desk;
    private final SecurityIdentity identity;

    PlaceResource(PlaceDesk desk, SecurityIdentity identity) {
        this.desk = desk;
        this.identity = identity;
    }

    @GET
    @Operation(summary = "My places, the oldest first")
    public Uni<Page<PlaceView>> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return desk.list(me(), Page.after(cursor), Page.limit(limit));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "A place",
            description =
                    "It is looked at only while something of mine is open. notify: entering and"
                            + " leaving are entries place-entered and place-left of the timelines of"
                            + " my open alerts. checkin-ok: arriving answers my check-ins that run,"
                            + " but for those whose destination is another place of mine, by its id"
                            + " or name. Somebody has come or gone once a fix lies further from the"
                            + " edge than it is inaccurate, or two in a row say so.")
    @APIResponse(
            responseCode = "201",
            description = "The place",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = PlaceView.class)))
    @APIResponse(responseCode = "409", description = "too-many-places")
    public Uni<PlaceView> add(@Nullable PlaceForm form) {
        return desk.add(me(), Fields.body(form));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change what is given of a place")
    public Uni<PlaceView> change(@PathParam("id") String id, @Nullable PlaceForm form) {
        return desk.change(me(), Ids.parse(id), Fields.body(form));
    }

    @DELETE
    @Path("{id}")
    @ResponseStatus(204)
    @Operation(summary = "Forget a place")
    public Uni<Void> remove(@PathParam("id") String id) {
        return desk.remove(me(), Ids.parse(id));
    }

    private PersonId me() {
        return Caller.account(identity).person();
    }
}
