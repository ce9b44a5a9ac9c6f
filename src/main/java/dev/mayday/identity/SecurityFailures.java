package dev.mayday.identity;

import dev.mayday.problem.Problem;
import dev.mayday.problem.ProblemMapper;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What the guards of endpoints ({@code @RolesAllowed}) refuse, as problems like all others. */
class SecurityFailures {

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response notSignedIn() {
        return ProblemMapper.response(Problem.notSignedIn());
    }

    @ServerExceptionMapper(ForbiddenException.class)
    Response notAllowed() {
        return ProblemMapper.response(Problem.notAllowed("not with this token"));
    }
}
