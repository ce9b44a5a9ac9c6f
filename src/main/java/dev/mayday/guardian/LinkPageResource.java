package dev.mayday.guardian;

import dev.mayday.alert.Access;
import dev.mayday.alert.Access.Role;
import dev.mayday.alert.AlertView;
import dev.mayday.alert.Answers;
import dev.mayday.alert.Answers.Said;
import dev.mayday.alert.Links;
import dev.mayday.problem.Problem;
import dev.mayday.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The page behind a link, whole from the first byte and good without a script. To read it changes
 * nothing of the alert (that somebody looked is on record); only a form that a person sends does. A
 * token that opens nothing is answered alike, whatever the reason.
 */
@Path("/a/{token}")
@PermitAll
class LinkPageResource {
    private final Links links;
    private final Access access;
    private final Answers answers;
    private final LinkVisits visits;
    private final LinkLayout layout;

    LinkPageResource(
            Links links, Access access, Answers answers, LinkVisits visits, LinkLayout layout) {
        this.links = links;
        this.access = access;
        this.answers = answers;
        this.visits = visits;
        this.layout = layout;
    }

    @GET
    @Operation(hidden = true)
    public Uni<RestResponse<byte[]>> show(
            @PathParam("token") String token, @Context HttpServerRequest request) {
        var asked = new AskedPage(request);
        if (asked.aheadOfTime()) {
            return Uni.createFrom().item(layout.nothing(503));
        }
        if (asked.forPreview()) {
            return Uni.createFrom().item(layout.word(asked, 200, "preview"));
        }
        return opened(token)
                .flatMap(open ->
                        role(open)
                                .flatMap(role ->
                                        visits.of(
                                                open,
                                                role,
                                                asked,
                                                request.method() != HttpMethod.HEAD)))
                .map(visit -> layout.page(asked, 200, visit, null))
                .onFailure()
                .recoverWithItem(failure -> instead(asked, Problems.of(failure)));
    }

    /**
     * Whoever knows the token may answer, and no other site does: so no second secret is in the
     * form. A browser that says that another site sent it is refused all the same.
     *
     * @param answer going or cannot
     * @param eta minutes; what is none is as good as nothing
     */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<RestResponse<byte[]>> answer(
            @PathParam("token") String token,
            @FormParam("answer") @Nullable String answer,
            @FormParam("eta") @Nullable String eta,
            @FormParam("note") @Nullable String note,
            @Context HttpServerRequest request) {
        var asked = new AskedPage(request);
        if (asked.fromAnotherSite()) {
            return Uni.createFrom().item(layout.word(asked, 403, "refused"));
        }
        return opened(token)
                .flatMap(open ->
                        Uni.createFrom()
                                .deferred(() -> said(open, answer, eta, note))
                                .map(done -> layout.seeOther(asked, token))
                                .onFailure()
                                .recoverWithUni(
                                        failure -> again(open, asked, Problems.of(failure))))
                .onFailure()
                .recoverWithItem(failure -> instead(asked, Problems.of(failure)));
    }

    private Uni<AlertView> said(
            Links.Open open, @Nullable String answer, @Nullable String eta, @Nullable String note) {
        var alert = open.holder().alert().value();
        var text = note == null || note.isBlank() ? null : note.strip();
        return switch (answer == null ? "" : answer) {
            case "going" -> answers.acknowledge(open.holder(), alert, new Said(text, minutes(eta)));
            case "cannot" -> answers.decline(open.holder(), alert, new Said(text, null));
            default -> throw Problem.invalid("answer", "must be going or cannot").refused();
        };
    }

    private static @Nullable Integer minutes(@Nullable String eta) {
        return eta != null && eta.matches("[0-9]{1,4}") ? Integer.valueOf(eta) : null;
    }

    /** The page as it now is, and why the answer was not taken. */
    private Uni<RestResponse<byte[]>> again(Links.Open open, AskedPage asked, Problem problem) {
        return role(open)
                .flatMap(role -> visits.of(open, role, asked, true))
                .map(visit -> layout.page(asked, problem.status(), visit, problem.code()));
    }

    /** A token that is none fails as one that has ended does. */
    private Uni<Links.Open> opened(String token) {
        return Uni.createFrom().deferred(() -> links.open(token));
    }

    private Uni<Role> role(Links.Open open) {
        return access.of(open.holder(), open.holder().alert().value());
    }

    private RestResponse<byte[]> instead(AskedPage asked, Problem problem) {
        return problem.status() == 404
                ? layout.word(asked, 404, "gone")
                : layout.word(asked, problem.status(), "failed");
    }
}
