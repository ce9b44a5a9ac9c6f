package dev.mayday.guardian;

import dev.mayday.alert.Links;
import dev.mayday.clock.MaydayClock;
import dev.mayday.identity.Caller;
import dev.mayday.identity.Tokens;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.Ids;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** A link into an alert: opened by who was sent it, revoked by who made it. */
@Path("/v1/links")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "links")
class LinkResource {
    private static final Duration SESSION = Duration.ofHours(12);

    private final SecurityIdentity identity;
    private final Links links;
    private final Tokens tokens;
    private final MaydayClock clock;

    LinkResource(SecurityIdentity identity, Links links, Tokens tokens, MaydayClock clock) {
        this.identity = identity;
        this.links = links;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A session of one link: good for that alert alone. */
    record LinkSession(String accessToken, AlertId alertId, List<String> may) {}

    @DELETE
    @Path("/{id}")
    @RolesAllowed("account")
    @Operation(summary = "Revokes a link at once")
    public Uni<Void> revoke(@PathParam("id") String id) {
        return links.revoke(Caller.account(identity).person(), Ids.parse(id));
    }

    @POST
    @Path("/{token}/session")
    @PermitAll
    @ResponseStatus(201)
    @APIResponse(
            responseCode = "201",
            description = "A session of the link",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = LinkSession.class)))
    @Operation(summary = "Opens a link: it acknowledges nothing")
    public Uni<LinkSession> open(@PathParam("token") String token) {
        return links.open(token)
                .map(open -> {
                    var ends = clock.now().plus(SESSION);
                    var until = ends.isBefore(open.expiresAt()) ? ends : open.expiresAt();
                    var may =
                            open.holder().contact() == null
                                    ? List.of("view")
                                    : List.of("view", "acknowledge", "resolve");
                    return new LinkSession(
                            tokens.forLink(open.holder(), until), open.holder().alert(), may);
                });
    }
}
