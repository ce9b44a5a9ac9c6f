package dev.mayday.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Every key of the service, derived from the one secret ({@code mayday.secret}), each for one use.
 */
@ApplicationScoped
public class Keys {
    private final byte[] secret;

    Keys(@ConfigProperty(name = "mayday.secret") String secret) {
        if (secret.length() < 32) {
            throw new IllegalArgumentException("mayday.secret must have at least 32 characters");
        }
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** The key for one use: 32 bytes, always the same for the same use. */
    public byte[] key(String use) {
        return hmac(secret, use.getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA256 of the message under the key of that use. */
    public byte[] hmac(String use, byte[] message) {
        return hmac(key(use), message);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
