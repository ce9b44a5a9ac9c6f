package dev.mayday.guardian;

import dev.mayday.wire.Ids;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A sharing as it happens, for where a socket can't pass. */
@Path("/v1/sharings/{id}/events")
@Tag(name = "sharings")
class SharingEventResource {
    private final SecurityIdentity identity;
    private final EventStreams streams;

    SharingEventResource(SecurityIdentity identity, EventStreams streams) {
        this.identity = identity;
        this.streams = streams;
    }

    @GET
    @Produces({MediaType.SERVER_SENT_EVENTS, MediaType.WILDCARD}) // a refusal is of another type
    @RolesAllowed("account")
    @Operation(
            summary = "A sharing as it happens, as server-sent events",
            description = EventStreams.SAYS)
    @APIResponse(
            responseCode = "200",
            description = "Events until it is over",
            content =
                    @Content(
                            mediaType = "text/event-stream",
                            schema = @Schema(type = SchemaType.STRING)))
    public Uni<Void> events(
            @PathParam("id") String id,
            @HeaderParam("Last-Event-ID") @Nullable String after,
            @Context HttpServerResponse response) {
        var sharing = Ids.parse(id);
        return streams.open(
                identity, response, subscription -> subscription.sharing(null, sharing, after));
    }
}
