package dev.mayday.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Turns whatever failed into a {@link Problem}: the one place that does, for HTTP and for sockets.
 */
public final class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);

    private Problems() {}

    /**
     * The problem to answer with. A bug is logged under an id that the answer names, with no more
     * than that.
     */
    public static Problem of(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            switch (t) {
                case Refused refused -> {
                    return refused.problem();
                }
                case JsonMappingException mapping when !(mapping.getCause() instanceof Refused) -> {
                    return ofField(mapping);
                }
                case JsonMappingException wrapped -> {}
                case JsonProcessingException parsing -> {
                    return Problem.malformed("not valid JSON");
                }
                case Throwable away when Outage.is(away) -> {
                    LOG.warnf("event=told-to-try-later reason=%s", away.getClass().getSimpleName());
                    return Problem.tryLater("this can't be done at the moment; try again");
                }
                default -> {}
            }
        }
        if (failure instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
            return ofStatus(web.getResponse().getStatus());
        }
        var id = UUID.randomUUID();
        LOG.errorf(failure, "event=unexpected-failure id=%s", id);
        return new Problem(500, "internal", "an unexpected failure, recorded as " + id);
    }

    private static Problem ofField(JsonMappingException mapping) {
        for (int i = mapping.getPath().size() - 1; i >= 0; i--) {
            var field = mapping.getPath().get(i).getFieldName();
            if (field != null) {
                return Problem.invalid(field, "has the wrong type or form");
            }
        }
        return Problem.malformed("not a JSON object of the expected form");
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 400 -> Problem.malformed("the request can't be read");
            case 401 -> Problem.notSignedIn();
            case 403 -> Problem.notAllowed("not with this token");
            case 406 ->
                    new Problem(
                            406, "not-acceptable", "none of the accepted media types is to be had");
            case 413 -> Problem.tooLarge();
            case 415 -> new Problem(415, "unsupported-media-type", "send application/json");
            default -> new Problem(status, "refused", "the request was refused");
        };
    }
}
