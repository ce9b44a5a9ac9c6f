package dev.mayday.guardian;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.alert.Accepted;
import dev.mayday.alert.Access;
import dev.mayday.alert.Access.Role;
import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.AlertReads;
import dev.mayday.alert.AlertState;
import dev.mayday.alert.AlertState.Reason;
import dev.mayday.alert.AlertView;
import dev.mayday.alert.Answers;
import dev.mayday.alert.Answers.Said;
import dev.mayday.alert.OwnerEnding;
import dev.mayday.alert.TimelineEntry;
import dev.mayday.alert.Trigger;
import dev.mayday.clock.MaydayClock;
import dev.mayday.identity.Caller;
import dev.mayday.notification.Deliveries;
import dev.mayday.notification.DeliveryView;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Alerts over HTTP: raised without a socket, read, answered, ended. */
@Path("/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "alerts")
class AlertResource {
    private final SecurityIdentity identity;
    private final AlertDesk desk;
    private final AlertReads reads;
    private final Access access;
    private final Deliveries deliveries;
    private final Answers answers;
    private final OwnerEnding ending;
    private final MaydayClock clock;
    private final ObjectMapper json;

    AlertResource(
            SecurityIdentity identity,
            AlertDesk desk,
            AlertReads reads,
            Access access,
            Deliveries deliveries,
            Answers answers,
            OwnerEnding ending,
            MaydayClock clock,
            ObjectMapper json) {
        this.identity = identity;
        this.desk = desk;
        this.reads = reads;
        this.access = access;
        this.deliveries = deliveries;
        this.answers = answers;
        this.ending = ending;
        this.clock = clock;
        this.json = json;
    }

    /** How an alert is ended. @param pin the owner's, where one is set */
    @Schema(requiredProperties = "reason")
    record Ending(
            @Schema(enumeration = {"safe", "false-alarm", "helped"}) @Nullable String reason,
            @Nullable String pin) {}

    /** How a countdown is called off. @param pin where one is set */
    record CalledOff(@Nullable String pin) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("account")
    @Operation(summary = "Trigger an alert without a socket: the body of alert.trigger")
    @APIResponse(
            responseCode = "201",
            description = "A new alert",
            content = @Content(schema = @Schema(ref = "Raised")))
    @APIResponse(
            responseCode = "200",
            description = "The alert of the same clientAlertId before",
            content = @Content(schema = @Schema(ref = "Raised")))
    public Uni<RestResponse<ObjectNode>> raise(
            @RequestBody(content = @Content(schema = @Schema(ref = "Trigger"))) String body)
            throws JsonProcessingException {
        var account = Caller.account(identity);
        return desk.raise(
                        account.person(),
                        account.session().toString(),
                        Trigger.read(json.readTree(body), clock.now()))
                .flatMap(accepted ->
                        reads.view(accepted.alertId(), true)
                                .map(view ->
                                        RestResponse.status(
                                                accepted.created()
                                                        ? RestResponse.Status.CREATED
                                                        : RestResponse.Status.OK,
                                                answer(accepted, view))));
    }

    /** The alert as it stands, and what alert.accepted says. */
    private ObjectNode answer(Accepted accepted, @Nullable AlertView view) {
        ObjectNode answer = json.valueToTree(accepted);
        answer.remove("created");
        if (view != null) {
            answer.setAll(json.<ObjectNode>valueToTree(view));
        }
        return answer;
    }

    @GET
    @RolesAllowed("account")
    @Operation(
            summary =
                    "The alerts that I raised (role=owner), or of those whom I guard"
                            + " (role=guardian), with userId of one of these alone")
    public Uni<Page<AlertView>> list(
            @QueryParam("role") @DefaultValue("owner") String role,
            @QueryParam("state") @Nullable String state,
            @QueryParam("userId") @Nullable String userId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var person = Caller.account(identity).person();
        if (state != null && !AlertState.NAMES.contains(state)) {
            throw Problem.invalid(
                            "state",
                            "must be one of " + AlertState.NAMES.stream().sorted().toList())
                    .refused();
        }
        var most = Page.limit(limit);
        var after = Page.after(cursor);
        return switch (role) {
            case "owner" -> reads.owned(person, state, after, most);
            case "guardian" -> reads.guarded(person, state, whose(userId), after, most);
            default -> throw Problem.invalid("role", "must be owner or guardian").refused();
        };
    }

    private static @Nullable UUID whose(@Nullable String userId) {
        return userId == null ? null : Ids.parse("userId", userId);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"account", "link"})
    public Uni<AlertView> one(@PathParam("id") String id) {
        return role(id).call(reads::looked).flatMap(reads::view);
    }

    @GET
    @Path("/{id}/timeline")
    @RolesAllowed({"account", "link"})
    @Operation(summary = "The append-only history, oldest first")
    public Uni<Page<TimelineEntry>> timeline(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return role(id).flatMap(reads::timeline)
                .map(all -> Page.within(all, limit, cursor, TimelineEntry::id));
    }

    @GET
    @Path("/{id}/deliveries")
    @RolesAllowed({"account", "link"})
    @Operation(summary = "What became of every message, oldest first")
    public Uni<Page<DeliveryView>> deliveries(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return role(id).invoke(Access::noGuest)
                .flatMap(role -> deliveries.of(role.alert(), role.ownersView()))
                .map(all -> Page.within(all, limit, cursor, DeliveryView::id));
    }

    @GET
    @Path("/{id}/views")
    @RolesAllowed({"account", "link"})
    @Operation(summary = "Who looked, and when")
    public Uni<Page<AlertReads.View>> views(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return role(id).invoke(Access::noGuest)
                .flatMap(reads::views)
                .map(all -> Page.within(all, limit, cursor, AlertReads.View::id));
    }

    @POST
    @Path("/{id}/acknowledge")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"account", "link"})
    @Operation(summary = "I'm going")
    public Uni<AlertView> acknowledge(@PathParam("id") String id, @Nullable Said said) {
        return answers.acknowledge(
                Caller.of(identity), Ids.parse(id), said == null ? new Said(null, null) : said);
    }

    @POST
    @Path("/{id}/decline")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"account", "link"})
    @Operation(summary = "I can't")
    public Uni<AlertView> decline(@PathParam("id") String id, @Nullable Said said) {
        return answers.decline(
                Caller.of(identity), Ids.parse(id), said == null ? new Said(null, null) : said);
    }

    @POST
    @Path("/{id}/resolve")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"account", "link"})
    @Operation(summary = "It is over: by its owner with the PIN, or by a guardian")
    public Uni<AlertView> resolve(@PathParam("id") String id, @Nullable Ending given) {
        var reason = Reason.of(given == null ? null : given.reason());
        var pin = given == null ? null : given.pin();
        return role(id).flatMap(role ->
                role instanceof Role.Owner owner
                        ? ending.resolve(owner.person(), owner.alert().value(), pin, reason)
                        : answers.resolve(Caller.of(identity), Ids.parse(id), reason));
    }

    @POST
    @Path("/{id}/cancel")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"account", "link"})
    @Operation(summary = "Calls off a countdown")
    public Uni<AlertView> cancel(@PathParam("id") String id, @Nullable CalledOff given) {
        return role(id).flatMap(role ->
                role instanceof Role.Owner owner
                        ? ending.cancel(
                                owner.person(),
                                owner.alert().value(),
                                given == null ? null : given.pin())
                        : Uni.createFrom()
                                .failure(
                                        Problem.notAllowed("only its owner calls an alert off")
                                                .refused()));
    }

    private Uni<Role> role(String id) {
        return access.of(Caller.of(identity), Ids.parse(id));
    }
}
