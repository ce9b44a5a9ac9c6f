package dev.mayday.operator;

import dev.mayday.alert.AlertState;
import dev.mayday.identity.Caller;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** {@code /v1/operator/alerts}. */
@Path("/v1/operator/alerts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.OPERATOR)
@Tag(name = "operator")
class AlertResource {
    private final Alerts alerts;
    private final BreakGlass glass;
    private final SecurityIdentity identity;

    AlertResource(Alerts alerts, BreakGlass glass, SecurityIdentity identity) {
        this.alerts = alerts;
        this.glass = glass;
        this.identity = identity;
    }

    /**
     * @param reason 10 to 500 characters
     */
    record Why(@Nullable String reason) {}

    @GET
    @Operation(
            summary = "Alerts, the newest first",
            description =
                    "Without places and notes, and without the operator's own. system=true: those"
                            + " that the service raises itself, too.")
    public Uni<Page<Alerts.Line>> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("drill") @Nullable String drill,
            @QueryParam("userId") @Nullable String user,
            @QueryParam("since") @Nullable String since,
            @QueryParam("until") @Nullable String until,
            @QueryParam("system") @Nullable String system,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var search =
                new Search(limit, cursor)
                        .where("a.state = {}", Search.oneOf("state", state, AlertState.NAMES))
                        .where("a.drill = {}", Search.flag("drill", drill))
                        .ofPerson("a.person_id = {}", Search.id("userId", user))
                        .where("a.raised_at >= {}", Search.time("since", since))
                        .where("a.raised_at <= {}", Search.time("until", until))
                        .notOfSystem("a.person_id", system);
        return alerts.list(Caller.account(identity), search);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "An alert with its history, without places and notes; recorded")
    public Uni<Alerts.File> read(@PathParam("id") String id) {
        return alerts.read(Caller.account(identity), Ids.parse(id));
    }

    @POST
    @Path("{id}/break-glass")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "See an alert's place and note for a while",
            description =
                    "Recorded with its reason (10 to 500 characters). The person is shown it among"
                            + " those who looked.")
    @APIResponse(
            responseCode = "201",
            description = "For how long",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = BreakGlass.Broken.class)))
    @APIResponse(responseCode = "400", description = "invalid-reason")
    public Uni<BreakGlass.Broken> breakGlass(@PathParam("id") String id, @Nullable Why why) {
        return glass.open(
                Caller.account(identity), Ids.parse(id), why == null ? null : why.reason());
    }

    @GET
    @Path("{id}/place")
    @Operation(summary = "Where the person is, and the note; recorded")
    @APIResponse(responseCode = "200", description = "The place")
    @APIResponse(responseCode = "403", description = "not-allowed: break the glass first")
    public Uni<BreakGlass.Place> place(@PathParam("id") String id) {
        return glass.look(Caller.account(identity), Ids.parse(id));
    }
}
