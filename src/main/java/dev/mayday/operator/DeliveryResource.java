package dev.mayday.operator;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/operator/deliveries}. */
@Path("/v1/operator/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.OPERATOR)
@Tag(name = "operator")
class DeliveryResource {
    private final Deliveries deliveries;
    private final SecurityIdentity identity;

    DeliveryResource(Deliveries deliveries, SecurityIdentity identity) {
        this.deliveries = deliveries;
        this.identity = identity;
    }

    @GET
    @Operation(
            summary = "Messages and what became of them, the newest first",
            description =
                    "provider: any attempt was by it. system=true: those of the service's own"
                            + " alerts, too.")
    public Uni<Page<Deliveries.Line>> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("channel") @Nullable String channel,
            @QueryParam("provider") @Nullable String provider,
            @QueryParam("alertId") @Nullable String alert,
            @QueryParam("userId") @Nullable String user,
            @QueryParam("since") @Nullable String since,
            @QueryParam("until") @Nullable String until,
            @QueryParam("system") @Nullable String system,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var search =
                new Search(limit, cursor)
                        .where("d.state = {}", Search.oneOf("state", state, Deliveries.STATES))
                        .where(
                                "d.channel = {}",
                                Search.oneOf("channel", channel, Deliveries.CHANNELS))
                        .where(
                                "EXISTS (SELECT FROM attempt t WHERE t.delivery_id = d.id AND t.provider = {})",
                                Search.name("provider", provider))
                        .ofAlert("d.alert_id = {}", Search.id("alertId", alert))
                        .ofPerson(Deliveries.OF_USER, Search.id("userId", user))
                        .where("d.created_at >= {}", Search.time("since", since))
                        .where("d.created_at <= {}", Search.time("until", until));
        if (!Search.withSystem(system)) {
            search.where("d.channel <> 'heartbeat'");
        }
        return deliveries.list(Caller.account(identity), search);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A message with its whole address and each attempt; recorded")
    public Uni<Deliveries.File> read(@PathParam("id") String id) {
        return deliveries.read(Caller.account(identity), Ids.parse(id));
    }
}
