package dev.mayday.identity;

import dev.mayday.problem.Problem;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An e-mail address of a form that a mail server takes. Two that differ in case are the same. */
public record EmailAddress(String text) {
    /** What {@linkplain #of one} must be, for whom another is refused. */
    public static final String RULE = "must be an e-mail address, in plain ASCII before the @";

    private static final int LONGEST = 254;

    // no quoted local parts, no comments, no literals of IP addresses: nobody has such an address
    private static final Pattern LOCAL =
            Pattern.compile("(?=.{1,64}$)[\\w!#$%&'*+/=?^`{|}~-]+(\\.[\\w!#$%&'*+/=?^`{|}~-]+)*");

    /**
     * @param field which field an error names
     * @throws dev.mayday.problem.Refused invalid-…
     */
    public static EmailAddress of(String field, @Nullable String text) {
        if (text == null || ascii(text).isEmpty()) {
            throw Problem.invalid(field, RULE).refused();
        }
        return new EmailAddress(text);
    }

    /**
     * The address as mail servers without SMTPUTF8 know it, its domain as A-labels: empty where
     * there is none. What could be read as an encoded word (RFC 2047) is none.
     */
    public static Optional<String> ascii(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0 || text.length() > LONGEST) {
            return Optional.empty();
        }
        var local = text.substring(0, at);
        if (local.contains("=?") || !LOCAL.matcher(local).matches()) {
            return Optional.empty();
        }
        return domain(text.substring(at + 1))
                .map(domain -> local + "@" + domain)
                .filter(address -> address.length() <= LONGEST);
    }

    /** Only one that comes back the same: {@code ß} would name another's domain, by ss. */
    private static Optional<String> domain(String text) {
        try {
            var ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES);
            boolean same = ascii.equals(text) || lower(IDN.toUnicode(ascii)).equals(lower(text));
            return same && !text.isEmpty() && !text.endsWith(".")
                    ? Optional.of(ascii)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a label that is empty, too long, or has a sign at its edge
        }
    }

    /** What all that are the same have in common. */
    String folded() {
        return lower(text);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
