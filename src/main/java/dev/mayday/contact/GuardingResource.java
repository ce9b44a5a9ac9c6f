package dev.mayday.contact;

import dev.mayday.identity.Caller;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** {@code /guarding}: whom I guard. */
@Path("/v1/guarding")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("account")
@Tag(name = "guarding")
class GuardingResource {
    private final Guarding guarding;
    private final SecurityIdentity identity;

    GuardingResource(Guarding guarding, SecurityIdentity identity) {
        this.guarding = guarding;
        this.identity = identity;
    }

    @GET
    @Operation(summary = "Whom I guard")
    public Uni<Page<Guarded>> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return guarding.list(me(), Page.after(cursor), Page.limit(limit));
    }

    @DELETE
    @Path("{userId}")
    @ResponseStatus(204)
    @Operation(summary = "Stop guarding this person")
    public Uni<Void> stop(@PathParam("userId") String userId) {
        return guarding.stop(me(), PersonId.of(userId));
    }

    private PersonId me() {
        return Caller.account(identity).person();
    }
}
