package dev.mayday.contact;

import dev.mayday.clock.MaydayClock;
import dev.mayday.identity.Keys;
import dev.mayday.wire.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many invitations and codes may go out: people who asked for nothing are not to be flooded,
 * whoever it is that writes down their addresses.
 */
@ApplicationScoped
class LetterLimit {
    private final ContactSettings settings;
    private final Keys keys;
    private final MaydayClock clock;
    private final int factor;

    LetterLimit(
            ContactSettings settings,
            Keys keys,
            MaydayClock clock,
            @ConfigProperty(name = "mayday.local") boolean local) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
        this.factor = local ? settings.localFactor() : 1;
    }

    /**
     * Counts one letter in the ambient transaction. Whoever takes for several addresses takes them
     * in the order of their keys: else two at once may wait for each other.
     *
     * @param channel key of the channel it goes to
     * @return false if it must not go out
     */
    Uni<Boolean> take(PersonId owner, String channel) {
        return count("address " + channel, settings.lettersToAddress())
                .flatMap(free ->
                        free
                                ? count("person " + owner, settings.lettersOfPerson())
                                : Uni.createFrom().item(false));
    }

    private Uni<Boolean> count(String what, int limit) {
        var now = clock.now();
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        """
                                        INSERT INTO throttle (key, failures, resets_at) VALUES (:key, 1, :end)
                                        ON CONFLICT (key) DO UPDATE SET
                                            failures = CASE WHEN throttle.resets_at <= :now THEN 1 ELSE throttle.failures + 1 END,
                                            resets_at = CASE WHEN throttle.resets_at <= :now THEN excluded.resets_at ELSE throttle.resets_at END
                                        RETURNING failures
                                        """,
                                        Integer.class)
                                .setParameter("key", key(what))
                                .setParameter("now", now)
                                .setParameter("end", now.plus(settings.span()))
                                .getSingleResult())
                .map(letters -> letters <= (long) limit * factor);
    }

    private String key(String what) {
        var hash = keys.hmac("contact-letters", what.getBytes(StandardCharsets.UTF_8));
        return "letters:" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
