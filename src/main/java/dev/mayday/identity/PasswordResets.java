package dev.mayday.identity;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.clock.Timers;
import dev.mayday.clock.Transactions;
import dev.mayday.outbox.Letters;
import dev.mayday.outbox.Rights;
import dev.mayday.wire.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A new password for somebody who forgot theirs, by a code. It takes the same way whether or not
 * there is such an account: what is asked for is planned as due work, and only that finds out.
 */
@ApplicationScoped
class PasswordResets implements TimerHandler {
    private static final String PURPOSE = "password-reset";

    private final Accounts accounts;
    private final Passwords passwords;
    private final Codes codes;
    private final Letters letters;
    private final Rights rights;
    private final Misuse misuse;
    private final Timers timers;
    private final Transactions transactions;
    private final MaydayClock clock;

    PasswordResets(
            Accounts accounts,
            Passwords passwords,
            Codes codes,
            Letters letters,
            Rights rights,
            Misuse misuse,
            Timers timers,
            Transactions transactions,
            MaydayClock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.codes = codes;
        this.letters = letters;
        this.rights = rights;
        this.misuse = misuse;
        this.timers = timers;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Asks for a code. Fails with too-many-attempts. */
    Uni<Void> ask(EmailAddress email, String address) {
        return transactions.write(() ->
                misuse.reset(email, address)
                        .flatMap(few -> accounts.ofEmail(email))
                        .map(PasswordResets::subject)
                        .flatMap(this::plan));
    }

    private Uni<Void> plan(UUID subject) {
        var key = PURPOSE + ":" + Ids.next();
        return timers.plan(new Timer(key, PURPOSE, clock.now(), null, subject, 0));
    }

    /** Nobody's id where there is no account: work that is planned for it does nothing. */
    private static UUID subject(@Nullable PersonEntity account) {
        return account == null ? Ids.next() : account.id;
    }

    @Override
    public String kind() {
        return PURPOSE;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        return accounts.find(timer.subject())
                .flatMap(account ->
                        account == null ? Uni.createFrom().voidItem() : sendCode(account));
    }

    private Uni<Void> sendCode(PersonEntity account) {
        var email = new EmailAddress(account.email);
        return codes.make(PURPOSE, account.id, email.folded(), clock.now())
                .flatMap(code ->
                        letters.write(
                                "email",
                                account.email,
                                account.name,
                                PURPOSE,
                                Map.of(
                                        "code",
                                        code,
                                        "name",
                                        account.name,
                                        "locale",
                                        account.locale)));
    }

    /** Sets a password by a code and ends every session. Fails with invalid-code, try-later. */
    Uni<Void> confirm(EmailAddress email, String code, Password next) {
        return passwords
                .hash(next)
                .flatMap(hash -> transactions.write(() -> tried(email, code, hash)))
                .flatMap(Verdict::toUni);
    }

    private Uni<Verdict<Void>> tried(EmailAddress email, String code, PhcHash hash) {
        return misuse.resetCode(email)
                .flatMap(few ->
                        few ? confirmed(email, code, hash) : Verdict.denied(Misuse.tooMany()));
    }

    private Uni<Verdict<Void>> confirmed(EmailAddress email, String code, PhcHash hash) {
        return accounts.ofEmail(email)
                .flatMap(account ->
                        codes.use(PURPOSE, subject(account), email.folded(), code, clock.now())
                                .flatMap(right ->
                                        right && account != null
                                                ? Verdict.granted(proven(account, hash))
                                                : Verdict.denied(Verification.wrongCode())));
    }

    /** Who has the code has the address: it is verified with it. */
    private Uni<Void> proven(PersonEntity account, PhcHash hash) {
        if (account.emailVerifiedAt == null) {
            account.emailVerifiedAt = clock.now();
        }
        return passwords.set(account, hash).flatMap(set -> rights.changedForGuardedBy(account.id));
    }
}
