package dev.mayday.notification.push;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.identity.Held;
import dev.mayday.identity.HeldFile;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;

/** The browsers in which the account is told; not the keys by which. */
@ApplicationScoped
class HeldBrowsers implements Held {
    private static final int ALL = 1_000; // an account may have fewer

    private final PushSubscriptions subscriptions;
    private final ObjectMapper json;

    HeldBrowsers(PushSubscriptions subscriptions, ObjectMapper json) {
        this.subscriptions = subscriptions;
        this.json = json;
    }

    @Override
    public Multi<HeldFile> of(PersonId me) {
        return Multi.createFrom()
                .item(
                        HeldFile.json(
                                "push-subscriptions.json",
                                json,
                                subscriptions.list(me, null, ALL).map(Page::items)));
    }
}
