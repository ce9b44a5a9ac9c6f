package dev.mayday.notification.push;

import com.zerodeplibs.webpush.VAPIDKeyPair;
import com.zerodeplibs.webpush.VAPIDKeyPairs;
import com.zerodeplibs.webpush.jwt.VAPIDJWTParam;
import com.zerodeplibs.webpush.key.PrivateKeySources;
import com.zerodeplibs.webpush.key.PublicKeySources;
import dev.mayday.identity.Keys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who we are to push services (RFC 8292). The key pair is derived from the operator's secret, so
 * that every node has the same one and there is nothing to set up.
 */
@ApplicationScoped
class Vapid {
    /**
     * RFC 8292 allows a day. Less is enough for one message, and forgives a clock that is behind.
     */
    private static final Duration LIFE = Duration.ofHours(12);

    private final VAPIDKeyPair pair;
    private final String subject;

    @Inject
    Vapid(
            Keys keys,
            PushSettings settings,
            @ConfigProperty(name = "mayday.public-url") String publicUrl) {
        this(
                ByteBuffer.allocate(64)
                        .put(keys.key("web-push-vapid-1"))
                        .put(keys.key("web-push-vapid-2"))
                        .array(),
                subject(settings.subject(), publicUrl));
    }

    /**
     * @param seed secret bytes, from which the key pair follows
     */
    Vapid(byte[] seed, String subject) {
        var scalar = P256.scalar(seed);
        this.pair =
                VAPIDKeyPairs.of(
                        PrivateKeySources.ofECPrivateKey(P256.privateKey(scalar)),
                        PublicKeySources.ofUncompressedBytes(P256.point(scalar)));
        this.subject = subject;
    }

    /** What a browser subscribes with: the uncompressed point, base64url. */
    String publicKey() {
        return pair.extractPublicKeyInUncompressedFormAsString();
    }

    /** The header that a push service knows us by. */
    String authorization(String endpoint, Instant now) {
        return pair.generateAuthorizationHeaderValue(
                VAPIDJWTParam.getBuilder()
                        .resourceURLString(endpoint)
                        .expirationTime(now.plus(LIFE))
                        .subject(subject)
                        .build());
    }

    /** A mailto: or https: URI, as some push services insist. */
    static String subject(Optional<String> given, String publicUrl) {
        var subject = given.orElse(publicUrl).strip();
        var lower = subject.toLowerCase(Locale.ROOT);
        if (lower.startsWith("https:") || lower.startsWith("mailto:")) {
            return subject;
        }
        if (given.isPresent()) {
            throw new IllegalArgumentException("mayday.push.subject: mailto:… or https://…");
        }
        return "mailto:mayday@" + URI.create(subject).getHost();
    }
}
