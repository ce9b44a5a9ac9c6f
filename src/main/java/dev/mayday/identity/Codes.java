package dev.mayday.identity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * Codes that prove an address: 6 digits, good once, for 15 minutes and 5 tries, in the ambient
 * transaction. Only a keyed hash is stored, of the code with what it is bound to: a code that was
 * sent to one address is none for another.
 */
@ApplicationScoped
public class Codes {
    private static final Duration GOOD_FOR = Duration.ofMinutes(15);
    private static final int TRIES = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Keys keys;

    Codes(Keys keys) {
        this.keys = keys;
    }

    /**
     * Makes a code in place of any earlier one of the same purpose and subject.
     *
     * @param address what the code is sent to, and bound to
     */
    public Uni<String> make(String purpose, UUID subject, String address, Instant now) {
        var code = String.format(Locale.ROOT, "%06d", RANDOM.nextInt(1_000_000));
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        """
                                        INSERT INTO one_time_code (purpose, subject_id, code_hash, expires_at)
                                        VALUES (:purpose, :subject, :hash, :expires)
                                        ON CONFLICT (purpose, subject_id) DO UPDATE
                                        SET code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries = 0
                                        """)
                                .setParameter("purpose", purpose)
                                .setParameter("subject", subject)
                                .setParameter("hash", hash(purpose, subject, address, code))
                                .setParameter("expires", now.plus(GOOD_FOR))
                                .executeUpdate())
                .replaceWith(code);
    }

    /**
     * Whether this is the code; it is used up then. A wrong one counts as a try, so the transaction
     * must be committed either way: refuse after it, not in it.
     */
    public Uni<Boolean> use(
            String purpose, UUID subject, String address, String code, Instant now) {
        return counted(purpose, subject, now)
                .flatMap(counted -> counted ? taken(purpose, subject, address, code) : no());
    }

    private static Uni<Boolean> no() {
        return Uni.createFrom().item(false);
    }

    private static Uni<Boolean> counted(String purpose, UUID subject, Instant now) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        """
                                        UPDATE one_time_code SET tries = tries + 1
                                        WHERE purpose = :purpose AND subject_id = :subject AND tries < :tries AND expires_at > :now
                                        """)
                                .setParameter("purpose", purpose)
                                .setParameter("subject", subject)
                                .setParameter("tries", TRIES)
                                .setParameter("now", now)
                                .executeUpdate())
                .map(rows -> rows == 1);
    }

    private Uni<Boolean> taken(String purpose, UUID subject, String address, String code) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        """
                                        DELETE FROM one_time_code
                                        WHERE purpose = :purpose AND subject_id = :subject AND code_hash = :hash
                                        """)
                                .setParameter("purpose", purpose)
                                .setParameter("subject", subject)
                                .setParameter("hash", hash(purpose, subject, address, code))
                                .executeUpdate())
                .map(rows -> rows == 1);
    }

    private byte[] hash(String purpose, UUID subject, String address, String code) {
        var bound = String.join("\0", purpose, subject.toString(), address, code);
        return keys.hmac("one-time-code", bound.getBytes(StandardCharsets.UTF_8));
    }
}
