package dev.mayday.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/**
 * Whose accounts are operators': those of the e-mail addresses in the settings, once verified. It
 * is looked up each time and stored nowhere, so whoever is no longer named, or changes the address,
 * is none from then on.
 */
@ApplicationScoped
public class Operators {
    private final List<String> emails;

    Operators(OperatorSettings settings) {
        this.emails =
                settings.emails().orElse(List.of()).stream()
                        .map(email -> email.strip().toLowerCase(Locale.ROOT))
                        .toList();
    }

    /** Their addresses, in lower case: for statements that decide it by a verified one. */
    public String[] emails() {
        return emails.toArray(String[]::new);
    }

    boolean has(PersonEntity person) {
        return person.emailVerifiedAt != null
                && emails.contains(person.email.toLowerCase(Locale.ROOT));
    }
}
