package dev.mayday.operator;

import dev.mayday.identity.Caller;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** {@code /v1/operator/users}. */
@Path("/v1/operator/users")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.OPERATOR)
@Tag(name = "operator")
class UserResource {
    private final Users users;
    private final SecurityIdentity identity;

    UserResource(Users users, SecurityIdentity identity) {
        this.users = users;
        this.identity = identity;
    }

    @GET
    @Operation(
            summary = "Accounts, the newest first",
            description = "query: an id, or at least three letters of a name or an e-mail address.")
    public Uni<Page<Users.Line>> list(
            @QueryParam("query") @Nullable String query,
            @QueryParam("system") @Nullable String system,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var asked = UserQuery.of(query, Search.withSystem(system));
        return users.list(Caller.account(identity), asked, new Search(limit, cursor));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "An account with its contacts and newest alerts; recorded")
    public Uni<Users.File> read(@PathParam("id") String id) {
        return users.read(Caller.account(identity), Ids.parse(id));
    }

    @POST
    @Path("{id}/sessions/end")
    @ResponseStatus(204)
    @Operation(summary = "Sign an account out everywhere; recorded")
    @APIResponse(responseCode = "204", description = "No session of it is good any more")
    public Uni<Void> endSessions(@PathParam("id") String id) {
        return users.endSessions(Caller.account(identity), Ids.parse(id));
    }
}
