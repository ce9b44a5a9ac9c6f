package dev.mayday.guardian;

import dev.mayday.alert.Access;
import dev.mayday.alert.Access.Role;
import dev.mayday.alert.Links;
import dev.mayday.alert.Links.LinkView;
import dev.mayday.clock.MaydayClock;
import dev.mayday.identity.Caller;
import dev.mayday.identity.Tokens;
import dev.mayday.problem.Problem;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Links into an alert, for people with no account. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "links")
class LinkResource {
    private static final Duration SESSION = Duration.ofHours(12);

    private final SecurityIdentity identity;
    private final Access access;
    private final Links links;
    private final Tokens tokens;
    private final MaydayClock clock;

    LinkResource(
            SecurityIdentity identity,
            Access access,
            Links links,
            Tokens tokens,
            MaydayClock clock) {
        this.identity = identity;
        this.access = access;
        this.links = links;
        this.tokens = tokens;
        this.clock = clock;
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

    /** A session of one link: good for that alert alone. */
    record LinkSession(String accessToken, AlertId alertId, List<String> may) {}

    @GET
    @Path("/alerts/{id}/links")
    @RolesAllowed("account")
    public Uni<Page<LinkView>> list(@PathParam("id") String id) {
        return owner(id).flatMap(owner -> links.madeFor(owner.alert()));
    }

    @POST
    @Path("/alerts/{id}/links")
    @RolesAllowed("account")
    @Operation(summary = "A link that may only view, for someone with no account")
    public Uni<RestResponse<LinkView>> make(@PathParam("id") String id, @Nullable Wanted wanted) {
        var minutes = wanted == null ? new Wanted(null) : wanted;
        return owner(id)
                .flatMap(owner -> links.make(owner.alert(), minutes.duration()))
                .map(link -> RestResponse.status(RestResponse.Status.CREATED, link));
    }

    @DELETE
    @Path("/links/{id}")
    @RolesAllowed("account")
    @Operation(summary = "Revokes a link at once")
    public Uni<Void> revoke(@PathParam("id") String id) {
        return links.revoke(Caller.account(identity).person(), Ids.parse(id));
    }

    @POST
    @Path("/links/{token}/session")
    @PermitAll
    @Operation(summary = "Opens a link: it acknowledges nothing")
    public Uni<RestResponse<LinkSession>> open(@PathParam("token") String token) {
        return links.open(token)
                .map(open -> {
                    var ends = clock.now().plus(SESSION);
                    var until = ends.isBefore(open.expiresAt()) ? ends : open.expiresAt();
                    var may =
                            open.holder().contact() == null
                                    ? List.of("view")
                                    : List.of("view", "acknowledge", "resolve");
                    return RestResponse.status(
                            RestResponse.Status.CREATED,
                            new LinkSession(
                                    tokens.forLink(open.holder(), until),
                                    open.holder().alert(),
                                    may));
                });
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
