package dev.mayday.notification.push;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The curve that Web Push uses for all its keys: NIST P-256. */
final class P256 {
    /** Of a point that is not compressed: 0x04, then both coordinates. */
    static final int POINT = 65;

    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");

    private P256() {}

    /** Whether these bytes are a point of the curve, uncompressed. */
    static boolean isPoint(byte[] bytes) {
        if (bytes.length != POINT || bytes[0] != 4) {
            return false;
        }
        try {
            return CURVE.getCurve().decodePoint(bytes).isValid();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * A private key from secret bytes, always the same for the same: FIPS 186-5, A.2.1.
     *
     * @param seed at least 40 bytes, so that no key is likelier than another
     */
    static BigInteger scalar(byte[] seed) {
        if (seed.length < 40) {
            throw new IllegalArgumentException("a seed of at least 40 bytes");
        }
        return new BigInteger(1, seed)
                .mod(CURVE.getN().subtract(BigInteger.ONE))
                .add(BigInteger.ONE);
    }

    /** The point that belongs to a private key, uncompressed. */
    static byte[] point(BigInteger scalar) {
        return new FixedPointCombMultiplier()
                .multiply(CURVE.getG(), scalar)
                .normalize()
                .getEncoded(false);
    }

    static ECPrivateKey privateKey(BigInteger scalar) {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return (ECPrivateKey)
                    KeyFactory.getInstance("EC")
                            .generatePrivate(
                                    new ECPrivateKeySpec(
                                            scalar,
                                            parameters.getParameterSpec(ECParameterSpec.class)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
