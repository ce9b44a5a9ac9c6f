package dev.mayday.alert.cap;

import dev.mayday.alert.AlertView;
import dev.mayday.alert.AlertView.Raiser;
import dev.mayday.alert.AlertView.Resolution;
import dev.mayday.alert.By;
import dev.mayday.alert.TimelineEntry;
import dev.mayday.local.XmlFile;
import dev.mayday.location.Fix;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.Ids;
import dev.mayday.wire.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An alert to make messages of. */
final class CapStory {
    private static final UUID ID = UUID.fromString("019ab9c0-1f2e-7000-8000-000000000001");
    static final Instant RAISED = Instant.parse("2026-03-01T10:00:00.250Z");

    String kind = "sos";
    boolean drill;
    boolean silent;
    @Nullable Boolean duress;
    @Nullable String note = "fell";
    String name = "Anna";

    XmlFile active() {
        return message("ACTIVE", false);
    }

    /** As it stands in that state: acknowledged once, before it ended. */
    XmlFile message(String state, boolean owner) {
        var entries = new ArrayList<TimelineEntry>();
        entries.add(entry(1, "PENDING".equals(state) ? "PENDING" : "ACTIVE", 0));
        if (!Set.of("PENDING", "ACTIVE").contains(state)) {
            entries.add(entry(2, "ACKNOWLEDGED", 60));
        }
        if (!Set.of("PENDING", "ACTIVE", "ACKNOWLEDGED").contains(state)) {
            entries.add(entry(3, state, 120));
        }
        return XmlFile.of(
                CapMessage.of(
                                view(state, entries.getLast().version()),
                                entries,
                                owner,
                                "help.example.org",
                                Duration.ofHours(24))
                        .at(
                                new Fix(
                                        1L, RAISED, 48.8584, 2.2945, 8.5, null, null, null, null,
                                        null, null))
                        .xml());
    }

    static TimelineEntry entry(int version, @Nullable String to, int second) {
        return new TimelineEntry(
                Ids.next(), RAISED.plusSeconds(second), "x", By.SYSTEM, null, to, version, null);
    }

    AlertView view(String state, int version) {
        return new AlertView(
                new AlertId(ID),
                UUID.randomUUID(),
                kind,
                state,
                version,
                silent,
                drill,
                RAISED,
                RAISED,
                RAISED,
                note,
                new Raiser(new PersonId(UUID.randomUUID()), name, "+12025550123"),
                null,
                List.of(),
                List.of(),
                "RESOLVED".equals(state) ? new Resolution("safe", RAISED, By.SYSTEM) : null,
                duress);
    }
}
