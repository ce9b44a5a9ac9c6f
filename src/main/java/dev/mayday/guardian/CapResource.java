package dev.mayday.guardian;

import dev.mayday.alert.Access;
import dev.mayday.alert.Access.Role;
import dev.mayday.alert.AlertReads;
import dev.mayday.alert.AlertSettings;
import dev.mayday.alert.AlertView;
import dev.mayday.alert.TimelineEntry;
import dev.mayday.alert.cap.CapMessage;
import dev.mayday.identity.Caller;
import dev.mayday.location.Fix;
import dev.mayday.location.Tracks;
import dev.mayday.wire.Ids;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** An alert for other systems: CAP 1.2. */
@Path("/v1/alerts/{id}.cap.xml")
@RolesAllowed({"account", "link"})
@Tag(name = "alerts")
class CapResource {
    private static final String CAP = "application/cap+xml";

    private final SecurityIdentity identity;
    private final Access access;
    private final AlertReads reads;
    private final Tracks tracks;
    private final AlertSettings settings;
    private final String issuer;

    CapResource(
            SecurityIdentity identity,
            Access access,
            AlertReads reads,
            Tracks tracks,
            AlertSettings settings,
            @ConfigProperty(name = "mayday.public-url") String publicUrl) {
        this.identity = identity;
        this.access = access;
        this.reads = reads;
        this.tracks = tracks;
        this.settings = settings;
        this.issuer = Objects.requireNonNullElse(URI.create(publicUrl).getHost(), "localhost");
    }

    @GET
    @Operation(
            summary = "The alert as OASIS CAP 1.2",
            description =
                    "Each version of the alert is a message: the first an Alert, then an Update that refers to those before, and"
                            + " a Cancel once it has ended. A drill is an Exercise. Whatever Accept says, it is "
                            + CAP
                            + ".")
    @APIResponse(
            responseCode = "200",
            description = "The message of the alert as it stands",
            content = @Content(mediaType = CAP, schema = @Schema(type = SchemaType.STRING)))
    public Uni<RestResponse<String>> message(@PathParam("id") String id) {
        return access.of(Caller.of(identity), Ids.parse(id))
                .call(reads::looked)
                .flatMap(this::message)
                .map(message ->
                        RestResponse.ResponseBuilder.ok(message.xml())
                                .header("Content-Type", CAP + "; charset=utf-8")
                                .header("Cache-Control", "no-store")
                                .build());
    }

    private Uni<CapMessage> message(Role role) {
        return reads.view(role)
                .flatMap(
                        alert -> reads.timeline(role).map(history -> message(role, alert, history)))
                .flatMap(message -> place(role, message).map(message::at));
    }

    private CapMessage message(Role role, AlertView alert, List<TimelineEntry> history) {
        return CapMessage.of(alert, history, role.ownersView(), issuer, settings.expiresAfter());
    }

    private Uni<@Nullable Fix> place(Role role, CapMessage message) {
        return reads.shownEnd(role)
                .flatMap(end ->
                        tracks.at(role.alert(), message.sent(), end == null ? Tracks.END : end));
    }
}
