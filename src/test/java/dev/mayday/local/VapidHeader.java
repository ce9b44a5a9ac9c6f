package dev.mayday.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Who a sender says it is, checked as a push service does: RFC 8292.
 *
 * @param key the sender's public key, base64url
 * @param claims of its token, whose signature is by that key
 */
public record VapidHeader(String key, JsonNode claims) {
    private static final Pattern FORM =
            Pattern.compile("vapid t=([\\w-]+)\\.([\\w-]+)\\.([\\w-]+), ?k=([\\w-]+)");

    /**
     * @param authorization the header as it came
     * @param origin of the push service
     * @throws GeneralSecurityException if it is not as RFC 8292 has it, or the signature is wrong
     */
    public static VapidHeader check(String authorization, String origin, Instant now)
            throws GeneralSecurityException {
        var form = FORM.matcher(authorization);
        if (!form.matches()) {
            throw new GeneralSecurityException("not of the form of RFC 8292");
        }
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(EncryptedPush.point(bytes(form.group(4))));
        signature.update((form.group(1) + "." + form.group(2)).getBytes(StandardCharsets.US_ASCII));
        if (!signature.verify(bytes(form.group(3)))) {
            throw new GeneralSecurityException("the signature is wrong");
        }
        var claims = json(form.group(2));
        requireThat("ES256".equals(json(form.group(1)).path("alg").asText()), "alg");
        requireThat(origin.equals(claims.path("aud").asText()), "aud");
        requireThat(claims.path("sub").asText().matches("(mailto:|https:).+"), "sub");
        var end = Instant.ofEpochSecond(claims.path("exp").asLong());
        requireThat(
                end.isAfter(now) && end.isBefore(now.plus(Duration.ofHours(24))),
                "exp within a day");
        return new VapidHeader(form.group(4), claims);
    }

    private static void requireThat(boolean right, String what) throws GeneralSecurityException {
        if (!right) {
            throw new GeneralSecurityException("wrong: " + what);
        }
    }

    private static JsonNode json(String part) {
        return Json.read(new String(bytes(part), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String base64url) {
        return Base64.getUrlDecoder().decode(base64url);
    }
}
