package dev.mayday.notification.twilio;

import dev.mayday.notification.twilio.Form.Field;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Comparator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Twilio's {@code X-Twilio-Signature}: HMAC-SHA1 under the account's token of the whole address
 * that is called and, after it, the name and value of each field of the form in the names' order.
 */
final class Signature {
    private Signature() {}

    static String of(String token, String url, Form form) {
        var signed = new StringBuilder(url);
        form.fields().stream()
                .sorted(Comparator.comparing(Field::name).thenComparing(Field::value))
                .distinct()
                .forEach(field -> signed.append(field.name()).append(field.value()));
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(
                            mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the same time wherever the two differ. */
    static boolean isRight(String given, String token, String url, Form form) {
        return MessageDigest.isEqual(
                of(token, url, form).getBytes(StandardCharsets.UTF_8),
                given.strip().getBytes(StandardCharsets.UTF_8));
    }
}
