package dev.mayday.operator;

import dev.mayday.identity.Caller;
import dev.mayday.wire.Fields;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/operator/providers}. */
@Path("/v1/operator/providers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.OPERATOR)
@Tag(name = "operator")
class ProviderResource {
    private final ProviderDesk desk;
    private final SecurityIdentity identity;

    ProviderResource(ProviderDesk desk, SecurityIdentity identity) {
        this.desk = desk;
        this.identity = identity;
    }

    @GET
    @Operation(summary = "Every provider that is set up, by channel, in the order of their trying")
    public Uni<Page<ProviderDesk.Line>> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return desk.list(Caller.account(identity))
                .map(all ->
                        Page.within(
                                all, limit, cursor, one -> Ids.named(one.channel(), one.name())));
    }

    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Switch a provider off, or on again, in all its channels; recorded",
            description =
                    "Every node obeys at once, and after a restart. Others are tried in its place;"
                            + " where there are none, messages wait, and each is given up after an"
                            + " hour.")
    @APIResponse(responseCode = "200", description = "The provider, once for each channel")
    @APIResponse(
            responseCode = "409",
            description = "last-provider: no other one of a channel is on, and no force is given")
    public Uni<Page<ProviderDesk.Line>> switchTo(
            @PathParam("name") String name, ProviderDesk.@Nullable Switch asked) {
        return desk.switchTo(Caller.account(identity), name, Fields.body(asked))
                .map(all -> new Page<>(all, null));
    }
}
