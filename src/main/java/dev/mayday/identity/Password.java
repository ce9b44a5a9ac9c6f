package dev.mayday.identity;

import dev.mayday.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A password that somebody chose, in NFC, so that it is the same from every keyboard: at least 8
 * characters, at most 1000 bytes, and none of those that everybody tries first.
 */
record Password(String text) {
    private static final int SHORTEST = 8;
    private static final int MOST_BYTES = 1000;
    private static final Set<String> COMMON = common();

    /**
     * @throws dev.mayday.problem.Refused invalid-password
     */
    Password {
        text = normal(text);
        if (text.codePointCount(0, text.length()) < SHORTEST) {
            throw Problem.invalid("password", "must have at least 8 characters").refused();
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw Problem.invalid("password", "must have at most 1000 bytes").refused();
        }
        if (COMMON.contains(text.toLowerCase(Locale.ROOT))) {
            throw Problem.invalid("password", "is one of those that are tried first").refused();
        }
    }

    /**
     * What a password given at sign-in is compared as.
     *
     * @throws dev.mayday.problem.Refused invalid-password where it is too long to be one
     */
    static String normal(String given) {
        if (given.length() > MOST_BYTES) {
            throw Problem.invalid("password", "must have at most 1000 bytes").refused();
        }
        return Normalizer.normalize(given, Normalizer.Form.NFC);
    }

    @Override
    public String toString() {
        return "Password[…]";
    }

    private static Set<String> common() {
        try (var list = Password.class.getResourceAsStream("/identity/common-passwords.txt")) {
            if (list == null) {
                throw new IllegalStateException("the list of common passwords is missing");
            }
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
