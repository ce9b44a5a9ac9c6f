package dev.mayday.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A token that says nothing: 32 random bytes in base64url. Only its hash is stored; with that much
 * chance in it a plain one is enough.
 */
record Opaque(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static Opaque random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return of(bytes);
    }

    static Opaque of(byte[] bytes) {
        return new Opaque(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "Opaque[…]";
    }
}
