package dev.mayday.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.LinkedHashMap;
import java.util.Map;

/** RFC 9457 for every failure of an HTTP call. */
@Provider
public final class ProblemMapper implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable failure) {
        return response(Problems.of(failure));
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
