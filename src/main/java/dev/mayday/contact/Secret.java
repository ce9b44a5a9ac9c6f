package dev.mayday.contact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** What only the right people may know: webhook secrets and tokens of invitations. */
final class Secret {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Secret() {}

    /** A webhook's secret, as Standard Webhooks 1.0 writes it. */
    static String next() {
        return "whsec_" + Base64.getEncoder().encodeToString(random());
    }

    /** A token for a link. */
    static String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random());
    }

    /** What is kept of a token. It has 256 random bits, so a plain hash can't be searched. */
    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
