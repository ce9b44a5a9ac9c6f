package dev.mayday.clock;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The timers, in the transaction of whoever plans or cancels them. */
@ApplicationScoped
public class Timers {
    private static final String CANCEL =
            """
            DELETE FROM timer WHERE key IN (
                SELECT key FROM timer WHERE alert_id = $1 AND kind = ANY($2) FOR UPDATE SKIP LOCKED)
            """;
    private static final String PLAN =
            """
            INSERT INTO timer (key, kind, due_at, alert_id, subject_id, number)
            SELECT * FROM unnest(CAST($1 AS text[]), CAST($2 AS text[]), CAST($3 AS timestamptz[]), CAST($4 AS uuid[]),
                                 CAST($5 AS uuid[]), CAST($6 AS integer[]))
            ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at, failures = 0
            """;
    private static final String HASTEN =
            """
            UPDATE timer SET due_at = $3 WHERE key IN (
                SELECT key FROM timer WHERE alert_id = $1 AND kind = $2 AND due_at > $3 FOR UPDATE SKIP LOCKED)
            RETURNING key
            """;

    private final MaydayClock clock;

    Timers(MaydayClock clock) {
        this.clock = clock;
    }

    /** Plans the work, or moves it if it is planned already. */
    public Uni<Void> plan(Timer timer) {
        return change(null, List.of(), List.of(timer));
    }

    /**
     * Forgets all timers of these kinds that the alert has, and plans others. A kind is either
     * cancelled or planned, never both at once. A timer that is just being done is left alone: it
     * waits for the alert's lock, and then finds that it is no longer wanted. To wait for it here
     * would be a deadlock.
     */
    public Uni<Void> change(@Nullable UUID alert, List<String> cancelled, List<Timer> planned) {
        var now = clock.now();
        planned.stream()
                .filter(timer -> !timer.dueAt().isAfter(now))
                .forEach(timer -> Transactions.due(new Due(timer.kind(), timer.key())));
        var cancel =
                alert == null || cancelled.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Sql.change(CANCEL, alert, cancelled.toArray(String[]::new));
        return planned.isEmpty()
                ? cancel.replaceWithVoid()
                : cancel.flatMap(done -> plan(planned)).replaceWithVoid();
    }

    private static Uni<Integer> plan(List<Timer> planned) {
        return Sql.change(
                PLAN,
                Sql.column(planned, String[]::new, Timer::key),
                Sql.column(planned, String[]::new, Timer::kind),
                Sql.column(planned, Instant[]::new, timer -> timer.dueAt()),
                Sql.column(planned, UUID[]::new, Timer::alert),
                Sql.column(planned, UUID[]::new, Timer::subject),
                Sql.column(planned, Integer[]::new, Timer::number));
    }

    /**
     * Brings what the alert has planned of this kind forward to the given time, where it is later.
     */
    public Uni<Void> hasten(UUID alert, String kind, Instant dueAt) {
        return Sql.rows(HASTEN, alert, kind, dueAt)
                .invoke(keys ->
                        keys.forEach(row -> Transactions.due(new Due(kind, (String) row[0]))))
                .replaceWithVoid();
    }
}
