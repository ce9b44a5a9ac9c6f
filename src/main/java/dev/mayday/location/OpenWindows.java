package dev.mayday.location;

import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a person shares, and from when to when: nobody is tracked outside it. */
@ApplicationScoped
class OpenWindows {
    private final Pool pool;

    OpenWindows(Pool pool) {
        this.pool = pool;
    }

    /**
     * @param kind alert, or sharing
     * @param closes when the person stopped sharing; null while it goes on
     * @param ownerEndedAt when the person was shown an end: whether that is true, the recorder and
     *     the live feed look up
     */
    record Window(
            UUID subject,
            String kind,
            Instant opens,
            @Nullable Instant closes,
            @Nullable Instant ownerEndedAt) {
        boolean holds(Instant at) {
            return !at.isBefore(opens) && (closes == null || !at.isAfter(closes));
        }

        boolean afterEnd(Instant at) {
            return ownerEndedAt != null && at.isAfter(ownerEndedAt);
        }
    }

    /** The windows that fixes of these times can belong to. */
    Uni<List<Window>> of(PersonId person, Instant earliest, Instant latest) {
        return pool.preparedQuery(
                        """
                        SELECT subject_id, kind, opens, closes, owner_ended_at FROM open_window
                        WHERE person_id = $1 AND opens <= $3 AND (closes IS NULL OR closes >= $2)
                        ORDER BY subject_id
                        """)
                .execute(
                        Tuple.of(
                                person.value(),
                                earliest.atOffset(ZoneOffset.UTC),
                                latest.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    var windows = new ArrayList<Window>();
                    rows.forEach(row -> windows.add(window(row)));
                    return windows;
                });
    }

    private static Window window(Row row) {
        return new Window(
                row.getUUID("subject_id"),
                row.getString("kind"),
                row.getOffsetDateTime("opens").toInstant(),
                instant(row.getOffsetDateTime("closes")),
                instant(row.getOffsetDateTime("owner_ended_at")));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
