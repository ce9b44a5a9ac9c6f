package dev.mayday.identity;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Transactions;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Ids;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Making an account. Its address is sent a code at once. */
@ApplicationScoped
class SignUps {
    private static final Logger LOG = Logger.getLogger(SignUps.class);

    private final Accounts accounts;
    private final Verification verification;
    private final Misuse misuse;
    private final HashPools hashes;
    private final Transactions transactions;
    private final MaydayClock clock;

    SignUps(
            Accounts accounts,
            Verification verification,
            Misuse misuse,
            HashPools hashes,
            Transactions transactions,
            MaydayClock clock) {
        this.accounts = accounts;
        this.verification = verification;
        this.misuse = misuse;
        this.hashes = hashes;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Fails with email-taken, too-many-attempts, try-later. */
    Uni<Me> signUp(SignUp signUp, String address) {
        var id = Ids.next();
        return hashes.passwords()
                .run(() -> PhcHash.of(signUp.password()))
                .flatMap(hash -> transactions.write(() -> make(id, signUp, hash, address)))
                .invoke(() -> LOG.infof("event=signed-up person=%s", id));
    }

    private Uni<Me> make(UUID id, SignUp signUp, PhcHash hash, String address) {
        return misuse.signUp(address)
                .flatMap(few -> accounts.insertUnlessTaken(id, signUp, hash, clock.now()))
                .flatMap(made -> made ? accounts.read(new PersonId(id)) : taken())
                .call(person -> verification.send(Verification.Kind.EMAIL, person))
                .map(accounts::me);
    }

    private static Uni<PersonEntity> taken() {
        return Uni.createFrom().failure(emailTaken().refused());
    }

    static Problem emailTaken() {
        return Problem.conflict("email-taken", "email: there is an account with this address");
    }
}
