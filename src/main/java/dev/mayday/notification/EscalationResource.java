package dev.mayday.notification;

import dev.mayday.identity.Caller;
import dev.mayday.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /me/escalation}: who of my contacts is told when. */
@Path("/v1/me/escalation")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.ACCOUNT)
@Tag(name = "contacts")
class EscalationResource {
    private final Policies policies;
    private final SecurityIdentity identity;

    EscalationResource(Policies policies, SecurityIdentity identity) {
        this.policies = policies;
        this.identity = identity;
    }

    @GET
    @Operation(summary = "Who of my contacts is told when: what I have set, or the default")
    public Uni<PolicyForm> read() {
        return policies.of(Caller.account(identity).person());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Set who of my contacts is told when",
            description =
                    "From the next alert on: one that is open goes on as it began. Times count from"
                            + " ACTIVE; a repeat begins 60 s after the last step. Whoever no step"
                            + " reaches is told with the last one.")
    @APIResponse(responseCode = "200", description = "As it is from now on")
    @APIResponse(
            responseCode = "400",
            description =
                    "invalid-steps, invalid-repeat, invalid-afterSeconds, invalid-tiers, invalid-channels")
    public Uni<PolicyForm> change(@Nullable PolicyForm body) {
        if (body == null) {
            throw Problem.malformed("a JSON object is missing").refused();
        }
        return policies.change(Caller.account(identity).person(), body);
    }
}
