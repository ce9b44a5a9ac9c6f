package dev.mayday.identity;

import dev.mayday.clock.MaydayClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/**
 * Slows guessing down. Failures count for the account and for the address. An address from which
 * the account has signed in before counts on its own, so that a stranger's guesses lock nobody out
 * of a home.
 */
@ApplicationScoped
class SignInGuard {
    private final Throttle throttle;
    private final IdentitySettings.SignIns settings;
    private final MaydayClock clock;

    SignInGuard(Throttle throttle, IdentitySettings settings, MaydayClock clock) {
        this.throttle = throttle;
        this.settings = settings.signIns();
        this.clock = clock;
    }

    /** One attempt: what its failure counts for, and whether too many have failed already. */
    record Attempt(Throttle.Limit account, Throttle.Limit address, String known, boolean tooMany) {}

    Uni<Attempt> look(EmailAddress email, String address) {
        var anywhere = throttle.key("account", email.folded());
        var fromHere = throttle.key("account-here", email.folded(), address);
        var here = throttle.key("address", address);
        var known = throttle.key("known", email.folded(), address);
        return throttle.counts(List.of(anywhere, fromHere, here, known), clock.now())
                .map(counts ->
                        attempt(
                                counts,
                                counts.containsKey(known) ? fromHere : anywhere,
                                here,
                                known));
    }

    private Attempt attempt(
            Map<String, Integer> counts, String accountKey, String addressKey, String known) {
        var account =
                new Throttle.Limit(accountKey, settings.failuresOfAccount(), settings.window());
        var address =
                new Throttle.Limit(addressKey, settings.failuresOfAddress(), settings.window());
        return new Attempt(account, address, known, over(account, counts) || over(address, counts));
    }

    private static boolean over(Throttle.Limit limit, Map<String, Integer> counts) {
        return counts.getOrDefault(limit.key(), 0) >= limit.most();
    }

    /** Counts a failure, in the ambient transaction: whether it may be told as one. */
    Uni<Boolean> failed(Attempt attempt) {
        var now = clock.now();
        return throttle.count(attempt.address(), now)
                .flatMap(few ->
                        throttle.count(attempt.account(), now).map(alsoFew -> few && alsoFew));
    }

    /**
     * Notes a success, in the ambient transaction: whether it may be told. Where as many guesses as
     * are allowed failed while this one was hashed, it may not: guessing in parallel gains nothing.
     */
    Uni<Boolean> succeeded(Attempt attempt) {
        var now = clock.now();
        return throttle.allows(attempt.account(), now)
                .call(allowed -> allowed ? remember(attempt) : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> remember(Attempt attempt) {
        var known = new Throttle.Limit(attempt.known(), Integer.MAX_VALUE, settings.addressKnown());
        return throttle.forget(attempt.account().key())
                .flatMap(forgotten -> throttle.forget(attempt.known()))
                .flatMap(forgotten -> throttle.count(known, clock.now()));
    }
}
