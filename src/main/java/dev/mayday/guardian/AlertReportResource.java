package dev.mayday.guardian;

import dev.mayday.alert.Access;
import dev.mayday.alert.Access.Role;
import dev.mayday.identity.Caller;
import dev.mayday.notification.AlertReport;
import dev.mayday.notification.AlertReports;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Ids;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How an alert went, for its owner alone; of a drill it is mailed too. */
@Path("/v1/alerts/{id}/report")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("account")
@Tag(name = "alerts")
class AlertReportResource {
    private final SecurityIdentity identity;
    private final Access access;
    private final AlertReports reports;

    AlertReportResource(SecurityIdentity identity, Access access, AlertReports reports) {
        this.identity = identity;
        this.access = access;
        this.reports = reports;
    }

    @GET
    @Operation(
            summary = "Who was told by what, how fast, and who answered: for its owner alone",
            description =
                    "Of a drill this is mailed to its owner too, when it ends, when all have answered, or after 15 minutes."
                            + " Why somebody was missed: no-verified-channel, declined-invitation, failed, not-asked.")
    public Uni<AlertReport> report(@PathParam("id") String id) {
        return access.of(Caller.of(identity), Ids.parse(id))
                .flatMap(role -> {
                    if (!(role instanceof Role.Owner)) {
                        throw Problem.notAllowed("only its owner reads the report").refused();
                    }
                    return reports.of(role.alert());
                })
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound().refused());
    }
}
