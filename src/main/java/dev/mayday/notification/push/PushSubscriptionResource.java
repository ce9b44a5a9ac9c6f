package dev.mayday.notification.push;

import dev.mayday.identity.Caller;
import dev.mayday.notification.push.PushSubscriptions.Subscription;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/** {@code /v1/me/push-subscriptions}. */
@Path("/v1/me/push-subscriptions")
@RolesAllowed(Caller.ACCOUNT)
@Tag(name = "accounts")
class PushSubscriptionResource {
    private static final int LONGEST_NAME = 200;

    private final PushSubscriptions subscriptions;
    private final Vapid vapid;
    private final SecurityIdentity identity;
    private final boolean anywhere;

    PushSubscriptionResource(
            PushSubscriptions subscriptions,
            Vapid vapid,
            SecurityIdentity identity,
            @ConfigProperty(name = "mayday.local") boolean local) {
        this.subscriptions = subscriptions;
        this.vapid = vapid;
        this.identity = identity;
        this.anywhere = local;
    }

    /**
     * A page of them, and what to subscribe with.
     *
     * @param vapidPublicKey for {@code applicationServerKey}: an uncompressed point, base64url
     */
    @Schema(name = "PushSubscriptions")
    record Listing(List<Subscription> items, @Nullable String next, String vapidPublicKey) {}

    @GET
    @Operation(
            summary =
                    "The browsers in which I am told, newest first, and the key to subscribe with")
    @APIResponse(responseCode = "200", description = "A page of them, and the VAPID public key")
    public Uni<Listing> list(
            @Nullable @QueryParam("cursor") String cursor,
            @Nullable @QueryParam("limit") String limit) {
        return subscriptions
                .list(Caller.account(identity).person(), Page.after(cursor), Page.limit(limit))
                .map(page -> new Listing(page.items(), page.next(), vapid.publicKey()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Be told in this browser: its PushSubscription",
            description =
                    "From `pushManager.subscribe({userVisibleOnly: true, applicationServerKey:"
                            + " vapidPublicKey})`. The same endpoint again keeps its id.")
    @APIResponse(
            responseCode = "201",
            description = "A new one",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Subscription.class)))
    @APIResponse(
            responseCode = "200",
            description = "It was there before",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Subscription.class)))
    @APIResponse(
            responseCode = "400",
            description = "invalid-endpoint, invalid-keys, invalid-p256dh, invalid-auth")
    @APIResponse(responseCode = "409", description = "too-many-push-subscriptions")
    public Uni<RestResponse<Subscription>> add(
            @Nullable NewSubscription body,
            @Parameter(hidden = true) @Nullable @HeaderParam("User-Agent") String userAgent) {
        var me = Caller.account(identity);
        if (body == null) {
            throw Problem.malformed("a JSON object is missing").refused();
        }
        return Uni.createFrom()
                .item(() -> body.requireReachable(anywhere))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .flatMap(form -> subscriptions.add(me, form, name(userAgent)))
                .map(added ->
                        RestResponse.status(
                                added.made() ? Status.CREATED : Status.OK, added.subscription()));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "No longer be told in that browser")
    @APIResponse(responseCode = "204", description = "Nothing more goes there")
    @APIResponse(responseCode = "404", description = "not-found")
    public Uni<Void> remove(@PathParam("id") String id) {
        return subscriptions.remove(Caller.account(identity).person(), Ids.parse(id));
    }

    /** What the browser calls itself, for people to tell theirs apart. */
    private static @Nullable String name(@Nullable String userAgent) {
        if (userAgent == null) {
            return null;
        }
        var printable = userAgent.replaceAll("\\p{Cntrl}|\\p{Cs}", "").strip();
        return printable.length() <= LONGEST_NAME
                ? printable
                : printable.substring(0, LONGEST_NAME);
    }
}
