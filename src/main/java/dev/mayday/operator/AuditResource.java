package dev.mayday.operator;

import dev.mayday.identity.Caller;
import dev.mayday.wire.Page;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/operator/audit}. */
@Path("/v1/operator/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.OPERATOR)
@Tag(name = "operator")
class AuditResource {
    private final AuditLog log;
    private final SecurityIdentity identity;

    AuditResource(AuditLog log, SecurityIdentity identity) {
        this.log = log;
        this.identity = identity;
    }

    @GET
    @Operation(
            summary = "Who did what, the newest first",
            description =
                    "An operator is not shown what others did with what is the operator's own. A list is on"
                            + " record once an hour; one of a user, of an alert or of a query for each user that it is about or has shown, and of"
                            + " a query's words a digest.")
    public Uni<Page<AuditLog.Entry>> list(
            @QueryParam("actorId") @Nullable String actor,
            @QueryParam("subjectId") @Nullable String subject,
            @QueryParam("action") @Nullable String action,
            @QueryParam("since") @Nullable String since,
            @QueryParam("until") @Nullable String until,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var search =
                new Search(limit, cursor)
                        .where("e.actor_id = {}", Search.id("actorId", actor))
                        .where("e.subject_id = {}", Search.id("subjectId", subject))
                        .where("e.action = {}", Search.oneOf("action", action, Action.NAMES))
                        .where("e.at >= {}", Search.time("since", since))
                        .where("e.at <= {}", Search.time("until", until));
        return log.list(Caller.account(identity), search);
    }
}
