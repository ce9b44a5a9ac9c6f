package dev.mayday.notification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Text messages that people send us, by whichever provider. */
@ApplicationScoped
public class Replies {
    private static final Logger LOG = Logger.getLogger(Replies.class);

    /**
     * @param from the number that it came from, E.164
     * @param to the number of ours that it was sent to
     * @param key the provider's own name for it: the same twice is the same message
     */
    public Uni<Void> text(String from, String to, String text, String key) {
        LOG.infof("event=reply-left-unread message=%s", key);
        return Uni.createFrom().voidItem();
    }
}
