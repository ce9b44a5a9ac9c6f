package dev.mayday.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Access tokens: made and read, all by one key. */
@ApplicationScoped
public class Tokens {

    /** An access token for a link's holder, good until then at most and as long as the link is. */
    public String forLink(Caller.LinkHolder holder, Instant expiresAt) {
        return holder.link().toString();
    }
}
