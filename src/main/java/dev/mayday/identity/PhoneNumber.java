package dev.mayday.identity;

import dev.mayday.problem.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A phone number as E.164 has it. */
public record PhoneNumber(String text) {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /**
     * @param field which field an error names
     * @throws dev.mayday.problem.Refused invalid-…
     */
    public static PhoneNumber of(String field, @Nullable String text) {
        if (text == null || !E164.matcher(text).matches()) {
            throw Problem.invalid(field, "must be a number as E.164 has it, such as +4915112345678")
                    .refused();
        }
        return new PhoneNumber(text);
    }
}
