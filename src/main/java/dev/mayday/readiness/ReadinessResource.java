package dev.mayday.readiness;

import dev.mayday.identity.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/me/readiness}. */
@Path("/v1/me/readiness")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.ACCOUNT)
@Tag(name = "accounts")
class ReadinessResource {
    private final SecurityIdentity identity;
    private final ReadinessReads reads;

    ReadinessResource(SecurityIdentity identity, ReadinessReads reads) {
        this.identity = identity;
        this.reads = reads;
    }

    @GET
    @Operation(
            summary = "What would happen if the button were pressed now",
            description =
                    "`ready` is true if every essential check is well. Codes: `contacts`, `first-tier`, `reachable`,"
                            + " `verified-channels`, `failing-channels`, `providers`, `heartbeat`, `email`, `phone`,"
                            + " `pins`, `drill`; more may be added. A `detail` is for people: it names contacts, never"
                            + " their addresses. `names` are those contacts, for whoever says it in other words.")
    @APIResponse(responseCode = "200", description = "Each check, and whether it is well")
    public Uni<Readiness> read() {
        return reads.of(Caller.account(identity).person()).map(Readiness::of);
    }
}
