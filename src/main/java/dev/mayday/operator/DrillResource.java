package dev.mayday.operator;

import dev.mayday.identity.Caller;
import dev.mayday.wire.Page;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/operator/drills}. */
@Path("/v1/operator/drills")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.OPERATOR)
@Tag(name = "operator")
class DrillResource {
    private final Drills drills;
    private final SecurityIdentity identity;

    DrillResource(Drills drills, SecurityIdentity identity) {
        this.drills = drills;
        this.identity = identity;
    }

    @GET
    @Operation(
            summary = "Drills and how they went, the newest first",
            description = "system=true: those that the service raises itself, too.")
    public Uni<Page<Drills.Line>> list(
            @QueryParam("system") @Nullable String system,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var search = new Search(limit, cursor).notOfSystem("a.person_id", system);
        return drills.list(Caller.account(identity), search);
    }
}
