package dev.mayday.notification.push;

import dev.mayday.notification.Target;
import dev.mayday.notification.Target.Unfit;
import dev.mayday.problem.Problem;
import java.util.Base64;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A browser's {@code PushSubscription}, as its {@code toJSON} writes it.
 *
 * @param expirationTime milliseconds since 1970; the push service says itself when it is over
 */
@Schema(
        name = "PushSubscription",
        requiredProperties = {"endpoint", "keys"})
record NewSubscription(
        @Nullable @Schema(nullable = true) Double expirationTime,
        @Schema(format = "uri", maxLength = 2000) String endpoint,
        Keys keys) {
    private static final int LONGEST = 2_000;
    private static final int AUTH = 16;

    NewSubscription {
        if (expirationTime != null && !Double.isFinite(expirationTime)) {
            throw Problem.invalid("expirationTime", "must be a number").refused();
        }
        endpoint = present("endpoint", endpoint).strip();
        keys = present("keys", keys);
    }

    /**
     * What messages are encrypted for, base64url.
     *
     * @param p256dh the browser's public key, uncompressed
     * @param auth 16 bytes
     */
    @Schema(
            name = "PushSubscriptionKeys",
            requiredProperties = {"p256dh", "auth"})
    record Keys(String p256dh, String auth) {
        Keys {
            if (!P256.isPoint(bytes("p256dh", present("p256dh", p256dh)))) {
                throw Problem.invalid("p256dh", "must be an uncompressed point of P-256").refused();
            }
            if (bytes("auth", present("auth", auth)).length != AUTH) {
                throw Problem.invalid("auth", "must be " + AUTH + " bytes").refused();
            }
        }

        byte[] point() {
            return bytes("p256dh", p256dh);
        }

        byte[] secret() {
            return bytes("auth", auth);
        }
    }

    /**
     * Resolves the endpoint's name, and so may block. A name that does not resolve now may do so
     * when there is something to tell: it is checked again then.
     *
     * @param anywhere also http, and also into private networks (local mode)
     * @throws dev.mayday.problem.Refused invalid-endpoint
     */
    NewSubscription requireReachable(boolean anywhere) {
        if (endpoint.length() > LONGEST || !endpoint.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw refused("must be a URL of at most " + LONGEST + " characters");
        }
        if (!anywhere && !endpoint.toLowerCase(Locale.ROOT).startsWith("https:")) {
            throw refused("must be an https URL");
        }
        try {
            Target.of(endpoint, anywhere);
        } catch (Unfit unfit) {
            if (unfit.forGood()) {
                throw refused(unfit.why());
            }
        }
        return this;
    }

    private static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw Problem.invalid(field, "is missing").refused();
        }
        return value;
    }

    private static byte[] bytes(String field, String text) {
        try {
            return Base64.getUrlDecoder().decode(text.replace("=", ""));
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(field, "must be base64url").refused();
        }
    }

    private static RuntimeException refused(String why) {
        return Problem.invalid("endpoint", why).refused();
    }
}
