package dev.mayday.identity;

import dev.mayday.clock.Transactions;
import dev.mayday.outbox.Rights;
import dev.mayday.wire.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.exception.ConstraintViolationException;

/** What people say of themselves, to read and to change. */
@ApplicationScoped
class Profiles {
    private final Accounts accounts;
    private final Credentials credentials;
    private final Verification verification;
    private final Rights rights;
    private final Transactions transactions;

    Profiles(
            Accounts accounts,
            Credentials credentials,
            Verification verification,
            Rights rights,
            Transactions transactions) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.verification = verification;
        this.rights = rights;
        this.transactions = transactions;
    }

    Uni<Me> read(PersonId me) {
        return transactions.quietly(() -> accounts.read(me).map(accounts::me));
    }

    /** Fails with wrong-credentials, too-many-attempts, email-taken. */
    Uni<Me> change(PersonId me, MeChange change, String address) {
        if (change.email() == null || change.password() == null) {
            return transactions.quietly(
                    () -> accounts.lock(me).invoke(change::to).map(accounts::me));
        }
        var email = new EmailAddress(change.email());
        return credentials
                .checkAgain(
                        me,
                        change.password(),
                        address,
                        person ->
                                accounts.lock(person)
                                        .invoke(change::to)
                                        .call(account -> move(account, email))
                                        .map(accounts::me))
                .onFailure(ConstraintViolationException.class)
                .transform(taken -> SignUps.emailTaken().refused());
    }

    /** The new address is nobody's until it is verified: who guarded by the old one waits. */
    private Uni<Void> move(PersonEntity account, EmailAddress email) {
        if (email.text().equals(account.email)) {
            return Uni.createFrom().voidItem();
        }
        account.email = email.text();
        account.emailVerifiedAt = null;
        return Panache.getSession()
                .flatMap(session -> session.flush())
                .flatMap(flushed -> verification.send(Verification.Kind.EMAIL, account))
                .flatMap(sent -> rights.changedForGuardedBy(account.id));
    }
}
