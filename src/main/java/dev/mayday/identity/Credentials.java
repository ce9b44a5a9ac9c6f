package dev.mayday.identity;

import dev.mayday.clock.Transactions;
import dev.mayday.problem.Problem;
import dev.mayday.wire.PersonId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Checks an e-mail address and a password, and then does what they allow. Whether the address is
 * unknown or the password wrong, the way is the same: the same statements, a hash checked, a
 * failure counted.
 */
@ApplicationScoped
class Credentials {
    private static final Logger LOG = Logger.getLogger(Credentials.class);
    private static final String FIND =
            "SELECT id, password_hash FROM person WHERE lower(email) = lower($1)";

    private final Pool pool;
    private final People people;
    private final SignInGuard guard;
    private final HashPools hashes;
    private final Transactions transactions;
    private final MeterRegistry meters;
    private final String nobodys = PhcHash.of(Opaque.random().text()).toString();

    Credentials(
            Pool pool,
            People people,
            SignInGuard guard,
            HashPools hashes,
            Transactions transactions,
            MeterRegistry meters) {
        this.pool = pool;
        this.people = people;
        this.guard = guard;
        this.hashes = hashes;
        this.transactions = transactions;
        this.meters = meters;
    }

    private record Found(@Nullable PersonId person, String hash) {}

    /**
     * @param address of the client, which failures count for
     * @param then in the transaction that records the success
     * @return what {@code then} came to. Fails with wrong-credentials, too-many-attempts, try-later
     */
    <T> Uni<T> check(
            EmailAddress email, String given, String address, Function<PersonId, Uni<T>> then) {
        var password = Password.normal(given);
        return guard.look(email, address)
                .flatMap(attempt ->
                        attempt.tooMany()
                                ? Uni.createFrom().item(new Verdict.Denied<T>(tooMany()))
                                : checked(email, password, attempt, then))
                .flatMap(Verdict::toUni);
    }

    /** The same for somebody who is signed in. */
    <T> Uni<T> checkAgain(
            PersonId me, String given, String address, Function<PersonId, Uni<T>> then) {
        return people.find(me)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notSignedIn().refused())
                .flatMap(person -> check(new EmailAddress(person.email()), given, address, then));
    }

    private <T> Uni<Verdict<T>> checked(
            EmailAddress email,
            String password,
            SignInGuard.Attempt attempt,
            Function<PersonId, Uni<T>> then) {
        return find(email)
                .flatMap(found ->
                        hashes.passwords()
                                .run(() -> PhcHash.parse(found.hash()).matches(password))
                                .flatMap(right ->
                                        transactions.write(() ->
                                                right && found.person() != null
                                                        ? granted(
                                                                found.person(),
                                                                found.hash(),
                                                                attempt,
                                                                then)
                                                        : failed(attempt))));
    }

    private Uni<Found> find(EmailAddress email) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(email.text()))
                .map(rows -> {
                    var all = rows.iterator();
                    if (!all.hasNext()) {
                        return new Found(null, nobodys);
                    }
                    var row = all.next();
                    return new Found(
                            new PersonId(row.getUUID("id")), row.getString("password_hash"));
                });
    }

    private <T> Uni<Verdict<T>> granted(
            PersonId person,
            String hash,
            SignInGuard.Attempt attempt,
            Function<PersonId, Uni<T>> then) {
        return guard.succeeded(attempt)
                .flatMap(told -> {
                    if (!told) {
                        return refused("throttled", tooMany());
                    }
                    return stillTheHash(person, hash)
                            .flatMap(still ->
                                    still ? right(then.apply(person)) : refused("wrong", wrong()));
                });
    }

    private <T> Uni<Verdict<T>> right(Uni<T> then) {
        count("right");
        return Verdict.granted(then);
    }

    private <T> Uni<Verdict<T>> refused(String outcome, Problem problem) {
        count(outcome);
        return Verdict.denied(problem);
    }

    /** A password that was changed while the old one was checked opens nothing any more. */
    private static Uni<Boolean> stillTheHash(PersonId person, String hash) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        "SELECT id FROM person WHERE id = :id AND password_hash = :hash FOR NO KEY UPDATE")
                                .setParameter("id", person.value())
                                .setParameter("hash", hash)
                                .getResultList())
                .map(rows -> !rows.isEmpty());
    }

    private <T> Uni<Verdict<T>> failed(SignInGuard.Attempt attempt) {
        return guard.failed(attempt)
                .flatMap(
                        told -> told ? refused("wrong", wrong()) : refused("throttled", tooMany()));
    }

    private void count(String outcome) {
        meters.counter("mayday.sign.ins", "outcome", outcome).increment();
        LOG.debugf("event=password-checked outcome=%s", outcome);
    }

    private static Problem wrong() {
        return new Problem(401, "wrong-credentials", "the e-mail address or the password is wrong");
    }

    private static Problem tooMany() {
        return Problem.tooManyAttempts("too many failed attempts; try again in some minutes");
    }
}
