package dev.mayday.identity;

import dev.mayday.problem.Problem;
import io.smallrye.mutiny.Uni;

/**
 * What a transaction came to where a refusal is on record too (a wrong guess, counted): it must be
 * committed, so the refusal leaves it as a value and becomes a failure after it.
 */
sealed interface Verdict<T> {
    record Granted<T>(T value) implements Verdict<T> {}

    record Denied<T>(Problem problem) implements Verdict<T> {}

    /** Outside the transaction: the value, or the refusal as a failure. */
    default Uni<T> toUni() {
        return switch (this) {
            case Granted<T>(T value) -> Uni.createFrom().item(value);
            case Denied<T>(Problem problem) -> Uni.createFrom().failure(problem.refused());
        };
    }

    static <T> Uni<Verdict<T>> denied(Problem problem) {
        return Uni.createFrom().item(new Denied<>(problem));
    }

    static <T> Uni<Verdict<T>> granted(Uni<T> value) {
        return value.map(Granted::new);
    }
}
