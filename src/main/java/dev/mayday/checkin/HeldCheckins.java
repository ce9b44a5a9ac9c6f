package dev.mayday.checkin;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.identity.Held;
import dev.mayday.identity.HeldFile;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The account's check-ins, as their owner is shown them: one of them that became an alert has its
 * track there.
 */
@ApplicationScoped
class HeldCheckins implements Held {
    private static final int ALL = 10_000;

    private final CheckinDesk desk;
    private final ObjectMapper json;

    HeldCheckins(CheckinDesk desk, ObjectMapper json) {
        this.desk = desk;
        this.json = json;
    }

    @Override
    public Multi<HeldFile> of(PersonId me) {
        return Multi.createFrom()
                .item(
                        HeldFile.json(
                                "checkins.json",
                                json,
                                desk.list(me, null, null, ALL).map(Page::items)));
    }
}
