package dev.mayday.place;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.alert.Access;
import dev.mayday.clock.Transactions;
import dev.mayday.identity.Caller;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * {@code /alerts/{id}/places}: what whoever looks for somebody may know of that person's places.
 */
@Path("/v1/alerts/{id}/places")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "alerts")
class AlertPlaceResource {
    private final SecurityIdentity identity;
    private final Access access;
    private final Transactions transactions;
    private final Places places;

    AlertPlaceResource(
            SecurityIdentity identity, Access access, Transactions transactions, Places places) {
        this.identity = identity;
        this.access = access;
        this.transactions = transactions;
        this.places = places;
    }

    /** A place as somebody else sees it. */
    @Schema(name = "KnownPlace")
    record KnownPlace(UUID id, String name, @Schema(ref = "Area") ObjectNode area) {}

    @GET
    @RolesAllowed({"account", "link"})
    @Operation(
            summary = "Places of the person who raised it, the oldest first",
            description =
                    "Those whose coming and going (do=notify) the alert's contacts are told of anyway,"
                            + " while it is open: none once it is over. Its owner is given their own"
                            + " at any time.")
    public Uni<Page<KnownPlace>> list(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return access.of(Caller.of(identity), Ids.parse(id))
                .invoke(Access::noGuest)
                .flatMap(role ->
                        // one that only its owner holds to be over is open to all others
                        transactions.quietly(() -> places.told(role.alert(), !role.ownersView())))
                .map(all -> Page.within(all, limit, cursor, KnownPlace::id));
    }
}
