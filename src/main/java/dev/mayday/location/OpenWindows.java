package dev.mayday.location;

import dev.mayday.clock.Sql;
import dev.mayday.clock.Together;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a person shares, and from when to when: nobody is tracked outside it. */
@ApplicationScoped
public class OpenWindows {
    /**
     * Where it is said by NOTIFY that what a person shares has changed, but for alerts: their
     * events say so. The payload is the person.
     */
    public static final String CHANGED = "mayday_windows";

    private static final int TOGETHER = 500;

    private static final Duration EVERY = Duration.ofMillis(10);

    private static final String OF =
            """
            SELECT q.n, w.subject_id, w.kind, w.opens, w.closes, w.owner_ended_at
            FROM unnest(CAST($1 AS uuid[]), CAST($2 AS timestamptz[]), CAST($3 AS timestamptz[]))
                 WITH ORDINALITY AS q(person, earliest, latest, n)
            JOIN open_window w ON w.person_id = q.person AND w.opens <= q.latest AND (w.closes IS NULL OR w.closes >= q.earliest)
            ORDER BY q.n, w.subject_id
            """;

    private final Pool pool;

    /** What is asked while the database answers is asked together. */
    private final Together<Asked, List<Window>> asked;

    OpenWindows(Pool pool, Vertx vertx) {
        this.pool = pool;
        this.asked = new Together<>(1, TOGETHER, vertx, EVERY, this::read);
    }

    /**
     * @param kind alert, sharing, …: as the view open_window names it
     * @param closes when the person stopped sharing; null while it goes on
     * @param ownerEndedAt when the person was shown an end: whether that is true, the recorder and
     *     the live feed look up
     */
    public record Window(
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

    private record Asked(PersonId person, Instant earliest, Instant latest) {}

    /** The windows that fixes of these times can belong to. */
    public Uni<List<Window>> of(PersonId person, Instant earliest, Instant latest) {
        return asked.add(new Asked(person, earliest, latest));
    }

    private Uni<List<List<Window>>> read(List<Asked> together) {
        return pool.preparedQuery(OF)
                .execute(
                        Tuple.of(
                                Sql.column(together, UUID[]::new, one -> one.person.value()),
                                Sql.column(
                                        together, OffsetDateTime[]::new, one -> utc(one.earliest)),
                                Sql.column(
                                        together, OffsetDateTime[]::new, one -> utc(one.latest))))
                .map(rows -> windows(together.size(), rows));
    }

    private static List<List<Window>> windows(int asked, Iterable<Row> rows) {
        var windows = new ArrayList<List<Window>>();
        for (int i = 0; i < asked; i++) {
            windows.add(new ArrayList<>());
        }
        rows.forEach(row -> windows.get(row.getLong("n").intValue() - 1).add(window(row)));
        return windows;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Window window(Row row) {
        return new Window(
                row.getUUID("subject_id"),
                row.getString("kind"),
                row.getOffsetDateTime("opens").toInstant(),
                Sql.instant(row.getOffsetDateTime("closes")),
                Sql.instant(row.getOffsetDateTime("owner_ended_at")));
    }
}
