package dev.mayday.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/me}: the account, its password, its PINs. */
@Path("/v1/me")
@RolesAllowed(Caller.ACCOUNT)
@Tag(name = "accounts")
class MeResource {
    private final Profiles profiles;
    private final Passwords passwords;
    private final Pins pins;
    private final Removal removal;
    private final SecurityIdentity identity;
    private final ObjectMapper json;

    MeResource(
            Profiles profiles,
            Passwords passwords,
            Pins pins,
            Removal removal,
            SecurityIdentity identity,
            ObjectMapper json) {
        this.profiles = profiles;
        this.passwords = passwords;
        this.pins = pins;
        this.removal = removal;
        this.identity = identity;
        this.json = json;
    }

    record PasswordChange(String old, String password) {
        PasswordChange {
            old = Body.text("old", old);
            password = new Password(Body.text("password", password)).text();
        }

        @Override
        public String toString() {
            return "PasswordChange[…]";
        }
    }

    record Farewell(@Nullable String password) {
        /** What the body holds; a DELETE needs none, and then has no media type either. */
        static Farewell of(ObjectMapper json, @Nullable String body) {
            try {
                return body == null || body.isBlank()
                        ? new Farewell(null)
                        : Body.of(json.readValue(body, Farewell.class));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return "Farewell[…]";
        }
    }

    @GET
    @Operation(summary = "The account")
    @APIResponse(responseCode = "200", description = "The account")
    public Uni<Me> read() {
        return profiles.read(Caller.account(identity).person());
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change the account",
            description =
                    "What is absent stays; a phone that is null is taken away. Another e-mail address needs the password.")
    @APIResponse(responseCode = "200", description = "The account")
    @APIResponse(responseCode = "400", description = "invalid-<field>")
    @APIResponse(responseCode = "409", description = "email-taken")
    public Uni<Me> change(@Nullable MeChange body, @Context HttpServerRequest request) {
        return profiles.change(
                Caller.account(identity).person(), Body.of(body), ClientAddress.of(request));
    }

    @DELETE
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Delete the account and all that belongs to it",
            description = "A password in the body is checked where it is given.")
    @APIResponse(responseCode = "204", description = "Nobody can sign in to it any more")
    @APIResponse(responseCode = "401", description = "wrong-credentials")
    @RequestBody(
            required = false,
            content = @Content(schema = @Schema(implementation = Farewell.class)))
    public Uni<Void> remove(@Nullable String body, @Context HttpServerRequest request) {
        return removal.remove(
                Caller.account(identity).person(),
                Farewell.of(json, body).password(),
                ClientAddress.of(request));
    }

    @POST
    @Path("password")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change the password", description = "Ends every session, this one too.")
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(responseCode = "400", description = "invalid-password")
    @APIResponse(responseCode = "401", description = "wrong-credentials")
    @APIResponse(responseCode = "429", description = "too-many-attempts")
    public Uni<Void> changePassword(
            @Nullable PasswordChange body, @Context HttpServerRequest request) {
        var given = Body.of(body);
        return passwords.change(
                Caller.account(identity).person(),
                given.old(),
                new Password(given.password()),
                ClientAddress.of(request));
    }

    @PUT
    @Path("pins")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Set the PIN and the duress PIN",
            description =
                    "4 to 8 digits each, different from each other. A change is refused while an alert of the account is open or a"
                            + " check-in runs, for whoever holds the phone could end it by a new one. A lock after five wrong ones goes on.")
    @APIResponse(responseCode = "204", description = "Set")
    @APIResponse(responseCode = "400", description = "invalid-pin, invalid-duressPin")
    @APIResponse(responseCode = "409", description = "alert-open")
    public Uni<Void> setPins(@Nullable PinPair body) {
        return pins.set(Caller.account(identity).person(), Body.of(body));
    }
}
