package dev.mayday.operator;

import dev.mayday.problem.Problem;
import dev.mayday.problem.Refused;
import dev.mayday.wire.Text;
import org.jspecify.annotations.Nullable;

/** Why an operator does something, in words for people. */
final class Reason {
    private static final int LONGEST = 500;

    private Reason() {}

    /**
     * @param given as it came in
     * @param shortest the fewest characters that will do; 0 where it may be left out
     * @return null where it was left out
     * @throws Refused invalid-reason
     */
    static @Nullable String of(@Nullable String given, int shortest) {
        var reason = given == null ? "" : Text.of("reason", given.strip());
        if (reason.length() < shortest || reason.length() > LONGEST) {
            throw Problem.invalid(
                            "reason", "must have " + shortest + ".." + LONGEST + " characters")
                    .refused();
        }
        return reason.isEmpty() ? null : reason;
    }
}
