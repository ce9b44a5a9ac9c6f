package dev.mayday.operator;

import dev.mayday.identity.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/operator/overview}. */
@Path("/v1/operator/overview")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.OPERATOR)
@Tag(name = "operator")
class OverviewResource {
    private final Overviews overviews;
    private final SecurityIdentity identity;

    OverviewResource(Overviews overviews, SecurityIdentity identity) {
        this.overviews = overviews;
        this.identity = identity;
    }

    @GET
    @Operation(summary = "Whether all is well")
    public Uni<Overview> read() {
        return overviews.of(Caller.account(identity));
    }
}
