package dev.mayday.identity;

import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Changing a password: every session ends with the old one. */
@ApplicationScoped
class Passwords {
    private static final Logger LOG = Logger.getLogger(Passwords.class);

    private final Accounts accounts;
    private final Credentials credentials;
    private final Sessions sessions;
    private final HashPools hashes;

    Passwords(Accounts accounts, Credentials credentials, Sessions sessions, HashPools hashes) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.sessions = sessions;
        this.hashes = hashes;
    }

    /** Fails with wrong-credentials, too-many-attempts, try-later. */
    Uni<Void> change(PersonId me, String old, Password next, String address) {
        return hash(next)
                .flatMap(hash ->
                        credentials.checkAgain(
                                me,
                                old,
                                address,
                                person ->
                                        accounts.lock(person)
                                                .flatMap(account -> set(account, hash))));
    }

    Uni<PhcHash> hash(Password password) {
        return hashes.passwords().run(() -> PhcHash.of(password.text()));
    }

    /** Sets it and ends every session, in the ambient transaction. */
    Uni<Void> set(PersonEntity account, PhcHash hash) {
        account.passwordHash = hash.toString();
        LOG.infof("event=password-changed person=%s", account.id);
        return sessions.endAll(new PersonId(account.id));
    }
}
