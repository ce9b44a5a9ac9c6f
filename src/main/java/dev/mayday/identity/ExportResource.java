package dev.mayday.identity;

import dev.mayday.wire.Streamed;
import io.quarkus.arc.All;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /v1/me/export}: everything that is held about the account. */
@Path("/v1/me/export")
@RolesAllowed(Caller.ACCOUNT)
@Tag(name = "accounts")
class ExportResource {
    private static final String ZIP = "application/zip";

    private final SecurityIdentity identity;
    private final List<Held> held;

    ExportResource(SecurityIdentity identity, @All List<Held> held) {
        this.identity = identity;
        this.held = held;
    }

    @GET
    @Operation(
            summary = "Everything held about the account, as one ZIP",
            description =
                    "Files of JSON as the account reads the same elsewhere, and each alert's track as GeoJSON and CSV; what operators did"
                            + " with its data (audit.json); what it answered in others' alerts (answers.json). Nothing"
                            + " that opens something: no hashes, tokens, keys or secrets.")
    @APIResponse(
            responseCode = "200",
            description = "The archive, streamed",
            content =
                    @Content(
                            mediaType = ZIP,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public RestResponse<Streamed> export() {
        var me = Caller.account(identity).person();
        var files =
                Multi.createFrom()
                        .iterable(held)
                        .onItem()
                        .transformToMultiAndConcatenate(part -> part.of(me));
        return RestResponse.ResponseBuilder.ok(new Streamed(Zipping.of(files)))
                .header("Content-Type", ZIP)
                .header("Content-Disposition", "attachment; filename=\"mayday-export.zip\"")
                .header("Cache-Control", "no-store")
                .build();
    }
}
