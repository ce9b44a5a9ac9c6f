package dev.mayday.outbox;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Says to every gateway that somebody's rights, sessions or links may have changed; each then reads
 * the truth. It is rare, so it is a transactional NOTIFY: heard exactly if the change was
 * committed.
 */
@ApplicationScoped
public class Rights {
    public static final String CHANNEL = "mayday_rights";

    /**
     * @param person whose sessions ended or whose alerts somebody may now see, or no longer see
     */
    public Uni<Void> changed(UUID person) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        "SELECT CAST(pg_notify(:channel, :person) AS text)",
                                        String.class)
                                .setParameter("channel", CHANNEL)
                                .setParameter("person", person.toString())
                                .getResultList())
                .replaceWithVoid();
    }

    /**
     * The same for everyone whom this account guards as a contact: it may from now on, or may no
     * longer.
     *
     * @param guardian whose e-mail was verified, or whose account ends
     */
    public Uni<Void> changedForGuardedBy(UUID guardian) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        "SELECT CAST(pg_notify(:channel, CAST(person_id AS text)) AS text) FROM contact WHERE guardian_id = :guardian",
                                        String.class)
                                .setParameter("channel", CHANNEL)
                                .setParameter("guardian", guardian)
                                .getResultList())
                .replaceWithVoid();
    }
}
