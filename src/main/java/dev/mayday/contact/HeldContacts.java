package dev.mayday.contact;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.identity.Held;
import dev.mayday.identity.HeldFile;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;

/** Whom the account has named, and whom it guards. */
@ApplicationScoped
class HeldContacts implements Held {
    private static final int ALL = 10_000;

    private final ContactDesk desk;
    private final Guarding guarding;
    private final ObjectMapper json;

    HeldContacts(ContactDesk desk, Guarding guarding, ObjectMapper json) {
        this.desk = desk;
        this.guarding = guarding;
        this.json = json;
    }

    @Override
    public Multi<HeldFile> of(PersonId me) {
        return Multi.createFrom()
                .items(
                        HeldFile.json(
                                "contacts.json", json, desk.list(me, null, ALL).map(Page::items)),
                        HeldFile.json(
                                "guarding.json",
                                json,
                                guarding.list(me, null, ALL).map(Page::items)));
    }
}
