package dev.mayday.notification;

import dev.mayday.alert.AlertView;
import dev.mayday.alert.Answers;
import dev.mayday.alert.Answers.Said;
import dev.mayday.alert.Links;
import dev.mayday.identity.Caller;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.ContactId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Answers that come back by the channel that told of the alert: a text message, a key pressed. They
 * count as the contact's own, as if its link had been opened; and they may come twice.
 */
@ApplicationScoped
public class ContactAnswers {
    private static final Said NOTHING_MORE = new Said(null, null);

    private final Links links;
    private final Answers answers;

    ContactAnswers(Links links, Answers answers) {
        this.links = links;
        this.answers = answers;
    }

    /** I'm going. Refused with illegal-transition where the alert has ended, or not-found. */
    public Uni<AlertView> goes(AlertId alert, ContactId contact) {
        return as(alert, contact)
                .flatMap(caller -> answers.acknowledge(caller, alert.value(), NOTHING_MORE));
    }

    /** I can't. Refused as {@link #goes}. */
    public Uni<AlertView> cannot(AlertId alert, ContactId contact) {
        return as(alert, contact)
                .flatMap(caller -> answers.decline(caller, alert.value(), NOTHING_MORE));
    }

    private Uni<Caller> as(AlertId alert, ContactId contact) {
        return links.holder(alert, contact).map(holder -> holder);
    }
}
