package dev.mayday.clock;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.wire.WireJson;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The timers, in the transaction of whoever plans or cancels them. */
@ApplicationScoped
public class Timers {
    private static final String CHANGE =
            """
            WITH cancelled AS (
                DELETE FROM timer WHERE key IN (
                    SELECT key FROM timer WHERE alert_id = CAST(CAST(:alert AS text) AS uuid) AND kind = ANY(string_to_array(:kinds, ','))
                    FOR UPDATE SKIP LOCKED)
            )
            INSERT INTO timer (key, kind, due_at, alert_id, subject_id, number)
            SELECT key, kind, due_at, alert_id, subject_id, number
            FROM json_populate_recordset(CAST(NULL AS timer), CAST(CAST(:timers AS text) AS json))
            ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at, failures = 0
            """;

    private final ObjectMapper json;

    Timers(ObjectMapper json) {
        this.json = json;
    }

    /** Plans the work, or moves it if it is planned already. */
    public Uni<Void> plan(Timer timer) {
        return change(null, List.of(), List.of(timer));
    }

    /**
     * Forgets all timers of these kinds that the alert has, and plans others, in one statement. A
     * kind is either cancelled or planned, never both at once. A timer that is just being done is
     * left alone: it waits for the alert's lock, and then finds that it is no longer wanted. To
     * wait for it here would be a deadlock.
     */
    public Uni<Void> change(@Nullable UUID alert, List<String> cancelled, List<Timer> planned) {
        var rows = json.createArrayNode();
        for (Timer timer : planned) {
            rows.addObject()
                    .put("key", timer.key())
                    .put("kind", timer.kind())
                    .put("due_at", WireJson.format(timer.dueAt()))
                    .put("alert_id", text(timer.alert()))
                    .put("subject_id", text(timer.subject()))
                    .put("number", timer.number());
        }
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(CHANGE)
                                .setParameter("alert", text(alert))
                                .setParameter("kinds", String.join(",", cancelled))
                                .setParameter("timers", rows.toString())
                                .executeUpdate())
                .replaceWithVoid();
    }

    /**
     * Brings what the alert has planned of this kind forward to the given time, where it is later.
     */
    public Uni<Void> hasten(UUID alert, String kind, Instant dueAt) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        """
                                        UPDATE timer SET due_at = :due WHERE key IN (
                                            SELECT key FROM timer WHERE alert_id = :alert AND kind = :kind AND due_at > :due
                                            FOR UPDATE SKIP LOCKED)
                                        """)
                                .setParameter("due", dueAt)
                                .setParameter("alert", alert)
                                .setParameter("kind", kind)
                                .executeUpdate())
                .replaceWithVoid();
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
