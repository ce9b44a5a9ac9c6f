package dev.mayday.guardian;

import dev.mayday.alert.Access;
import dev.mayday.alert.Access.Role;
import dev.mayday.alert.Links;
import dev.mayday.alert.Links.LinkView;
import dev.mayday.identity.Caller;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The links that an owner makes into an alert, for people with no account. */
@Path("/v1/alerts/{id}/links")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("account")
@Tag(name = "links")
class AlertLinkResource {
    private final SecurityIdentity identity;
    private final Access access;
    private final Links links;

    AlertLinkResource(SecurityIdentity identity, Access access, Links links) {
        this.identity = identity;
        this.access = access;
        this.links = links;
    }

    /**
     * @param minutes 1..10080; a day where absent
     */
    record Wanted(@Nullable Integer minutes) {
        Wanted {
            if (minutes != null && (minutes < 1 || minutes > 10_080)) {
                throw Problem.invalid("minutes", "must lie in 1..10080").refused();
            }
        }

        Duration duration() {
            return Duration.ofMinutes(minutes == null ? 1_440 : minutes);
        }
    }

    @GET
    @Operation(summary = "The links that I made and that still open, newest first")
    public Uni<Page<LinkView>> list(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var most = Page.limit(limit);
        var after = Page.after(cursor);
        return owner(id).flatMap(owner -> links.madeFor(owner.alert(), after, most));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @APIResponse(
            responseCode = "201",
            description = "The link",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = LinkView.class)))
    @Operation(summary = "A link that may only view, for someone with no account")
    public Uni<LinkView> make(@PathParam("id") String id, @Nullable Wanted wanted) {
        var minutes = wanted == null ? new Wanted(null) : wanted;
        return owner(id).flatMap(owner -> links.make(owner.alert(), minutes.duration()));
    }

    private Uni<Role.Owner> owner(String id) {
        return access.of(Caller.of(identity), Ids.parse(id))
                .map(role -> {
                    if (role instanceof Role.Owner owner) {
                        return owner;
                    }
                    throw Problem.notAllowed("only its owner makes links to an alert").refused();
                });
    }
}
