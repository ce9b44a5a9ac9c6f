package dev.mayday.notification.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Standard Webhooks 1.0: HMAC-SHA256 of id, time and body under a shared secret. */
final class Signature {
    private static final String PREFIX = "whsec_";

    private Signature() {}

    /**
     * @param secret {@code whsec_} and the key in Base64
     * @return the value of {@code webhook-signature}
     * @throws IllegalArgumentException if the secret is none
     */
    static String of(String secret, String id, Instant at, String body) {
        var key =
                Base64.getDecoder()
                        .decode(
                                secret.startsWith(PREFIX)
                                        ? secret.substring(PREFIX.length())
                                        : secret);
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            var signed = id + "." + at.getEpochSecond() + "." + body;
            return "v1,"
                    + Base64.getEncoder()
                            .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
