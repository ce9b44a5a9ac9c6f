package dev.mayday.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/** RFC 9457 for every failure of an HTTP call. */
@Provider
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Problem NO_SUCH_METHOD =
            new Problem(405, "method-not-allowed", "this path has no such method");

    @Override
    public Response toResponse(Throwable failure) {
        return failure instanceof NotFoundException || failure instanceof NotAllowedException
                ? unrouted(CurrentRequestManager.get())
                : response(Problems.of(failure));
    }

    /** Nothing is there, or not with this method. */
    private static Response unrouted(ResteasyReactiveRequestContext request) {
        var methods = Methods.of(request.getPathWithoutPrefix());
        return methods.isEmpty() || methods.contains(request.getMethod())
                ? response(Problem.notFound())
                : Response.fromResponse(response(NO_SUCH_METHOD)).allow(methods).build();
    }

    /** The problem as the answer to a request that no resource has. */
    public static void answer(RoutingContext request, Problem problem) {
        var answer =
                request.response()
                        .setStatusCode(problem.status())
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        if (problem.status() == 401) {
            answer.putHeader("WWW-Authenticate", "Bearer");
        }
        answer.end(new JsonObject(body(problem)).toBuffer());
    }

    /** The problem as an answer. */
    public static Response response(Problem problem) {
        var answer =
                Response.status(problem.status())
                        .type("application/problem+json")
                        .entity(body(problem));
        if (problem.status() == 401) {
            answer.header("WWW-Authenticate", "Bearer");
        }
        if (problem.status() == 503) {
            answer.header("Retry-After", "2");
        }
        return answer.build();
    }

    public static Map<String, Object> body(Problem problem) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "urn:mayday:problem:" + problem.code());
        body.put("title", problem.code().replace('-', ' '));
        body.put("status", problem.status());
        body.put("detail", problem.detail());
        return body;
    }
}
