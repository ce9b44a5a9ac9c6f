package dev.mayday.identity;

import dev.mayday.problem.Problem;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An e-mail address of a form that a mail server takes. Two that differ in case are the same. */
public record EmailAddress(String text) {
    // no quoted local parts, no comments, no literals of IP addresses: nobody has such an address
    private static final Pattern FORM =
            Pattern.compile(
                    "[^\\s\\p{Cntrl}@<>()\\[\\]\\\\,;:\"]{1,64}"
                            + "@[\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?"
                            + "(\\.[\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?)*");

    /**
     * @param field which field an error names
     * @throws dev.mayday.problem.Refused invalid-…
     */
    public static EmailAddress of(String field, @Nullable String text) {
        if (text == null || text.length() > 254 || !FORM.matcher(text).matches()) {
            throw Problem.invalid(field, "must be an e-mail address").refused();
        }
        return new EmailAddress(text);
    }

    /** What all that are the same have in common. */
    String folded() {
        return text.toLowerCase(Locale.ROOT);
    }
}
