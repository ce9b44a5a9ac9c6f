package dev.mayday.notification.push;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.VapidHeader;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VapidTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    /** The order of the curve's points: FIPS 186-4, D.1.2.3. */
    private static final BigInteger ORDER =
            new BigInteger(
                    "115792089210356248762697446949407573529996955224135760342422259061068512044369");

    @Test
    void theSameSecretHasTheSameKeyAndAnotherHasAnother() {
        assertEquals(vapid(1).publicKey(), vapid(1).publicKey());
        assertNotEquals(vapid(1).publicKey(), vapid(2).publicKey());
        assertTrue(P256.isPoint(Base64.getUrlDecoder().decode(vapid(1).publicKey())));
    }

    @Test
    void whateverTheSecretTheKeyIsOneOfTheCurve() {
        var seeds =
                new byte[][] {
                    new byte[64],
                    filled(0xff),
                    padded(ORDER),
                    padded(ORDER.subtract(BigInteger.ONE)),
                    padded(ORDER.subtract(BigInteger.TWO))
                };
        for (var seed : seeds) {
            var scalar = P256.scalar(seed);
            assertTrue(scalar.signum() > 0 && scalar.compareTo(ORDER) < 0, scalar::toString);
            assertTrue(P256.isPoint(P256.point(scalar)));
        }
        assertEquals(BigInteger.ONE, P256.scalar(new byte[64]));
        assertThrows(IllegalArgumentException.class, () -> P256.scalar(new byte[32]));
    }

    @Test
    void thePublicKeyOfAKnownPrivateOneIsKnown() {
        // RFC 8291, section 5
        var scalar =
                new BigInteger(
                        1,
                        Base64.getUrlDecoder()
                                .decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"));
        assertArrayEquals(
                Base64.getUrlDecoder()
                        .decode(
                                "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"),
                P256.point(scalar));
    }

    @Test
    void whatIsNoPointOfTheCurveIsNone() {
        var point = P256.point(BigInteger.TEN);
        assertTrue(P256.isPoint(point));
        var off = point.clone();
        off[64] ^= 1;
        assertFalse(P256.isPoint(off));
        var compressed = point.clone();
        compressed[0] = 2;
        assertFalse(P256.isPoint(compressed));
        assertFalse(P256.isPoint(new byte[] {0}));
        assertFalse(P256.isPoint(new byte[65]));
        assertFalse(P256.isPoint(Arrays.copyOf(point, 64)));
        var beyond = filled(0xff);
        beyond[0] = 4;
        assertFalse(P256.isPoint(Arrays.copyOf(beyond, 65)), "coordinates above the field's prime");
    }

    @Test
    void aPushServiceKnowsUsByTheHeader() throws GeneralSecurityException {
        var header = vapid(1).authorization("https://push.example:8443/send/abc?x=1", NOW);
        var sender = VapidHeader.check(header, "https://push.example:8443", NOW);

        assertEquals(vapid(1).publicKey(), sender.key());
        assertEquals("mailto:ops@example.org", sender.claims().path("sub").asText());
        assertThrows(
                GeneralSecurityException.class,
                () -> VapidHeader.check(header, "https://other.example", NOW));
        var another = header.replaceFirst("k=.*", "k=" + vapid(2).publicKey());
        assertThrows(
                GeneralSecurityException.class,
                () -> VapidHeader.check(another, "https://push.example:8443", NOW));
    }

    @Test
    void theSubjectIsOneThatPushServicesTake() {
        assertEquals(
                "https://mayday.example",
                Vapid.subject(Optional.empty(), "https://mayday.example"));
        assertEquals(
                "mailto:mayday@localhost",
                Vapid.subject(Optional.empty(), "http://localhost:8080"));
        assertEquals(
                "mailto:ops@example.org",
                Vapid.subject(Optional.of("mailto:ops@example.org"), "https://mayday.example"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Vapid.subject(Optional.of("ops@example.org"), "https://mayday.example"));
    }

    private static Vapid vapid(int secret) {
        return new Vapid(filled(secret), "mailto:ops@example.org");
    }

    private static byte[] filled(int with) {
        var bytes = new byte[65];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    private static byte[] padded(BigInteger number) {
        var bytes = number.toByteArray();
        var padded = new byte[64];
        System.arraycopy(bytes, 0, padded, 64 - bytes.length, bytes.length);
        return padded;
    }
}
