package dev.mayday.identity;

import dev.mayday.wire.Ids;
import dev.mayday.wire.Line;
import dev.mayday.wire.Page;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** {@code /v1/me/devices}. */
@Path("/v1/me/devices")
@RolesAllowed(Caller.ACCOUNT)
@Tag(name = "accounts")
class DeviceResource {
    private final Devices devices;
    private final SecurityIdentity identity;

    DeviceResource(Devices devices, SecurityIdentity identity) {
        this.devices = devices;
        this.identity = identity;
    }

    /**
     * @param manualAlarm false where absent
     */
    record NewDevice(String name, @Nullable Boolean manualAlarm) {
        NewDevice {
            name = Line.name("name", name);
        }
    }

    @GET
    @Operation(summary = "The phone apps that have a token, newest first")
    @APIResponse(responseCode = "200", description = "A page of them, without their tokens")
    public Uni<Page<Devices.Device>> list(
            @Nullable @QueryParam("cursor") String cursor,
            @Nullable @QueryParam("limit") String limit) {
        return devices.list(
                Caller.account(identity).person(), Page.after(cursor), Page.limit(limit));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(summary = "Make a token for a phone app that can't sign in")
    @APIResponse(
            responseCode = "201",
            description =
                    "The device with its token, which is shown once, and links and QR codes that give it to an app",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Devices.Device.class)))
    @APIResponse(responseCode = "400", description = "invalid-name")
    @APIResponse(responseCode = "409", description = "too-many-devices")
    public Uni<Devices.Device> add(@Nullable NewDevice body) {
        var device = Body.of(body);
        return devices.add(
                Caller.account(identity).person(),
                device.name(),
                Boolean.TRUE.equals(device.manualAlarm()));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Name it otherwise, or say whether its manual reports call for help")
    @APIResponse(
            responseCode = "200",
            description = "The device, without its token",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Devices.Device.class)))
    @APIResponse(responseCode = "400", description = "invalid-name, invalid-manualAlarm")
    @APIResponse(responseCode = "404", description = "not-found")
    public Uni<Devices.Device> change(@PathParam("id") String id, Devices.@Nullable Change body) {
        return devices.change(Caller.account(identity).person(), Ids.parse(id), Body.of(body));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Take a phone app's token back")
    @APIResponse(responseCode = "204", description = "Its token opens nothing any more")
    @APIResponse(responseCode = "404", description = "not-found")
    public Uni<Void> remove(@PathParam("id") String id) {
        return devices.remove(Caller.account(identity).person(), Ids.parse(id));
    }
}
