package dev.mayday.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * JSON of another shape than expected. It needs a mapper of its own, else the framework's, which
 * says nothing, comes before {@link ProblemMapper}.
 */
@Provider
public final class UnfitBody implements ExceptionMapper<MismatchedInputException> {

    @Override
    public Response toResponse(MismatchedInputException unfit) {
        return ProblemMapper.response(Problems.of(unfit));
    }
}
