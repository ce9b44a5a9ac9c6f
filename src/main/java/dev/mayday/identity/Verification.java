package dev.mayday.identity;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Transactions;
import dev.mayday.outbox.Letters;
import dev.mayday.outbox.Rights;
import dev.mayday.problem.Problem;
import dev.mayday.wire.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Proving that an account's own e-mail address or phone is its person's, by a code sent there. */
@ApplicationScoped
class Verification {
    private static final Logger LOG = Logger.getLogger(Verification.class);

    private final Accounts accounts;
    private final Codes codes;
    private final Letters letters;
    private final Misuse misuse;
    private final Rights rights;
    private final Transactions transactions;
    private final MaydayClock clock;
    private final Set<String> channels;

    Verification(
            Accounts accounts,
            Codes codes,
            Letters letters,
            Misuse misuse,
            Rights rights,
            Transactions transactions,
            MaydayClock clock,
            @ConfigProperty(name = "mayday.channels", defaultValue = "email,webhook")
                    Set<String> channels) {
        this.accounts = accounts;
        this.codes = codes;
        this.letters = letters;
        this.misuse = misuse;
        this.rights = rights;
        this.transactions = transactions;
        this.clock = clock;
        this.channels = channels;
    }

    /** What can be proven, and by which channel. */
    enum Kind {
        EMAIL("email", "email-verification"),
        PHONE("sms", "phone-verification");

        final String channel;
        final String purpose;

        Kind(String channel, String purpose) {
            this.channel = channel;
            this.purpose = purpose;
        }

        @Nullable String address(PersonEntity person) {
            return switch (this) {
                case EMAIL -> person.email;
                case PHONE -> person.phone;
            };
        }
    }

    /**
     * Sends a code. Fails with invalid-phone where there is none, opted-out, too-many-attempts,
     * try-later.
     */
    Uni<Void> send(Kind kind, PersonId person) {
        return transactions.write(() ->
                misuse.letter(kind.purpose, person.toString())
                        .flatMap(few -> accounts.read(person))
                        .flatMap(account -> send(kind, account)));
    }

    /** Sends a code, in the ambient transaction. */
    Uni<Void> send(Kind kind, PersonEntity person) {
        var address = kind.address(person);
        if (address == null) {
            return Uni.createFrom()
                    .failure(Problem.invalid("phone", "the account has none").refused());
        }
        if (!channels.contains(kind.channel)) {
            return Uni.createFrom()
                    .failure(
                            Problem.tryLater("this server has no way to send a text message")
                                    .refused());
        }
        return stopped(kind, address)
                .invoke(stopped -> {
                    if (stopped) {
                        throw Problem.conflict(
                                        "opted-out",
                                        "this number answered STOP; it has to answer START first")
                                .refused();
                    }
                })
                .flatMap(free -> codes.make(kind.purpose, person.id, folded(address), clock.now()))
                .flatMap(code ->
                        letters.write(
                                kind.channel,
                                address,
                                person.name,
                                kind.purpose,
                                Map.of(
                                        "code",
                                        code,
                                        "name",
                                        person.name,
                                        "locale",
                                        person.locale)));
    }

    private static Uni<Boolean> stopped(Kind kind, String address) {
        return kind != Kind.PHONE
                ? Uni.createFrom().item(false)
                : Panache.getSession()
                        .flatMap(session ->
                                session.createNativeQuery(
                                                "SELECT EXISTS (SELECT FROM sms_stop WHERE number = :number)",
                                                Boolean.class)
                                        .setParameter("number", address)
                                        .getSingleResult());
    }

    /** Takes the code. Fails with invalid-code. */
    Uni<Me> confirm(Kind kind, PersonId person, String code) {
        return transactions
                .write(() ->
                        accounts.lock(person).flatMap(account -> confirmed(kind, account, code)))
                .flatMap(Verdict::toUni);
    }

    private Uni<Verdict<Me>> confirmed(Kind kind, PersonEntity person, String code) {
        var address = kind.address(person);
        var now = clock.now();
        return codes.use(kind.purpose, person.id, address == null ? "" : folded(address), code, now)
                .flatMap(right -> {
                    if (!right) {
                        return Verdict.denied(wrongCode());
                    }
                    switch (kind) {
                        case EMAIL -> person.emailVerifiedAt = now;
                        case PHONE -> person.phoneVerifiedAt = now;
                    }
                    LOG.infof("event=verified kind=%s person=%s", kind.channel, person.id);
                    // whoever is verified may guard
                    return Verdict.granted(
                            rights.changedForGuardedBy(person.id).replaceWith(accounts.me(person)));
                });
    }

    static Problem wrongCode() {
        return Problem.invalid("code", "is wrong, used, or too old; after 5 tries ask for another");
    }

    private static String folded(String address) {
        return address.toLowerCase(Locale.ROOT);
    }
}
