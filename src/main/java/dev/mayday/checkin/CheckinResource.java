package dev.mayday.checkin;

import dev.mayday.checkin.Checkin.State;
import dev.mayday.identity.Caller;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Fields;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
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
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** {@code /checkins}: if I am not heard of by then, tell them. */
@Path("/v1/checkins")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("account")
@Tag(name = "check-ins")
class CheckinResource {
    private final CheckinDesk desk;
    private final SecurityIdentity identity;

    CheckinResource(CheckinDesk desk, SecurityIdentity identity) {
        this.desk = desk;
        this.identity = identity;
    }

    /** How much longer. @param minutes 1..1440 */
    record Longer(@Schema(minimum = "1", maximum = "1440") @Nullable Integer minutes) {}

    /**
     * @param pin the owner's, where one is set
     */
    record CallOff(@Nullable String pin) {}

    @GET
    @Operation(summary = "My check-ins, the newest first")
    public Uni<Page<CheckinView>> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (state != null
                && Arrays.stream(State.values()).noneMatch(one -> one.name().equals(state))) {
            throw Problem.invalid("state", "must be one of " + Arrays.toString(State.values()))
                    .refused();
        }
        return desk.list(me(), state, Page.after(cursor), Page.limit(limit));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "If nobody hears of me by then, raise the alarm",
            description =
                    "Either minutes (1..1440) or dueAt (within 24 hours). Unanswered graceMinutes"
                            + " (0..120, 5 if absent) after that, an alert of kind checkin-missed is"
                            + " raised, with all places since the start, which nobody saw before."
                            + " With contactIds these alone are told of it, as long as one of them"
                            + " can be reached and has not declined; all others after that.")
    @APIResponse(
            responseCode = "201",
            description = "The check-in",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = CheckinView.class)))
    @APIResponse(responseCode = "409", description = "too-many-checkins")
    public Uni<CheckinView> start(@Nullable CheckinForm form) {
        return desk.start(me(), Fields.body(form));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One of my check-ins")
    public Uni<CheckinView> find(@PathParam("id") String id) {
        return desk.find(me(), Ids.parse(id));
    }

    @POST
    @Path("{id}/ok")
    @Operation(
            summary = "All is well",
            description = "Needs no PIN. The same again is answered like the first.")
    @APIResponse(
            responseCode = "200",
            description = "The check-in",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = CheckinView.class)))
    @APIResponse(responseCode = "409", description = "checkin-missed, checkin-ended")
    public Uni<CheckinView> ok(@PathParam("id") String id) {
        return desk.ok(me(), Ids.parse(id));
    }

    @POST
    @Path("{id}/extend")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "It takes so many minutes longer",
            description =
                    "Counted from when it was due, or from now if it is due already; at most 7 days"
                            + " after it began.")
    @APIResponse(
            responseCode = "200",
            description = "The check-in",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = CheckinView.class)))
    @APIResponse(responseCode = "409", description = "checkin-missed, checkin-ended")
    public Uni<CheckinView> extend(@PathParam("id") String id, @Nullable Longer longer) {
        return desk.extend(me(), Ids.parse(id), Fields.body(longer).minutes());
    }

    @POST
    @Path("{id}/cancel")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Call it off, with the PIN where one is set")
    @APIResponse(
            responseCode = "200",
            description = "The check-in",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = CheckinView.class)))
    @APIResponse(responseCode = "409", description = "checkin-missed, checkin-ended")
    public Uni<CheckinView> cancel(@PathParam("id") String id, @Nullable CallOff given) {
        return desk.cancel(me(), Ids.parse(id), given == null ? null : given.pin());
    }

    private PersonId me() {
        return Caller.account(identity).person();
    }
}
