package dev.mayday.identity;

import dev.mayday.clock.MaydayClock;
import dev.mayday.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How often strangers may make accounts and have letters sent, in the ambient transaction. Local
 * mode asks for no restraint there: a load run signs up hundreds.
 */
@ApplicationScoped
class Misuse {
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Throttle throttle;
    private final IdentitySettings.Misuse settings;
    private final MaydayClock clock;
    private final boolean local;

    Misuse(
            Throttle throttle,
            IdentitySettings settings,
            MaydayClock clock,
            @ConfigProperty(name = "mayday.local") boolean local) {
        this.throttle = throttle;
        this.settings = settings.misuse();
        this.clock = clock;
        this.local = local;
    }

    /** Counts an account made. Fails with too-many-attempts. */
    Uni<Void> signUp(String address) {
        return within("sign-up", address, relaxed(settings.signUpsOfAddress()));
    }

    /** Counts a code sent to an account's own address. Fails with too-many-attempts. */
    Uni<Void> letter(String purpose, String account) {
        return within(purpose, account, relaxed(settings.lettersToAccount()));
    }

    /** Counts a reset asked for, by whom and for whom. Fails with too-many-attempts. */
    Uni<Void> reset(EmailAddress email, String address) {
        return within("reset-from", address, relaxed(settings.resetsOfAddress()))
                .flatMap(few -> letter("reset", email.folded()));
    }

    /** Counts a code tried for a reset: whether it may be. */
    Uni<Boolean> resetCode(EmailAddress email) {
        return count("reset-code", email.folded(), settings.resetCodesOfAccount());
    }

    private int relaxed(int most) {
        return local ? Integer.MAX_VALUE : most;
    }

    private Uni<Void> within(String what, String of, int most) {
        return count(what, of, most)
                .flatMap(few ->
                        few
                                ? Uni.createFrom().voidItem()
                                : Uni.createFrom().failure(tooMany().refused()));
    }

    private Uni<Boolean> count(String what, String of, int most) {
        return throttle.count(
                new Throttle.Limit(throttle.key(what, of), most, WINDOW), clock.now());
    }

    static Problem tooMany() {
        return Problem.tooManyAttempts("too often; try again in an hour");
    }
}
