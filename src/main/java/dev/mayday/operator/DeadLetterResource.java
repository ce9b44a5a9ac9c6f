package dev.mayday.operator;

import dev.mayday.identity.Caller;
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
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** {@code /v1/operator/dead-letters}. */
@Path("/v1/operator/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.OPERATOR)
@Tag(name = "operator")
class DeadLetterResource {
    private final DeadLetters letters;
    private final SecurityIdentity identity;

    DeadLetterResource(DeadLetters letters, SecurityIdentity identity) {
        this.letters = letters;
        this.identity = identity;
    }

    @GET
    @Operation(
            summary = "Records that a consumer could not do with, without what they hold",
            description =
                    "By consumer (notifications, recorder), in each the newest first. They are kept"
                            + " for 72 hours.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "503", description = "try-later: no broker answers")
    public Uni<Page<DeadLetters.Line>> list(
            @QueryParam("consumer") @Nullable String consumer,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return letters.list(
                Caller.account(identity),
                Search.oneOf("consumer", consumer, Set.copyOf(DeadLetterId.CONSUMERS)),
                DeadLetterId.ofCursor(cursor),
                Page.limit(limit));
    }

    @POST
    @Path("{id}/replay")
    @ResponseStatus(202)
    @Operation(summary = "Send one to its topic again, once; recorded")
    @APIResponse(responseCode = "202", description = "It is on its way")
    @APIResponse(responseCode = "409", description = "already-replayed, not-replayable")
    @APIResponse(responseCode = "503", description = "try-later: no broker answers")
    public Uni<Void> replay(@PathParam("id") String id) {
        return letters.replay(Caller.account(identity), DeadLetterId.of(id));
    }
}
