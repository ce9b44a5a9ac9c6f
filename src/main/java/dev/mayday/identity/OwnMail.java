package dev.mayday.identity;

import dev.mayday.outbox.Rights;
import dev.mayday.wire.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** An account's e-mail that was proven by another way than the account's own code. */
@ApplicationScoped
public class OwnMail {
    private final Rights rights;

    OwnMail(Rights rights) {
        this.rights = rights;
    }

    /**
     * The person has read a secret that was mailed to this address: if it is the account's own, it
     * is verified now. In the ambient transaction.
     */
    public Uni<Void> proven(PersonId person, String address, Instant now) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        """
                                        UPDATE person SET email_verified_at = :now
                                        WHERE id = :person AND email_verified_at IS NULL AND lower(email) = lower(:address)
                                        """)
                                .setParameter("now", now)
                                .setParameter("person", person.value())
                                .setParameter("address", address)
                                .executeUpdate())
                .flatMap(rows ->
                        rows == 0
                                ? Uni.createFrom().voidItem()
                                : rights.changedForGuardedBy(person.value()));
    }
}
