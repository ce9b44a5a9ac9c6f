package dev.mayday.identity;

import dev.mayday.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that must have one, and its fields: what JSON leaves out arrives as null in
 * a record's constructor, which lets nothing missing pass.
 */
final class Body {
    private Body() {}

    /**
     * @throws dev.mayday.problem.Refused malformed-message where it is missing
     */
    static <T> T of(@Nullable T body) {
        if (body == null) {
            throw Problem.malformed("a JSON object is missing").refused();
        }
        return body;
    }

    /**
     * @throws dev.mayday.problem.Refused invalid-… where the field is missing
     */
    static String text(String field, @Nullable String value) {
        if (value == null) {
            throw Problem.invalid(field, "is missing").refused();
        }
        return value;
    }
}
