package dev.mayday.clock;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The timers, in the transaction of whoever plans or cancels them. */
@ApplicationScoped
public class Timers {

    /** Plans the work, or moves it if it is planned already. */
    public Uni<Void> plan(Timer timer) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        """
                                        INSERT INTO timer (key, kind, due_at, alert_id, subject_id, number)
                                        VALUES (:key, :kind, :due, CAST(:alert AS uuid), CAST(:subject AS uuid), :number)
                                        ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at, failures = 0
                                        """)
                                .setParameter("key", timer.key())
                                .setParameter("kind", timer.kind())
                                .setParameter("due", timer.dueAt())
                                .setParameter("alert", text(timer.alert()))
                                .setParameter("subject", text(timer.subject()))
                                .setParameter("number", timer.number())
                                .executeUpdate())
                .replaceWithVoid();
    }

    /** Forgets all timers of these kinds that the alert has. */
    public Uni<Void> cancel(UUID alert, String... kinds) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        "DELETE FROM timer WHERE alert_id = :alert AND kind = ANY(string_to_array(:kinds, ','))")
                                .setParameter("alert", alert)
                                .setParameter("kinds", String.join(",", kinds))
                                .executeUpdate())
                .replaceWithVoid();
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
